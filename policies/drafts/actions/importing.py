"""A file becomes the draft, and what was proposed from its words is confirmed by a person."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policies.documents import Document, Imported, Kind, NotImportable, Provision, import_document
from policies.documents.differences import to_look_at, unconfirmed
from policies.documents.model.codec import document_from_json, document_to_json
from policies.documents.model.tree import Tree
from policies.documents.model.variables import MENTION, with_texts
from policies.documents.proposing.conduct import category_of
from policies.drafts.actions.drafts import begun, ensured, mentioned_in
from policies.drafts.actions.revising import checked, locked, plain, save
from policies.drafts.models import Draft
from policies.drafts.rules import still_to_confirm
from policies.versions.actions.releasing import unfilled
from policies.versions.company import proposed_values, this_reseller
from policies.versions.queries import standing_versions
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused
from tenants.resellers.turns import turn

#: What a person confirms of each provision; its words and number are changed elsewhere.
CONFIRMED = ("kind", "category", "needs_authorization", "discretionary", "acknowledge_separately")


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def import_draft(
    *,
    by: User,
    data: bytes,
    filename: str,
    slug: str = "aup",
    revision: int | None = None,
    confirmed: Collection[str] = (),
) -> tuple[Draft, Imported]:
    """Makes a draft of a text, Markdown, HTML, Word or PDF file; provisions that continue known ones keep their keys.

    Names found in the text become variables, with the reseller's own declarations proposed (R3). An existing draft's
    words are replaced; what was confirmed or posted of words that go on unchanged stays confirmed. Where words of the
    file were lost, invented or moved, nothing is imported until `confirmed` names the code of each.
    Raises Refused: `not_importable`, `words_differ` (its `differences` say what and where), `stale`, `busy` (503).
    """
    policy = ensured(slug)
    draft = Draft.objects.filter(policy=policy).first()
    kept = locked(draft, revision=revision) if draft else None
    last = standing_versions(policy).order_by("-effective_at").first()
    previous = kept.document if kept else last.template if last else None
    try:
        known = document_from_json(previous) if previous else None
        with turn("reading"):
            imported = import_document(
                data,
                filename=filename,
                language=known.language if known else "",
                previous=known,
                limit=settings.UPLOAD_LIMIT,
            )
    except NotImportable as error:
        raise Refused("not_importable", str(error), status=422) from error
    _all_confirmed(imported, confirmed)
    waiting = kept.unconfirmed if kept else []
    reseller = this_reseller()
    before = kept.values if kept else last.values if last else {}
    kept = kept or begun(policy, last)
    kept.document = document_to_json(checked(unfilled(imported.document)))
    kept.values = proposed_values(reseller, imported.document, before)
    kept.unconfirmed = still_to_confirm(known, waiting, imported.document)
    facts = {
        "source_digest": hashlib.sha256(data).hexdigest(),
        "words_in_source": imported.words.source,
        "words_in_document": imported.words.result,
        "differences": len(imported.words.differences),
    }
    save(by=by, draft=kept, verb="draft.imported", facts=facts)
    return kept, imported


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def confirm_proposals(
    *,
    by: User,
    draft: Draft,
    provisions: Mapping[str, Mapping[str, Any]],
    lists: Mapping[str, str] | None = None,
    below: str | None = None,
    values: Mapping[str, str] | None = None,
    written_out: Collection[str] = (),
    revision: int | None = None,
) -> Draft:
    """Says of many provisions at once what they do, and what the variables stand for (R3, R13, R14, R17, R18).

    `provisions` maps keys to those of kind, category and marks that shall be set; what is left out stays. A category
    stays only with a prohibition. `lists` maps the key of a heading or lead-in to the kind of everything below it that
    is no heading; what `provisions` says of one of them goes first. With `below`, only that provision and those below
    it are confirmed, else all. A variable in `written_out` is none: its value is written into the words. Recorded
    also where nothing changes, since somebody then confirmed what was proposed.
    Raises Refused: `no_provision`, `no_variable`, `no_value`, `malformed`, `stale`.
    """
    kept = locked(draft, revision=revision)
    before, before_values = kept.document, kept.values
    document = document_from_json(kept.document)
    changed: list[str] = []
    tree = Tree(document)
    for key, fields in {**_of_lists(tree, lists or {}), **provisions}.items():
        _known_or_refused(tree, key)
        new = _confirmed(tree.provisions[key], fields)
        if new != tree.provisions[key]:
            tree.provisions[key] = new
            changed.append(key)
    document = replace(document, provisions=tree.build())
    mentioned = mentioned_in(kept, [*(values or {}), *written_out])
    merged = {**kept.values, **{name: plain(value) for name, value in (values or {}).items()}}
    filled = {name: merged[name] for name in mentioned if merged.get(name)}
    kept.document = document_to_json(checked(_written_out(document, filled, written_out)))
    kept.values = {name: value for name, value in filled.items() if name not in written_out}
    facts: dict[str, Any] = {
        "changed": changed,
        "names": sorted(name for name, value in filled.items() if before_values.get(name) != value),
        "written_out": sorted(written_out),
    }
    if below is not None:
        _known_or_refused(tree, below)
        facts["below"] = below
    waiting = kept.unconfirmed
    kept.unconfirmed = [key for key in waiting if below is not None and not tree.is_within(key, below)]
    if (kept.document, kept.values) != (before, before_values):
        save(by=by, draft=kept, verb="draft.proposals_confirmed", facts=facts)
    else:
        if waiting != kept.unconfirmed:
            kept.save(update_fields=["unconfirmed"])
        facts |= {"revision": kept.revision}
        record(verb="draft.proposals_confirmed", at=clock.now(), by=by.pseudonym, subject=kept, facts=facts)
    return kept


def _all_confirmed(imported: Imported, confirmed: Collection[str]) -> None:
    """Refuses to lose, invent or move a word that nobody has looked at."""
    if open_differences := unconfirmed(imported.words, confirmed):
        sentence = ngettext(
            "In %d place the words of the draft are not those of the file: look at it, and confirm it to import.",
            "In %d places the words of the draft are not those of the file: look at each, and confirm it to import.",
            len(open_differences),
        )
        differences = [
            {
                "code": one.code,
                "op": one.op,
                "words": list(one.words),
                "at": one.at,
                "context": one.context,
                "now": one.now,
            }
            for one in to_look_at(imported.words)
        ]
        details = {"differences": differences}
        raise Refused("words_differ", sentence % len(open_differences), status=422, details=details)


def _known_or_refused(tree: Tree, key: str) -> None:
    if key not in tree.provisions:
        sentence = _("The draft has no provision “%s” any more.") % key
        raise Refused("no_provision", sentence, status=404, details={"key": key})


def _of_lists(tree: Tree, lists: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What whole lists are said to do, provision by provision; of one list inside another the inner one counts."""
    found: dict[str, dict[str, Any]] = {}
    for key in sorted(lists, key=tree.depth):
        _known_or_refused(tree, key)
        if lists[key] == Kind.HEADING:
            raise Refused("malformed", _("A heading says nothing of what stands below it."), status=422)
        for one in tree.below(key):
            provision = tree.provisions[one]
            if provision.kind is Kind.HEADING:
                continue
            leaf = not tree.children[one]
            category = provision.category or (category_of(provision.text) if leaf else None)
            found[one] = {"kind": lists[key], "category": category}
    return found


def _confirmed(provision: Provision, fields: Mapping[str, Any]) -> Provision:
    given = {name: fields[name] for name in CONFIRMED if fields.get(name) is not None}
    if "kind" in given:
        if given["kind"] not in list(Kind):
            raise Refused("malformed", _("There is no kind of provision called “%s”.") % given["kind"], status=422)
        given["kind"] = Kind(given["kind"])
    new: Provision = replace(provision, **given)
    return replace(new, category=(new.category or None) if new.kind is Kind.PROHIBITION else None)


def _written_out(document: Document, values: Mapping[str, str], names: Collection[str]) -> Document:
    for name in names:
        if not values.get(name):
            sentence = _("Say which words shall stand in the text instead of “%s”.") % name
            raise Refused("no_value", sentence, status=422, details={"variable": name})
    written = with_texts(
        document, lambda text: MENTION.sub(lambda match: values[match[1]] if match[1] in names else match[0], text)
    )
    return replace(written, variables=tuple(one for one in written.variables if one.name not in names))

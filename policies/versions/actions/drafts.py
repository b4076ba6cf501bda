"""Writing a draft: importing it, changing its provisions one by one, filling its variables."""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents import Document, Imported, NotImportable, Provision, import_document, variables_in
from policies.documents.keys import slug as key_for
from policies.documents.model import Kind
from policies.documents.tree import Tree
from policies.versions.actions.releasing import unfilled
from policies.versions.actions.revising import checked, locked, plain, revise, save
from policies.versions.company import proposed_values, this_reseller
from policies.versions.models import Draft, Policy, PolicyVersion
from policies.versions.queries import base_document_of, known_keys, standing_versions
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission, require
from tenants.resellers.refusals import Refused


@transaction.atomic
def import_draft(
    *, by: User, data: bytes, filename: str, slug: str = "aup", revision: int | None = None
) -> tuple[Draft, Imported]:
    """Makes a draft of a text, Markdown, HTML, Word or PDF file; provisions that continue known ones keep their keys.

    Names found in the text become variables, with the reseller's own declarations proposed (R3). An existing draft's
    words are replaced. Raises Refused: `not_importable`, `stale`.
    """
    require(by, Permission.EDIT_POLICIES)
    policy = ensured(slug)
    draft = Draft.objects.filter(policy=policy).first()
    kept = locked(draft, revision=revision) if draft else None
    last = standing_versions(policy).order_by("-effective_at").first()
    previous = kept.document if kept else last.template if last else None
    try:
        known = Document.from_json(previous) if previous else None
        imported = import_document(data, filename=filename, previous=known, limit=settings.UPLOAD_LIMIT)
    except NotImportable as error:
        raise Refused("not_importable", str(error), status=422) from error
    reseller = this_reseller()
    before = kept.values if kept else last.values if last else {}
    kept = kept or begun(policy, last)
    kept.document = checked(unfilled(imported.document)).to_json()
    kept.values = proposed_values(reseller, imported.document, before)
    facts = {
        "source_digest": hashlib.sha256(data).hexdigest(),
        "words_in_source": imported.words.source,
        "words_in_document": imported.words.result,
        "differences": len(imported.words.differences),
    }
    save(by=by, draft=kept, verb="draft.imported", facts=facts)
    return kept, imported


@transaction.atomic
def start_draft(*, by: User, policy: Policy) -> Draft:
    """Begins a draft from the version posted last; an open one is given as it is. Raises Refused (`nothing_posted`)."""
    require(by, Permission.EDIT_POLICIES)
    policy = Policy.objects.select_for_update().get(pk=policy.pk)
    if draft := Draft.objects.filter(policy=policy).first():
        return draft
    last = standing_versions(policy).order_by("-effective_at").first()
    if last is None:
        raise Refused("nothing_posted", _("Nothing is posted yet to begin from: import a text or take a release over."))
    draft = begun(policy, last)
    save(by=by, draft=draft, verb="draft.started", facts={"from": last.number})
    return draft


@transaction.atomic
def discard_draft(*, by: User, draft: Draft, revision: int | None = None) -> None:
    """Forgets a draft; what is posted stays as it is."""
    require(by, Permission.EDIT_POLICIES)
    kept = locked(draft, revision=revision)
    record(verb="draft.discarded", at=clock.now(), by=by.pseudonym, subject=kept, facts={"revision": kept.revision})
    kept.delete()


@transaction.atomic
def edit_provision(*, by: User, draft: Draft, key: str, revision: int | None = None, **fields: Any) -> Draft:
    """Changes one provision's own fields: text, kind, category, number, and the three marks.

    Raises Refused: `no_provision`, `malformed`, `stale`.
    """

    def change(document: Document) -> Document:
        tree = _tree_with(document, key)
        tree.provisions[key] = replace(tree.provisions[key], **_fields(fields))
        return _rebuilt(document, tree)

    return revise(
        by=by, draft=draft, revision=revision, verb="draft.provision_changed", change=change, facts={"key": key}
    )


@transaction.atomic
def add_provision(
    *,
    by: User,
    draft: Draft,
    text: str,
    kind: str = Kind.PROHIBITION,
    parent_key: str | None = None,
    position: int | None = None,
    revision: int | None = None,
    **fields: Any,
) -> tuple[Draft, str]:
    """Adds a provision under a parent (None: at the top), last unless a position from 0 is given; returns its key.

    Raises Refused: `no_provision` (the parent), `malformed`, `stale`.
    """
    given: list[str] = []

    def change(document: Document) -> Document:
        tree = _tree_with(document, parent_key)
        key = _unused(key_for(plain(text)), {*tree.provisions, *known_keys(draft)})
        new = Provision(key=key, kind=Kind.OBLIGATION, category=None, number="", text="")
        tree.provisions[key] = replace(new, **_fields({"text": text, "kind": kind, **fields}))
        tree.insert(key, parent_key=parent_key, position=position)
        given.append(key)
        return _rebuilt(document, tree)

    facts = {"parent": parent_key}
    draft = revise(by=by, draft=draft, revision=revision, verb="draft.provision_added", change=change, facts=facts)
    return draft, given[0]


@transaction.atomic
def delete_provision(*, by: User, draft: Draft, key: str, revision: int | None = None) -> Draft:
    """Takes one provision out; what hangs below it moves up into its place. Raises Refused: `no_provision`, `stale`."""

    def change(document: Document) -> Document:
        tree = _tree_with(document, key)
        tree.remove(key)
        return _rebuilt(document, tree)

    return revise(
        by=by, draft=draft, revision=revision, verb="draft.provision_deleted", change=change, facts={"key": key}
    )


@transaction.atomic
def move_provision(
    *,
    by: User,
    draft: Draft,
    key: str,
    parent_key: str | None,
    position: int | None = None,
    revision: int | None = None,
) -> Draft:
    """Moves a provision with all below it under a parent (None: to the top), to a position from 0 (None: the end).

    Raises Refused: `no_provision`, `below_itself`, `stale`.
    """

    def change(document: Document) -> Document:
        tree = _tree_with(document, key)
        if parent_key is not None and parent_key not in tree.provisions:
            raise _missing(parent_key)
        if tree.is_within(parent_key, key):
            raise Refused("below_itself", _("A provision cannot stand below itself."), status=422)
        tree.detach(key)
        tree.insert(key, parent_key=parent_key, position=position)
        return _rebuilt(document, tree)

    facts = {"key": key, "parent": parent_key}
    return revise(by=by, draft=draft, revision=revision, verb="draft.provision_moved", change=change, facts=facts)


@transaction.atomic
def set_title(*, by: User, draft: Draft, title: str, revision: int | None = None) -> Draft:
    """Changes the policy's title. Raises Refused: `malformed`, `stale`."""
    return revise(
        by=by,
        draft=draft,
        revision=revision,
        verb="draft.title_changed",
        change=lambda document: replace(document, title=plain(title)),
        facts={},
    )


@transaction.atomic
def set_values(*, by: User, draft: Draft, values: Mapping[str, str], revision: int | None = None) -> Draft:
    """Fills variables of the draft; an empty value leaves one open, and posting then refuses (R3).

    Raises Refused: `no_variable` for a name the text does not mention, `stale`.
    """
    require(by, Permission.EDIT_POLICIES)
    kept = locked(draft, revision=revision)
    mentioned = variables_in(Document.from_json(kept.document))
    for name in values:
        if name not in mentioned:
            sentence = _("The text mentions no variable “%s”.") % name
            raise Refused("no_variable", sentence, status=422, details={"variables": list(mentioned)})
    merged = {**kept.values, **{name: plain(value) for name, value in values.items()}}
    kept.values = {name: merged[name] for name in mentioned if merged.get(name)}
    save(by=by, draft=kept, verb="draft.values_set", facts={"names": sorted(values)})
    return kept


def ensured(slug: str) -> Policy:
    """The policy of that name, made if new, locked."""
    Policy.objects.get_or_create(slug=slug, defaults={"title": slug.upper(), "created_at": clock.now()})
    return Policy.objects.select_for_update().get(slug=slug)


def begun(policy: Policy, last: PolicyVersion | None) -> Draft:
    """A draft not yet saved: that of the last version, or an empty one."""
    return Draft(
        policy=policy,
        document=last.template if last else None,
        values=last.values if last else {},
        base_publisher=last.base_publisher if last else "",
        base_number=last.base_number if last else None,
        base_document=base_document_of(last) if last else None,
        revision=0,
        updated_at=dt.datetime.min.replace(tzinfo=dt.UTC),
    )


def _tree_with(document: Document, key: str | None) -> Tree:
    tree = Tree(document)
    if key is not None and key not in tree.provisions:
        raise _missing(key)
    return tree


def _missing(key: str) -> Refused:
    sentence = _("The draft has no provision “%s” any more.") % key
    return Refused("no_provision", sentence, status=404, details={"key": key})


def _rebuilt(document: Document, tree: Tree) -> Document:
    return replace(document, provisions=tree.build())


def _fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Typed fields of a provision from what a form or an endpoint gives."""
    kept = {name: value for name, value in fields.items() if value is not None}
    if "text" in kept:
        kept["text"] = plain(kept["text"])
    if "number" in kept:
        kept["number"] = plain(kept["number"])
    if "kind" in kept:
        if kept["kind"] not in list(Kind):
            raise Refused("malformed", _("There is no kind of provision called “%s”.") % kept["kind"], status=422)
        kept["kind"] = Kind(kept["kind"])
    if "category" in kept:
        kept["category"] = kept["category"] or None
    return kept


def _unused(base: str, taken: Collection[str]) -> str:
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key

"""A draft as a whole: beginning and discarding it, its title and the values of its variables."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents import Document, variables_in
from policies.documents.model.codec import document_from_json
from policies.drafts.actions.revising import locked, plain, revise, save
from policies.drafts.models import Draft
from policies.versions.models import Policy, PolicyVersion
from policies.versions.queries import base_document_of, standing_versions
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def start_draft(*, by: User, policy: Policy) -> Draft:
    """Begins a draft from the version posted last; an open one is given as it is. Raises Refused (`nothing_posted`)."""
    policy = Policy.objects.select_for_update().get(pk=policy.pk)
    if draft := Draft.objects.filter(policy=policy).first():
        return draft
    last = standing_versions(policy).order_by("-effective_at").first()
    if last is None:
        raise Refused("nothing_posted", _("Nothing is posted yet to begin from: import a text or take a release over."))
    draft = begun(policy, last)
    save(by=by, draft=draft, verb="draft.started", facts={"from": last.number})
    return draft


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def discard_draft(*, by: User, draft: Draft, revision: int | None = None) -> None:
    """Forgets a draft; what is posted stays as it is."""
    kept = locked(draft, revision=revision)
    record(verb="draft.discarded", at=clock.now(), by=by.pseudonym, subject=kept, facts={"revision": kept.revision})
    kept.delete()


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def set_title(*, by: User, draft: Draft, title: str, revision: int | None = None, seen: str | None = None) -> Draft:
    """Changes the policy's title; `seen` is the one its writer saw. Raises Refused: `malformed`, `stale`, `changed`."""

    def change(document: Document) -> Document:
        mine = plain(title)
        if seen is not None and document.title not in {plain(seen), mine}:
            sentence = _("Somebody else has changed the title to “%s” since you opened it.") % document.title
            raise Refused("changed", sentence, details={"theirs": {"title": document.title}})
        return replace(document, title=mine)

    return revise(by=by, draft=draft, revision=revision, verb="draft.title_changed", change=change, facts={})


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def set_values(
    *,
    by: User,
    draft: Draft,
    values: Mapping[str, str],
    revision: int | None = None,
    seen: Mapping[str, str] | None = None,
) -> Draft:
    """Fills variables of the draft; an empty value leaves one open, and posting then refuses (R3).

    With `seen`, the values as the writer saw them, only what differs from it is set, and what somebody else set to
    something else meanwhile is refused. Raises Refused: `no_variable` for a name the text does not mention, `stale`,
    `changed`.
    """
    kept = locked(draft, revision=revision)
    mentioned = mentioned_in(kept, values)
    wanted = {name: plain(value) for name, value in values.items()}
    if seen is not None:
        wanted = {name: value for name, value in wanted.items() if value != plain(seen.get(name, ""))}
        theirs = {
            name: kept.values.get(name, "")
            for name, value in wanted.items()
            if kept.values.get(name, "") not in {plain(seen.get(name, "")), value}
        }
        if theirs:
            sentence = _("Somebody else has set %s since you opened this page.") % ", ".join(
                f"{name}: “{value}”" for name, value in theirs.items()
            )
            raise Refused("changed", sentence, details={"theirs": theirs, "revision": kept.revision})
    merged = {**kept.values, **wanted}
    new = {name: merged[name] for name in mentioned if merged.get(name)}
    if new != kept.values:
        kept.values = new
        save(by=by, draft=kept, verb="draft.values_set", facts={"names": sorted(wanted)})
    return kept


def mentioned_in(draft: Draft, names: Iterable[str]) -> tuple[str, ...]:
    """The draft's variables; raises Refused (`no_variable`) where one of these names is not among them."""
    mentioned = variables_in(document_from_json(draft.document))
    for name in names:
        if name not in mentioned:
            sentence = _("The text mentions no variable “%s”.") % name
            raise Refused("no_variable", sentence, status=422, details={"variables": list(mentioned)})
    return mentioned


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

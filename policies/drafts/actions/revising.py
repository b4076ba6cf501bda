"""How a draft's words change: under its lock, against the revision the writer saw, so that nobody's change is lost."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from policies.documents import Document, Malformed
from policies.documents.model.codec import document_from_json, document_to_json
from policies.documents.reading.decoding import readable
from policies.drafts.actions.carrying import carry_editions
from policies.drafts.models import Draft, DraftStatus
from policies.versions.locks import lock_policy_for_key_share
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.resellers.refusals import Refused


def locked(draft: Draft, *, revision: int | None) -> Draft:
    """The draft as it is now, locked; raises Refused (`draft_gone`, `stale`) where it is not what the writer saw.

    `revision` None means the writer takes it as it is, which commands and first imports do.
    """
    lock_policy_for_key_share(draft.policy_id)
    kept = Draft.objects.select_for_update(of=("self",)).select_related("policy").filter(pk=draft.pk).first()
    if kept is None:
        raise Refused("draft_gone", _("This draft was posted or discarded in the meantime."), status=410)
    if revision is not None and revision != kept.revision:
        sentence = _("Somebody else has changed the draft since you opened it. Nothing of yours is saved yet.")
        raise Refused(
            "stale", sentence, details={"revision": kept.revision, "saw": revision, "document": kept.document}
        )
    return kept


def revise(
    *,
    by: User,
    draft: Draft,
    revision: int | None,
    verb: str,
    change: Callable[[Document], Document],
    facts: Mapping[str, Any],
) -> Draft:
    """Changes the words of a draft and records it, as part of a verb; one under review goes back to its writers.

    Call inside a transaction. Raises Refused: `draft_gone`, `stale`, `malformed`.
    """
    kept = locked(draft, revision=revision)
    before = document_from_json(kept.document)
    after = document_to_json(checked(change(before)))
    if after == kept.document:
        return kept  # nothing changed: neither a revision nor the end of an approval
    kept.document = after
    save(by=by, draft=kept, verb=verb, facts=facts)
    return kept


def save(*, by: User, draft: Draft, verb: str, facts: Mapping[str, Any]) -> None:
    """Stores a locked draft as its next revision, unapproved, and records the verb; a new one gets its editions."""
    at, begins = clock.now(), draft.revision == 0
    if draft.unconfirmed:
        there = {one.key for one in document_from_json(draft.document).each()}
        draft.unconfirmed = [key for key in draft.unconfirmed if key in there]
    draft.revision += 1
    draft.status = DraftStatus.DRAFT
    draft.updated_at, draft.updated_by = at, by.pseudonym
    draft.save()
    if begins:
        carry_editions(draft)
    record(verb=verb, at=at, by=by.pseudonym, subject=draft, facts={"revision": draft.revision, **facts})


def checked(document: Document) -> Document:
    """The document if it is well formed; raises Refused (`malformed`) with the sentence that says where it is not."""
    try:
        return document_from_json(document_to_json(document))
    except Malformed as error:
        raise Refused("malformed", str(error), status=422) from error


def plain(text: str) -> str:
    """What a person typed as one paragraph: normal form C, no control characters, every run of space one space."""
    return " ".join(readable(text).split())

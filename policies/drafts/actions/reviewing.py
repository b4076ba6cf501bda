"""Asking for review of a draft, approving exactly its words, or returning it to its writers with the reason."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents import Document, digest
from policies.documents.model.codec import document_from_json, document_to_json
from policies.drafts.actions.editions import digests_of, filled_editions
from policies.drafts.actions.filling import filled_or_refused
from policies.drafts.actions.revising import locked
from policies.drafts.mandatory import mandatory_or_refused
from policies.drafts.models import Draft, DraftApproval, DraftComment, DraftStatus, DraftWriter
from policies.drafts.rules import TRANSITIONS
from policies.versions.company import this_reseller
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.independence import require_independent
from tenants.people.models import Role, User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def submit_draft(*, by: User, draft: Draft, revision: int | None = None) -> Draft:
    """Hands a draft to review. Raises Refused (`not_possible`, `altered_mandatory`, `stale`)."""
    kept = locked(draft, revision=revision)
    _possible(kept, DraftStatus.IN_REVIEW)
    mandatory_or_refused(kept)
    return _move(by=by, at=clock.now(), kept=kept, to=DraftStatus.IN_REVIEW, verb="draft.submitted", facts={})


@verb(Permission.POST_POLICIES)
@transaction.atomic
def approve_draft(*, by: User, draft: Draft, revision: int | None = None) -> Draft:
    """Approves what is in review, word for word with its values filled in; any later change takes it away.

    Where the reseller asks for four eyes the approver wrote none of the draft's words since it began, and the database
    refuses it too. Raises Refused: `not_possible`, `stale`, `wrote_it` (403), `not_independent`, `unresolved`,
    `foreign_name`, `altered_mandatory`, `edition_incomplete`.
    """
    kept = locked(draft, revision=revision)
    _possible(kept, DraftStatus.APPROVED)
    reseller = this_reseller()
    if reseller.four_eyes and DraftWriter.objects.filter(draft=kept.pk, person=by.pseudonym).exists():
        raise Refused("wrote_it", _("You wrote in this draft, so somebody else must approve it."), status=403)
    if reseller.four_eyes:
        writers = DraftWriter.objects.filter(draft=kept.pk).values_list("person", flat=True)
        require_independent(by, of=list(writers), role=Role.APPROVER)
    mandatory_or_refused(kept)
    filled = filled_or_refused(document_from_json(kept.document), kept.values, reseller)
    editions = digests_of(filled_editions(kept, reseller))
    words, at = digest(filled), clock.now()
    DraftApproval.objects.create(
        policy=kept.policy,
        draft=kept.pk,
        revision=kept.revision,
        template=kept.document,
        document=document_to_json(filled),
        digest=words,
        edition_digests=editions,
        approved_by=by.pseudonym,
        approved_at=at,
    )
    facts = {"digest": words, "editions": editions}
    return _move(by=by, at=at, kept=kept, to=DraftStatus.APPROVED, verb="draft.approved", facts=facts)


@verb(Permission.POST_POLICIES)
@transaction.atomic
def return_draft(*, by: User, draft: Draft, reason: str, revision: int | None = None) -> Draft:
    """Gives a draft back to its writers and says why. Raises Refused: `reason_missing`, `not_possible`, `stale`."""
    kept = locked(draft, revision=revision)
    _possible(kept, DraftStatus.DRAFT)
    if not reason.strip():
        raise Refused("reason_missing", _("Say why, so that its writers know what to change."), status=422)
    at = clock.now()
    comment = DraftComment.objects.create(
        policy=kept.policy,
        draft=kept.pk,
        text=reason.strip(),
        digest=digest(document_from_json(kept.document)),
        revision=kept.revision,
        returned=True,
        said_by=by.pseudonym,
        said_at=at,
    )
    # What was approved before no longer stands, even if the same words are submitted again.
    kept.revision += 1
    facts = {"comment": str(comment.pk)}
    return _move(by=by, at=at, kept=kept, to=DraftStatus.DRAFT, verb="draft.returned", facts=facts)


def approved_or_refused(draft: Draft, filled: Document, editions: dict[str, str]) -> DraftApproval | None:
    """The approval of exactly these words and editions that stands, if any.

    Raises Refused (`not_approved`) where the reseller asks for four eyes and there is none.

    Call with the draft locked.
    """
    approval = None
    if draft.status == DraftStatus.APPROVED:
        approval = DraftApproval.objects.filter(
            draft=draft.pk, revision=draft.revision, digest=digest(filled), edition_digests=editions
        ).first()
    if not this_reseller().four_eyes:
        return approval
    if approval is None:
        raise Refused(
            "not_approved",
            _("Nobody has approved these words yet. Submit the draft for review by somebody else."),
        )
    if DraftWriter.objects.filter(draft=draft.pk, person=approval.approved_by).exists():
        raise Refused("not_approved", _("Who approved these words wrote in them too. Somebody else must approve them."))
    return approval


def _possible(kept: Draft, to: DraftStatus) -> None:
    old = DraftStatus(kept.status)
    if to not in TRANSITIONS[old]:
        sentence = _("A draft that is “%(old)s” cannot become “%(new)s”.") % {"old": old.label, "new": to.label}
        raise Refused("not_possible", sentence)


def _move(*, by: User, at: dt.datetime, kept: Draft, to: DraftStatus, verb: str, facts: dict[str, Any]) -> Draft:
    """Stores the next state of a locked draft and records the verb."""
    Draft.objects.filter(pk=kept.pk, status=kept.status).update(status=to, revision=kept.revision)
    kept.status = to
    record(verb=verb, at=at, by=by.pseudonym, subject=kept, facts={"revision": kept.revision, **facts})
    return kept

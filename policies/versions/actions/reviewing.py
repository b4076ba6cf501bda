"""Asking for review of a draft, approving it, or returning it to its writers."""

from django.db import transaction
from django.utils.translation import gettext as _

from policies.versions.actions.revising import locked
from policies.versions.models import Draft, DraftStatus
from policies.versions.rules import TRANSITIONS
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission, require
from tenants.resellers.refusals import Refused


@transaction.atomic
def submit_draft(*, by: User, draft: Draft, revision: int | None = None) -> Draft:
    """Hands a draft to review. Raises Refused (`not_possible`, `stale`)."""
    require(by, Permission.EDIT_POLICIES)
    return _move(by=by, draft=draft, revision=revision, to=DraftStatus.IN_REVIEW, verb="draft.submitted")


@transaction.atomic
def approve_draft(*, by: User, draft: Draft, revision: int | None = None) -> Draft:
    """Approves what is in review; any later change of words takes the approval away. Raises Refused as above."""
    require(by, Permission.POST_POLICIES)
    return _move(by=by, draft=draft, revision=revision, to=DraftStatus.APPROVED, verb="draft.approved")


@transaction.atomic
def return_draft(*, by: User, draft: Draft, revision: int | None = None) -> Draft:
    """Gives a draft back to its writers. Raises Refused as above."""
    require(by, Permission.POST_POLICIES)
    return _move(by=by, draft=draft, revision=revision, to=DraftStatus.DRAFT, verb="draft.returned")


def _move(*, by: User, draft: Draft, revision: int | None, to: DraftStatus, verb: str) -> Draft:
    kept = locked(draft, revision=revision)
    old = DraftStatus(kept.status)
    moved = to in TRANSITIONS[old] and Draft.objects.filter(pk=kept.pk, status=old).update(status=to)
    if not moved:
        sentence = _("A draft that is “%(old)s” cannot become “%(new)s”.") % {"old": old.label, "new": to.label}
        raise Refused("not_possible", sentence)
    kept.status = to
    record(verb=verb, at=clock.now(), by=by.pseudonym, subject=kept, facts={"revision": kept.revision})
    return kept

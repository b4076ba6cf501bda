"""Deciding an appeal: what it is against is upheld, overturned, or overturned and replaced."""

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.appeals.actions.instead import Anew, Milder, determine_instead, propose_instead
from enforcement.appeals.actions.moving import lock, move, require_reasons, require_third_person
from enforcement.appeals.actions.telling import tell_outcome
from enforcement.appeals.actions.undoing import undo
from enforcement.appeals.models import Appeal, AppealDecision, AppealStatus, Outcome
from enforcement.appeals.queries import first_person
from enforcement.appeals.rules import TAKES_AWAY
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.REVIEW_APPEALS)
@transaction.atomic
def decide_appeal(
    *,
    by: User,
    appeal: Appeal,
    outcome: Outcome,
    reasons: str,
    anew: Anew | None = None,
    milder: Milder | None = None,
) -> AppealDecision:
    """A third person upholds, overturns or modifies what is appealed (invariant 6); nobody decides twice.

    A determination overturned: every measure on it ends now, its hold is lifted, and whatever else rested on it (R10)
    is undone, in this transaction; the customer is told of all of it at once. Modified: the same, and `anew` is
    determined by the reviewer, as any determination is: where one provision leaves the judgement to the company, it
    has no effect until another person approves it (R18).
    A measure overturned ends and its hold is lifted, while the determination stands. Modified: the same, and `milder`,
    if anything, is proposed by the reviewer instead.
    Raises Refused: `took_part`, `appeal_state` (409); `reasons`, `anew`, `interim_not_modified` (422), and what
    determining or proposing refuses.
    """
    require_reasons(reasons)
    if outcome is Outcome.MODIFIED and appeal.measure is None and anew is None:
        raise Refused("anew", _("Say what is determined instead."), status=422)
    if outcome is Outcome.MODIFIED and appeal.at_issue is None:
        sentence = _(
            "An interim suspension rests on no determination, so nothing can stand instead: it stands or ends."
        )
        raise Refused("interim_not_modified", sentence, status=422)
    lock(appeal.against)
    at = clock.now()
    require_third_person(by, appeal)
    move(appeal, AppealStatus.DECIDED, at)
    replacement = measure_instead = None
    if outcome is Outcome.MODIFIED and appeal.measure is None and anew:
        replacement = determine_instead(appeal, anew, by=by, reasons=reasons)
    if outcome is Outcome.MODIFIED and appeal.measure is not None and milder:
        measure_instead = propose_instead(appeal, milder, by=by)
    decision = AppealDecision.objects.create(
        appeal=appeal,
        determination=appeal.at_issue,
        measure=appeal.measure,
        outcome=outcome,
        reasons=reasons.strip(),
        replacement=replacement,
        measure_instead=measure_instead,
        decided_by=first_person(appeal.against),
        reviewed_by=by.pseudonym,
        reviewed_at=at,
    )
    facts = {
        "number": appeal.number,
        "outcome": outcome,
        "determination": str(appeal.at_issue.pk) if appeal.at_issue else None,
        "measure": str(appeal.measure_id) if appeal.measure_id else None,
        "replacement": str(replacement.pk) if replacement else None,
        "measure_instead": str(measure_instead.pk) if measure_instead else None,
    }
    record(verb="appeal.decided", at=at, by=by.pseudonym, subject=decision, facts=facts, personal={"reason": reasons})
    tell(Kind.APPEALED, Kind.RETURNED)
    undone = undo(decision, by=by, at=at) if outcome in TAKES_AWAY else []
    tell_outcome(
        appeal,
        by=by,
        at=at,
        outcome=outcome,
        label=str(outcome.label),
        reasons=reasons,
        undone=undone,
        anew_needs_approval=replacement.needs_approval if replacement else None,
    )
    return decision

"""Deciding an appeal: what it is against is upheld, overturned, or overturned and replaced."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.appeals import events
from enforcement.appeals.actions.instead import Anew, Milder, determine_instead, propose_instead
from enforcement.appeals.actions.moving import lock, move, require_reasons, require_third_person
from enforcement.appeals.actions.telling import tell_outcome
from enforcement.appeals.models import Appeal, AppealDecision, AppealStatus, Outcome
from enforcement.appeals.rules import OPEN, TAKES_AWAY
from enforcement.holds.actions.measures import end_overturned
from enforcement.holds.models import Measure
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

    A determination overturned: every measure on it ends now, its hold is lifted, and what listens to `events.decided`
    follows (R10). Modified: the same, and `anew` is determined by the reviewer, as any determination is: where one
    provision leaves the judgement to the company, it has no effect until another person approves it (R18).
    A measure overturned ends and its hold is lifted, while the determination stands. Modified: the same, and `milder`,
    if anything, is proposed by the reviewer instead.
    Raises Refused: `took_part`, `appeal_state` (409); `reasons`, `anew` (422), and what determining or proposing
    refuses.
    """
    require_reasons(reasons)
    if outcome is Outcome.MODIFIED and appeal.measure is None and anew is None:
        raise Refused("anew", _("Say what is determined instead."), status=422)
    lock(appeal.at_issue)
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
        decided_by=appeal.at_issue.decided_by,
        reviewed_by=by.pseudonym,
        reviewed_at=at,
    )
    facts = {
        "number": appeal.number,
        "outcome": outcome,
        "determination": str(appeal.at_issue.pk),
        "measure": str(appeal.measure_id) if appeal.measure_id else None,
        "replacement": str(replacement.pk) if replacement else None,
        "measure_instead": str(measure_instead.pk) if measure_instead else None,
    }
    record(verb="appeal.decided", at=at, by=by.pseudonym, subject=appeal, facts=facts, personal={"reason": reasons})
    if outcome in TAKES_AWAY:
        _take_away(decision, by=by, at=at)
    for listener in events.decided:
        listener(decision=decision, at=at, by=by)
    tell_outcome(
        appeal,
        by=by,
        at=at,
        outcome=outcome,
        label=str(outcome.label),
        reasons=reasons,
        anew_needs_approval=replacement.needs_approval if replacement else None,
    )
    return decision


def _take_away(decision: AppealDecision, *, by: User, at: dt.datetime) -> None:
    """Ends the measures, and with a determination the appeals against its measures, which have nothing left."""
    if decision.measure is not None:
        end_overturned(by=by, measure=decision.measure)
        return
    for measure in Measure.objects.filter(determination=decision.determination_id).order_by("proposed_at"):
        end_overturned(by=by, measure=measure)
    moot = _("The determination that the measure rested on was overturned on appeal %s.") % decision.appeal
    for appeal in Appeal.objects.filter(measure__determination=decision.determination_id, status__in=OPEN):
        move(appeal, AppealStatus.INADMISSIBLE, at, dismissed_because=moot)
        facts = {"number": appeal.number, "overturned_by": decision.appeal.number}
        record(verb="appeal.dismissed", at=at, by=by.pseudonym, subject=appeal, facts=facts)

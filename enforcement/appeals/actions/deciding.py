"""Deciding an appeal: the determination is upheld, overturned, or overturned and replaced by a new one."""

import datetime as dt
from collections.abc import Collection
from typing import NotRequired, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.appeals import events
from enforcement.appeals.actions.moving import lock, move, require_reasons, require_third_person
from enforcement.appeals.actions.telling import tell_outcome
from enforcement.appeals.models import Appeal, AppealDecision, AppealStatus, Outcome
from enforcement.appeals.rules import TAKES_AWAY
from enforcement.cases.actions import determine, reopen_case
from enforcement.cases.models import Case, CaseStatus, Conduct, Determination, Intent
from enforcement.holds.actions.measures import end_overturned
from enforcement.holds.models import Measure
from policies.versions.models import PostedProvision
from tenants.customers.models import Deviation
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


class Anew(TypedDict):
    """What a modified appeal determines instead, as `determine` takes it."""

    citations: Collection[PostedProvision]
    actor: str
    intent: Intent
    conduct: Conduct
    act_started_at: dt.datetime
    act_ended_at: dt.datetime
    facts: str
    rationale: NotRequired[str]
    added: NotRequired[Collection[Deviation]]


@verb(Permission.REVIEW_APPEALS)
@transaction.atomic
def decide_appeal(
    *, by: User, appeal: Appeal, outcome: Outcome, reasons: str, anew: Anew | None = None
) -> AppealDecision:
    """A third person upholds, overturns or modifies the determination (invariant 6); nobody decides twice.

    Overturned: every measure on it ends now, its hold is lifted, and what listens to `events.decided` follows (R10).
    Modified: the same, and `anew` is determined by the reviewer, as any determination is: where one provision leaves
    the judgement to the company, it has no effect until another person approves it (R18).
    Raises Refused: `took_part`, `appeal_state` (409); `reasons`, `anew` (422), and what `determine` refuses.
    """
    require_reasons(reasons)
    if outcome is Outcome.MODIFIED and anew is None:
        raise Refused("anew", _("Say what is determined instead."), status=422)
    lock(appeal.determination)
    at = clock.now()
    require_third_person(by, appeal)
    move(appeal, AppealStatus.DECIDED, at)
    replacement = _determine(appeal, anew, by=by, reasons=reasons) if outcome is Outcome.MODIFIED and anew else None
    decision = AppealDecision.objects.create(
        appeal=appeal,
        determination=appeal.determination,
        outcome=outcome,
        reasons=reasons.strip(),
        replacement=replacement,
        decided_by=appeal.determination.decided_by,
        reviewed_by=by.pseudonym,
        reviewed_at=at,
    )
    record(
        verb="appeal.decided",
        at=at,
        by=by.pseudonym,
        subject=appeal,
        facts={
            "number": appeal.number,
            "outcome": outcome,
            "determination": str(appeal.determination_id),
            "replacement": str(replacement.pk) if replacement else None,
        },
        personal={"reason": reasons},
    )
    if outcome in TAKES_AWAY:
        for measure in Measure.objects.filter(determination=appeal.determination_id).order_by("proposed_at"):
            end_overturned(by=by, measure=measure)
    for listener in events.decided:
        listener(decision=decision, at=at, by=by)
    anew_needs = replacement.needs_approval if replacement else None
    tell_outcome(
        appeal, by=by, at=at, outcome=outcome, label=str(outcome.label), reasons=reasons, anew_needs_approval=anew_needs
    )
    return decision


def _determine(appeal: Appeal, anew: Anew, *, by: User, reasons: str) -> Determination:
    """Determines anew in the same case, opened again where it was closed; who reviews has asked its own permission."""
    case = Case.objects.get(pk=appeal.determination.case_id)
    if case.status == CaseStatus.CLOSED:
        case = reopen_case.act(by=by, case=case, reason=reasons)
    return determine.act(by=by, case=case, **anew)

"""Undoing what rested on what an appeal took away; part of the decision's transaction."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from enforcement.appeals import events
from enforcement.appeals.actions.moving import move
from enforcement.appeals.models import Appeal, AppealDecision, AppealStatus
from enforcement.appeals.rules import OPEN
from enforcement.cases.citations import spoken
from enforcement.cases.strikes.actions import undo_strike
from enforcement.holds.actions.measures import end_overturned
from enforcement.holds.models import Measure
from enforcement.holds.queries import service_enabled
from tenants.ledger.recording import record
from tenants.people.models import User


def undo(decision: AppealDecision, *, by: User, at: dt.datetime) -> list[str]:
    """Ends measures, closes appeals that have nothing left, asks the rooms above; returns what the customer is told."""
    if decision.measure_id is not None:
        rests = Measure.objects.filter(pk=decision.measure_id)
    else:
        rests = Measure.objects.filter(determination=decision.determination_id).order_by("proposed_at")
    undone: list[str] = []
    for measure in rests:
        lifted = list(measure.holds.filter(lifted_at=None).values_list("pk", flat=True))
        ended = end_overturned(by=by, measure=measure)
        undone += _lifted(ended, lifted, ended.status_at)
    if decision.determination is not None and decision.measure_id is None:
        _close_moot(decision, by=by, at=at)
        if strike := undo_strike(by=by, determination=decision.determination, at=at):
            undone.append(_("The strike of weight %d that it counted no longer counts.") % strike.weight)
    for room in events.undoing:
        undone += room(decision=decision, at=at, by=by)
    return undone


def _lifted(measure: Measure, holds: Sequence[uuid.UUID], at: dt.datetime) -> list[str]:
    """Names each service whose hold was lifted, and whether it runs again."""
    sentences: list[str] = []
    for hold in measure.holds.filter(pk__in=holds).select_related("service").order_by("service__reference"):
        if hold.restricts:
            sentence = _("The restriction on your service %(service)s is lifted since %(at)s.")
        elif service_enabled(hold.service, at):
            sentence = _("Your service %(service)s is on again since %(at)s.")
        else:
            sentence = _(
                "The hold on your service %(service)s is lifted since %(at)s; another hold still keeps it off."
            )
        sentences.append(sentence % {"service": hold.service.reference, "at": spoken(at)})
    return sentences


def _close_moot(decision: AppealDecision, *, by: User, at: dt.datetime) -> None:
    """Open appeals against measures on an overturned determination have nothing left to decide."""
    moot = _("The determination that the measure rested on was overturned on appeal %s.") % decision.appeal
    for appeal in Appeal.objects.filter(measure__determination=decision.determination_id, status__in=OPEN):
        move(appeal, AppealStatus.INADMISSIBLE, at, dismissed_because=moot)
        facts = {"number": appeal.number, "overturned_by": decision.appeal.number}
        record(verb="appeal.dismissed", at=at, by=by.pseudonym, subject=appeal, facts=facts)

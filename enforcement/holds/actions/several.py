"""Lifting, cancelling or ending what somebody ticked in a list: all of it or nothing, each as if alone."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.holds.actions.holds import lift_hold, lock_services
from enforcement.holds.actions.measures import cancel_measure, end_measure
from enforcement.holds.models import Hold, Measure
from tenants.customers.models import Service
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused

M = TypeVar("M", Hold, Measure)
MOST_TICKED: Final = 200


@verb(Permission.WORK_CASES)
@transaction.atomic
def lift_holds(*, by: User, holds: Sequence[Hold], reason: str = "") -> list[Hold]:
    """Lifts holds that rest on no measure, and no other hold on their services (invariant 7).

    Raises Refused: `nothing_ticked`, `too_many_ticked` (422), and what `lift_hold` raises, with its service.
    """
    _lock(holds, [hold.service for hold in holds])
    return [_one(partial(lift_hold, by=by, hold=hold, reason=reason), hold.service) for hold in holds]


@verb(Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def cancel_measures(*, by: User, measures: Sequence[Measure], reason: str = "") -> list[Measure]:
    """Takes measures back that have not taken effect.

    Raises Refused: `nothing_ticked`, `too_many_ticked` (422), and what `cancel_measure` raises, with its service.
    """
    _lock(measures, _services(measures))
    return [_one(partial(cancel_measure, by=by, measure=one, reason=reason), one) for one in measures]


@verb(Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def end_measures(*, by: User, measures: Sequence[Measure], reason: str = "") -> list[Measure]:
    """Ends measures and lifts their holds, never another one; each customer is told.

    Raises Refused: `nothing_ticked`, `too_many_ticked` (422), and what `end_measure` raises, with its service.
    """
    _lock(measures, _services(measures))
    return [_one(partial(end_measure, by=by, measure=one, reason=reason), one) for one in measures]


def _lock(ticked: Sequence[M], services: Iterable[Service]) -> None:
    """Locks every service first, in the order in which all verbs do, so that no two of them block each other."""
    if not ticked:
        raise Refused("nothing_ticked", _("Tick at least one row of the list."), status=422)
    if len(ticked) > MOST_TICKED:
        raise Refused("too_many_ticked", _("Tick at most %d rows at once.") % MOST_TICKED, status=422)
    lock_services(list(services))


def _services(measures: Sequence[Measure]) -> list[Service]:
    return [service for measure in measures for service in measure.services.all()]


def _one(act: Callable[[], M], about: Service | Measure) -> M:
    try:
        return act()
    except Refused as refused:
        services = [about] if isinstance(about, Service) else about.services.all()
        named = ", ".join(one.reference for one in services)
        raise Refused(refused.code, f"{named}: {refused.sentence}", status=refused.status) from refused

"""What somebody has to look at: who was not reached, what was not carried out, what is done to what has ended."""

import datetime as dt

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from enforcement.holds.models import (
    Hold,
    Measure,
    MeasuredService,
    MeasureStatus,
    StateDifference,
    StatementOfReasons,
    StatesPull,
)
from enforcement.holds.queries import SETTLING, measures, timed_holds
from policies.notices.models import Channel, Delivery, DeliveryStatus

#: What was said once (a warning, a reinstatement) is looked after for so long.
REMEMBERED = dt.timedelta(days=30)
_LOST = [DeliveryStatus.BOUNCED, DeliveryStatus.FAILED, DeliveryStatus.CANCELLED]


def unreached(*, at: dt.datetime) -> QuerySet[Measure]:
    """Returns measures whose statement reached nobody: nobody was to be told, or all that was sent came back unread.

    What stands in the portal's inbox alone counts once somebody has opened it.
    """
    told = Delivery.objects.filter(
        notice__subject_type="holds.statementofreasons", notice__subject_id=OuterRef("subject")
    )
    on_its_way = Q(seen_at__isnull=False) | (~Q(channel=Channel.INBOX) & ~Q(status__in=_LOST))
    lost = told.filter(~Q(channel=Channel.INBOX), status__in=_LOST)
    statements = StatementOfReasons.objects.annotate(subject=Cast("pk", CharField()))
    missing = statements.exclude(Exists(told.filter(on_its_way))).filter(Exists(lost) | ~Exists(told))
    recent = Q(status=MeasureStatus.ACTIVE) | Q(status=MeasureStatus.ENDED, status_at__gt=at - REMEMBERED)
    return measures().filter(recent, pk__in=missing.values("measure"))


def unconfirmed(*, at: dt.datetime) -> QuerySet[Hold]:
    """Returns holds whose beginning or lifting the provider has not confirmed after half an hour."""
    late = at - SETTLING
    begun = Q(lifted_at=None, confirmed_at=None, starts_at__lte=late)
    lifted = Q(lifted_at__gt=F("starts_at"), lifted_at__lte=late, lift_confirmed_at=None)
    return timed_holds().filter(begun | lifted).select_related("service__customer", "measure").order_by("-placed_at")


def on_ended_services(*, at: dt.datetime) -> QuerySet[Measure]:
    """Returns measures that are open or wait, on a service that has ended."""
    ended = MeasuredService.objects.filter(measure=OuterRef("pk"), service__ends_at__lte=at)
    waiting = [MeasureStatus.PROPOSED, MeasureStatus.PENDING_APPROVAL, MeasureStatus.ACTIVE]
    return measures().filter(Exists(ended), status__in=waiting)


def holds_on_ended_services(*, at: dt.datetime) -> QuerySet[Hold]:
    """Returns holds without a measure that nobody has lifted, on a service that has ended."""
    rows = timed_holds().filter(lifted_at=None, measure=None, service__ends_at__lte=at)
    return rows.select_related("service__customer", "measure").order_by("-placed_at")


def differences() -> QuerySet[StateDifference]:
    """Returns all differences with the provider's list, newest first."""
    return StateDifference.objects.select_related("service__customer").order_by("-found_at")


def open_differences() -> QuerySet[StateDifference]:
    """Returns services that the provider has on or off without us, and of which nobody has said that it is known."""
    return differences().filter(accepted_at=None, over_at=None)


def last_pull() -> StatesPull | None:
    """Returns the newest reading of the provider's list."""
    return StatesPull.objects.order_by("-pulled_at").first()

"""What of measures and holds waits: measures to approve, those returned, and what the provider has not confirmed."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.cases.models import CaseStatus, Priority
from enforcement.holds.actions import approve_measure, confirm_hold, propose_measure
from enforcement.holds.attention import unreached
from enforcement.holds.case_page import proposers
from enforcement.holds.models import Hold, Measure, MeasureStatus
from tenants.alerts.models import Kind
from tenants.alerts.sources import MOST, Source, Waiting
from tenants.ledger.models import Entry
from tenants.people.models import User

#: How long the provider has before somebody is told that it confirmed nothing.
GRACE: Final = dt.timedelta(minutes=15)


def _to_approve(_at: dt.datetime) -> Iterator[Waiting]:
    rows = Measure.objects.filter(status=MeasureStatus.PENDING_APPROVAL).order_by("proposed_at", "pk")
    for one in rows.select_related("case", "customer", "determination"):
        yield Waiting(
            one.pk,
            one.proposed_at,
            f"{one.get_kind_display()}, {one.case}, {one.customer}",
            reverse("desk-measure-approve", args=[one.pk]),
            urgent=one.case.priority == Priority.URGENT,
            not_for=proposers(one),
            by=one.proposed_by,
        )


def _unconfirmed(at: dt.datetime) -> Iterator[Waiting]:
    """Yields holds that nobody says were carried out, or lifted."""
    placing = Q(confirmed_at=None, lifted_at=None, starts_at__lte=at - GRACE)
    lifting = Q(lift_confirmed_at=None, lifted_at__lte=at - GRACE)
    rows = Hold.objects.filter(placing | lifting).select_related("service__customer").order_by("starts_at", "pk")
    for one in rows:
        words = _("Lifting not confirmed: %s") if one.lifted_at else _("Hold not confirmed: %s")
        yield Waiting(
            one.pk,
            (one.lifted_at or one.starts_at) + GRACE,
            words % f"{one.service.reference}, {one.service.customer}",
            reverse("desk-hold", args=[one.pk]),
        )


def _unreached(at: dt.datetime) -> Iterator[Waiting]:
    """Yields measures whose statement reached nobody."""
    for one in unreached(at=at).order_by("status_at", "pk"):
        title = _("Reached nobody: %s") % f"{one.get_kind_display()}, {one.customer}"
        yield Waiting(one.pk, one.starts_at, title, reverse("desk-measure", args=[one.pk]))


def _returned(_at: dt.datetime) -> Iterator[Waiting]:
    """Yields measures that somebody else cancelled instead of approving, until their case goes on or is closed."""
    told = Entry.objects.filter(verb="measure.cancelled", subject_type=Measure._meta.label_lower)
    told = told.filter(subject_id=Cast(OuterRef("pk"), CharField()))
    since = Measure.objects.filter(case=OuterRef("case"), proposed_at__gte=OuterRef("status_at"))
    rows = Measure.objects.filter(status=MeasureStatus.CANCELLED, needs_approval=True).exclude(Exists(since))
    rows = rows.exclude(case__status=CaseStatus.CLOSED).annotate(by=Subquery(told.order_by("-pk").values("by")[:1]))
    rows = rows.exclude(by=None).exclude(by=F("proposed_by")).select_related("case", "customer")
    found = list(rows.order_by("status_at", "pk")[:MOST])
    people = {one.pseudonym: one for one in User.objects.filter(pseudonym__in={one.proposed_by for one in found})}
    for one in found:
        if person := people.get(one.proposed_by):
            title = _("Cancelled instead of approved: %s") % f"{one.get_kind_display()}, {one.case}, {one.customer}"
            path = reverse("desk-measure", args=[one.pk])
            yield Waiting(one.pk, one.status_at, title, path, person=person, by=one.by)


SOURCES = (
    Source(Kind.RETURNED, "holds.measure", propose_measure, _returned),
    Source(Kind.TO_APPROVE, "holds.measure", approve_measure, _to_approve),
    Source(Kind.UNCONFIRMED, "holds.hold", confirm_hold, _unconfirmed),
    Source(Kind.UNCONFIRMED, "holds.measure", propose_measure, _unreached),
)

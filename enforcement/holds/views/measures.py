"""The desk's pages that show measures."""

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enforcement.holds.actions import (
    approve_measure,
    cancel_measure,
    cancel_measures,
    end_measure,
    end_measures,
    extend_measure,
    reinstate,
)
from enforcement.holds.filters import MeasureFilter
from enforcement.holds.kinds import Undoing, kind_of
from enforcement.holds.models import Hold, Measure, MeasureKind, MeasureStatus
from enforcement.holds.numbers import by_column, number_of, with_numbers
from enforcement.holds.queries import MEASURE_ORDERS, measures
from enforcement.holds.rehearsal import cited, why_not
from enforcement.reports.persons import names_of
from policies.notices.models import Delivery
from tenants.csv_files.writing import csv_file
from tenants.customers.models import Deviation
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.keyset import order_asked, page_asked, sorted_by
from tenants.people.models import User
from tenants.people.permissions import Permission, may

CSV_ROWS = 10_000
NUMBERED = {"kind": by_column("kind", MeasureKind.values), "status": by_column("status", MeasureStatus.values)}


@desk(Permission.SEE_CASES)
@require_safe
def measure_list(request: SignedInRequest) -> HttpResponse:
    """All measures, newest first, or by the column asked for; those that wait or last can be ticked and acted on."""
    found = with_numbers(MeasureFilter(request.GET, queryset=measures()), NUMBERED)
    page = page_asked(found.qs, MEASURE_ORDERS, request.GET)
    cancellable, endable = set(), set()
    for one in page.rows:
        if may_be_cancelled(one) and may(request.user, cancel_measures):
            cancellable.add(one.pk)
        elif may_be_ended(one) and may(request.user, end_measures):
            endable.add(one.pk)
    context = {
        "filter": found,
        "page": page,
        "count": number_of(found.qs),
        "cancellable": cancellable,
        "endable": endable,
        "tickable": cancellable | endable,
    }
    return render(request, "holds/measures.html", context)


def may_be_cancelled(measure: Measure) -> bool:
    """Whether it has not taken effect and can be taken back."""
    return measure.status in {MeasureStatus.PROPOSED, MeasureStatus.PENDING_APPROVAL}


def may_be_ended(measure: Measure) -> bool:
    """Whether it lasts and one person ends it; a termination is undone by a reinstatement."""
    return measure.status == MeasureStatus.ACTIVE and kind_of(measure.kind).undone_by == Undoing.ENDED


@desk(Permission.SEE_CASES)
@require_safe
def measures_csv(request: SignedInRequest) -> FileResponse:
    """The list as it is filtered and sorted, 10,000 rows at most, as a file."""
    rows = sorted_by(order_asked(MEASURE_ORDERS, request.GET), measures())
    found = MeasureFilter(request.GET, queryset=rows).qs[:CSV_ROWS]
    head = [_("Measure"), _("Services"), _("Customer"), _("Case"), _("Proposed (UTC)"), _("From (UTC)")]
    head += [_("Until (UTC)"), _("State"), _("Without notice")]
    lines = (
        [
            one.get_kind_display(),
            ", ".join(service.reference for service in one.services.all()),
            one.customer.name,
            str(one.case),
            one.proposed_at.isoformat(),
            one.starts_at.isoformat() if one.starts_at else "",
            one.ends_at.isoformat() if one.ends_at else "",
            one.get_status_display(),
            _("yes") if one.without_notice else _("no"),
        ]
        for one in found
    )
    return csv_file("measures.csv", head, lines)


@desk(Permission.SEE_CASES)
@require_safe
def measure_page(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """One measure: what it rests on, its holds and statements, who was told, and what can be done now."""
    measure = get_object_or_404(measures(), pk=measure_id)
    approval = getattr(measure, "approval", None)
    extensions = list(measure.extensions.order_by("extended_at"))
    people = [measure.proposed_by, approval.approved_by if approval else None, *(one.extended_by for one in extensions)]
    statements = list(measure.statements.order_by("number"))
    agreed = Deviation.objects.filter(customer=measure.customer, digest=measure.remedy_digest).first()
    context = {
        "measure": measure,
        "determination": measure.determination,
        "approval": approval,
        "extensions": extensions,
        "holds": Hold.objects.filter(measure=measure).select_related("service").order_by("service__reference"),
        "statements": statements,
        "deliveries": Delivery.objects.filter(
            notice__subject_type="holds.statementofreasons", notice__subject_id__in=[str(one.pk) for one in statements]
        ).select_related("recipient", "notice"),
        "remedy": cited(measure.remedy, agreed.text if agreed else ""),
        "reinstatements": measure.reinstatements.order_by("proposed_at"),
        "names": names_of(people),
        **_offered(measure, request.user),
    }
    return render(request, "holds/measure.html", context)


def _offered(measure: Measure, person: User) -> dict[str, object]:
    """What this person may do with it now: only what the verb would take; why nobody can approve it now."""
    kind, at = kind_of(measure.kind), clock.now()
    pending, active = measure.status == MeasureStatus.PENDING_APPROVAL, measure.status == MeasureStatus.ACTIVE
    found: dict[str, object] = {
        "pending": pending,
        "may_cancel": may_be_cancelled(measure) and may(person, cancel_measure),
        "may_end": may_be_ended(measure) and may(person, end_measure),
        "may_extend": active
        and kind.extendable
        and measure.ends_at is not None
        and measure.ends_at > at
        and may(person, extend_measure),
        "may_reinstate": active
        and kind.undone_by == Undoing.REINSTATED
        and may(person, reinstate)
        and not measure.reinstatements.exclude(status=MeasureStatus.CANCELLED).exists(),
    }
    if pending and may(person, approve_measure):
        found["refused"] = why_not(lambda: approve_measure(by=person, measure=measure), person=person)
        found["may_approve"] = found["refused"] is None
    return found

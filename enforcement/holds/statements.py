"""Issues statements of reasons, and tells the customer of them and of a measure's end."""

import datetime as dt
import hashlib

import rfc8785
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enforcement.holds.models import Extension, Hold, Measure, MeasureKind, StatementOfReasons
from enforcement.holds.statement_content import content_of
from enforcement.reports.numbering import next_number
from policies.notices.actions import announce
from policies.versions.company import this_reseller
from policies.versions.models import PostedProvision
from tenants.customers.models import Customer
from tenants.people.models import User

MEASURE, LIFTED = "measure", "measure_lifted"


def issue_statement_of_reasons(
    *, measure: Measure, remedy: PostedProvision, begins: dt.datetime, by: User, at: dt.datetime
) -> StatementOfReasons:
    """Writes the frozen statement for a measure that has just become active, and tells the customer.

    `remedy` is the provision in force now, `begins` when its holds begin (UTC).
    """
    title = _("%(kind)s of %(service)s: the reasons, and how to appeal") % _named(measure)
    return _issue(measure, None, remedy=remedy, begins=begins, by=by, at=at, title=title)


def issue_statement_of_extension(
    *, extension: Extension, remedy: PostedProvision, by: User, at: dt.datetime
) -> StatementOfReasons:
    """Writes the frozen statement for a measure whose end was moved later, and tells the customer."""
    measure = extension.measure
    first = Hold.objects.filter(measure=measure).order_by("starts_at").first()
    begins = first.starts_at if first else measure.starts_at
    title = _("%(kind)s of %(service)s lasts longer: the reasons, and how to appeal") % _named(measure)
    return _issue(measure, extension, remedy=remedy, begins=begins, by=by, at=at, title=title)


def announce_lifting(*, measure: Measure, by: User | None, at: dt.datetime, because: str = "") -> None:
    """Tells the customer that a measure has ended, why if that is said, and which services something else holds."""
    services = list(measure.services.order_by("reference"))
    others = Hold.objects.filter(service__in=services, lifted_at=None).exclude(measure=measure)
    held = sorted(set(others.values_list("service__reference", flat=True)))
    announce(
        kind=LIFTED,
        by=by.pseudonym if by else None,
        at=at,
        subject=measure,
        title=_("%(kind)s of %(service)s has ended") % _named(measure),
        path=reverse("my-services"),
        content={
            "service": {"reference": measure.service.reference, "name": measure.service.name},
            "services": [{"reference": one.reference, "name": one.name} for one in services],
            "kind": str(MeasureKind(measure.kind).label),
            "ended_at": at.isoformat(),
            "still_on_hold": bool(held),
            "held": held,
            "because": because,
        },
        customers=Customer.objects.filter(pk=measure.customer_id),
    )


def _issue(
    measure: Measure,
    extension: Extension | None,
    *,
    remedy: PostedProvision,
    begins: dt.datetime,
    by: User,
    at: dt.datetime,
    title: str,
) -> StatementOfReasons:
    content = content_of(measure, remedy=remedy, begins=begins, at=at, extension=extension)
    statement = StatementOfReasons.objects.create(
        number=next_number(StatementOfReasons),
        measure=measure,
        extension=extension,
        customer=measure.customer,
        content=content,
        digest=hashlib.sha256(rfc8785.dumps(content)).hexdigest(),
        issued_at=at,
        appeal_until=at + dt.timedelta(days=this_reseller().appeal_days),
    )
    announce(
        kind=MEASURE,
        by=by.pseudonym,
        at=at,
        subject=statement,
        title=title,
        path=reverse("my-statement", args=[statement.pk]),
        content=content,
        customers=Customer.objects.filter(pk=measure.customer_id),
    )
    return statement


def _named(measure: Measure) -> dict[str, str]:
    """What the customer is told of, in a title: one service by name, more of them by number."""
    count = measure.measured.count()
    more = ngettext("%d service", "%d services", count) % count
    service = measure.service.reference if count == 1 else more
    return {"kind": str(MeasureKind(measure.kind).label), "service": service}

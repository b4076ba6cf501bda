"""Reads of reports: who held the target then, and the report behind a follow link."""

import datetime as dt
import uuid

from django.db.models import Case, F, Q, QuerySet, When
from django.utils.crypto import constant_time_compare

from enforcement.reports import events
from enforcement.reports.models import Reason, Report
from tenants.customers.models import Service
from tenants.customers.queries import services_holding
from tenants.resellers.signing import keyed_digest


def came_with(report: Report) -> list[Report]:
    """Returns the reports that one mail brought, in their order; the report alone where none did."""
    return list(Report.objects.filter(raw=report.raw_id).order_by("place")) if report.raw_id else [report]


def follow_digest(secret: str) -> str:
    """Returns the digest that a report keeps of its follow link's secret; another one at each tenant (invariant 12)."""
    return keyed_digest("report", secret)


def signed_secret(report: Report) -> str:
    """Returns another secret that leads to the report's page: signed and never stored, for a later mail."""
    return f"{report.pk.hex}.{keyed_digest('report-follow', report.pk.hex)}"


#: Services that are listed of those which held a network; the rest is a number.
MOST_SHOWN = 50


def candidates(report: Report) -> QuerySet[Service]:
    """Returns the services that held one of its targets at some instant of the report (UTC, both ends included)."""
    if report.started_at is None or report.ended_at is None:
        return Service.objects.none()
    held: QuerySet[Service] = Service.objects.none()
    for one in report.targets:
        held |= services_holding(target=one["target"], port=one["port"], start=report.started_at, end=report.ended_at)
    return held


def with_outcome(
    rows: QuerySet[Report],
    *,
    outcome: str = "",
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
) -> QuerySet[Report]:
    """Returns the reports that had an outcome from `since` until before `until` (UTC), with it as `outcome`.

    Of one that was complained about since, it is the outcome it had then. With `outcome`, only those that had it.
    """
    now, then = Q(completed_at__isnull=False), Q(complaint__isnull=False)
    if since is not None:
        now, then = now & Q(completed_at__gte=since), then & Q(complaint__completed_at__gte=since)
    if until is not None:
        now, then = now & Q(completed_at__lt=until), then & Q(complaint__completed_at__lt=until)
    had = Case(When(now, then=F("reason")), default=F("complaint__reason"))
    found = rows.filter(now | then).annotate(outcome=had)
    return found.filter(outcome=outcome) if outcome else found


def outcome_of(report: Report) -> str:
    """Returns what came of the case that was opened of a report, as a code for machines; empty while nothing did."""
    if report.reason != Reason.CASE_OPENED:
        return ""
    return next((code for ask in events.results if (code := ask(report))), "")


def followed(secret: str) -> Report | None:
    """Returns the report that this secret leads to at this tenant: the one its reporter was given, or a signed one."""
    named, dot, signature = secret.partition(".")
    if not dot:
        return Report.objects.filter(follow_digest=follow_digest(secret)).first()
    try:
        pk = uuid.UUID(hex=named)
    except ValueError:
        return None
    right = constant_time_compare(signature, keyed_digest("report-follow", pk.hex))
    return Report.objects.filter(pk=pk).first() if right else None

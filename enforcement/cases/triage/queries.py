"""Reads of cases for the inbox: what is open about a service, and a customer's history."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from enforcement.cases.models import Case, CaseStatus
from enforcement.reports.models import Report
from tenants.customers.models import Customer
from tenants.resellers.bounded_counts import BoundedCount, counted

_SHOWN = 5
_MOST = 100


def open_about(service: uuid.UUID) -> QuerySet[Case]:
    """Returns the last cases about a service that are not closed."""
    found = Case.objects.filter(service=service).exclude(status=CaseStatus.CLOSED)
    return found.order_by("-opened_at", "-pk")[:_SHOWN]


@dataclass(frozen=True, slots=True)
class History:
    """What there was about a customer before: how much, and the last of it."""

    reports: BoundedCount
    cases: BoundedCount
    last_reports: Sequence[Report]
    last_cases: Sequence[Case]


def history_of(customer: Customer, *, but: Report) -> History:
    """Returns the customer's other reports and its cases."""
    reports = Report.objects.filter(customer=customer).exclude(pk=but.pk)
    cases = Case.objects.filter(customer=customer)
    return History(
        reports=counted(reports, most=_MOST),
        cases=counted(cases, most=_MOST),
        last_reports=list(reports.defer("description").order_by("-received_at")[:_SHOWN]),
        last_cases=list(cases.order_by("-opened_at", "-pk")[:_SHOWN]),
    )

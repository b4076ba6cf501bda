"""Computing credit statements: a changed fact makes a new statement, nothing else does (invariant 8)."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import rfc8785
import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.documents import document
from enforcement.credits.inputs import ServiceMonth, customers_affected, service_months
from enforcement.credits.intervals import Interval, Span
from enforcement.credits.models import CreditMonth, CreditStatement, Exclusion, StatementStatus
from enforcement.credits.months import widened_stretches, window_of, zone_of
from enforcement.credits.rules import Assessment
from enforcement.reports.numbering import next_number
from tenants.customers.currencies import money
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Run:
    """What a run found: statements made now, those that stand as they were, and customers it could not compute."""

    month: str
    window: Interval
    made: tuple[CreditStatement, ...]
    unchanged: tuple[CreditStatement, ...]
    failed: tuple[Customer, ...] = ()


@verb(Permission.MANAGE_CREDITS, unattended=True)
def run_credits(*, by: User | None, month: str) -> Run:
    """Computes the month (YYYY-MM, in the reseller's time zone) for every customer; `by` None is the command line.

    One transaction per customer, so a run that dies is simply run again. Raises Refused: `month`, `month_not_over`.
    """
    zone = zone_of(month)
    window = window_of(month, zone)
    if clock.now() < window.end:
        sentence = _("%(month)s is not over in %(zone)s; run it after it has ended.")
        raise Refused("month_not_over", sentence % {"month": month, "zone": zone})
    stated = Customer.objects.filter(credit_statements__month=month).distinct()
    touched = {customer.pk: customer for customer in (*customers_affected(window), *stated)}
    return recompute(customers=touched.values(), month=month, by=by.pseudonym if by else None)


def recompute(*, customers: Iterable[Customer], month: str, by: uuid.UUID | None) -> Run:
    """Computes one month for these customers; who asks has checked that it may be run.

    A customer that cannot be computed is named, and the others are computed.
    """
    zone = _begin(month)
    window, widened = window_of(month, zone), widened_stretches()
    made: list[CreditStatement] = []
    unchanged: list[CreditStatement] = []
    failed: list[Customer] = []
    for customer in sorted(customers, key=lambda one: one.reference):
        try:
            computed = _compute(customer, month, window, zone=zone, widened=widened, by=by)
        except Exception:
            log.exception("credits.customer_failed", customer=customer.reference, month=month)
            failed.append(customer)
            continue
        for statement, is_new in computed:
            (made if is_new else unchanged).append(statement)
    return Run(month, window, tuple(made), tuple(unchanged), tuple(failed))


@transaction.atomic
def _begin(month: str) -> str:
    """Returns the time zone in which the month is computed, kept now and ever after."""
    fresh = CreditMonth(month=month, timezone=zone_of(month), first_computed_at=clock.now())
    CreditMonth.objects.bulk_create([fresh], ignore_conflicts=True)
    return zone_of(month)


@transaction.atomic
def _compute(
    customer: Customer, month: str, window: Interval, *, zone: str, widened: Sequence[Span], by: uuid.UUID | None
) -> list[tuple[CreditStatement, bool]]:
    Customer.objects.select_for_update().get(pk=customer.pk)
    at = clock.now()
    found = service_months(customer, window, zone=ZoneInfo(zone), widened=widened)
    before = _last_statements(customer, month)
    assessed: dict[str, list[tuple[ServiceMonth, Assessment]]] = {currency: [] for currency in before}
    for one in found:
        assessment = one.assess()
        if assessment.stretches:
            assessed.setdefault(one.currency, []).append((one, assessment))
    return [
        _state(customer, month, currency, lines, before.get(currency), timezone=zone, at=at, by=by)
        for currency, lines in sorted(assessed.items())
    ]


def _last_statements(customer: Customer, month: str) -> dict[str, CreditStatement]:
    """Returns the statement that stands, by currency."""
    statements = CreditStatement.objects.filter(customer=customer, month=month).order_by("sequence")
    return {statement.currency: statement for statement in statements}


def _state(
    customer: Customer,
    month: str,
    currency: str,
    lines: list[tuple[ServiceMonth, Assessment]],
    before: CreditStatement | None,
    *,
    timezone: str,
    at: dt.datetime,
    by: uuid.UUID | None,
) -> tuple[CreditStatement, bool]:
    content: dict[str, Any] = {
        "month": month,
        "timezone": timezone,
        "currency": currency,
        "services": [_line(one, assessment) for one, assessment in lines],
    }
    digest = hashlib.sha256(rfc8785.dumps(content)).hexdigest()
    if before is not None and before.digest == digest:
        return before, False
    total = sum((assessment.amount for _one, assessment in lines), Decimal(0))
    if before is not None:
        CreditStatement.objects.filter(pk=before.pk).update(status=StatementStatus.SUPERSEDED, status_at=at)
    statement = CreditStatement.objects.create(
        number=next_number(CreditStatement),
        customer=customer,
        month=month,
        sequence=before.sequence + 1 if before else 1,
        supersedes=before,
        timezone=timezone,
        currency=currency,
        total=total,
        difference=total - before.total if before else total,
        assessment=content,
        digest=digest,
        computed_at=at,
        computed_by=by,
        status_at=at,
    )
    _keep_exclusions(statement, lines)
    facts = {
        "month": month,
        "customer": customer.reference,
        "total": f"{money(total, currency)} {currency}",
        "difference": f"{money(statement.difference, currency)} {currency}",
        "digest": digest,
        "supersedes": before.number if before else None,
    }
    record(verb="statement.computed", at=at, by=by, subject=statement, facts=facts)
    return statement, True


def _line(one: ServiceMonth, assessment: Assessment) -> dict[str, Any]:
    return {
        "service": {"id": str(one.service.pk), "reference": one.service.reference},
        "level": {"name": one.version.level.name, "version": one.version.number},
        **document(assessment),
    }


def _keep_exclusions(statement: CreditStatement, lines: list[tuple[ServiceMonth, Assessment]]) -> None:
    Exclusion.objects.bulk_create(
        Exclusion(
            statement=statement,
            service=one.service,
            starts_at=stretch.interval.start,
            ends_at=stretch.interval.end,
            determination_id=uuid.UUID(citation.determination),
            remedy_key=citation.provision.key,
            remedy_digest=citation.provision.digest,
        )
        for one, assessment in lines
        for stretch in assessment.stretches
        if (citation := stretch.rule.citation)
    )

"""Computes a month for a batch of customers in the database, in tables that end with the transaction."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import rfc8785
from django.db import connection
from django.db.models import Case, F, Max, Q, QuerySet, When
from django.db.models.expressions import RawSQL
from psycopg.types.json import Jsonb
from psycopg.types.multirange import TimestamptzMultirange
from psycopg.types.range import TimestamptzRange

from enforcement.appeals.queries import measures_taken_away, standing_determinations
from enforcement.cases.models import Determination
from enforcement.credits.compact import COLUMNS
from enforcement.credits.documents import terms_document
from enforcement.credits.exclusions import Reason
from enforcement.credits.hours import days_after, service_hours
from enforcement.credits.inputs import FOUND_CAUSES, HOLD_CAUSES
from enforcement.credits.level_terms import terms_of
from enforcement.credits.models import LevelVersion
from enforcement.credits.months import Month
from enforcement.credits.remedies import general_remedies, remedies_in_force
from enforcement.credits.runs import statements_sql
from enforcement.credits.terms import Cause, Measured, Nonsense, Terms
from enforcement.holds.models import Hold
from enforcement.holds.queries import holds_with_determination
from tenants.customers.currencies import WITH_THOUSANDTHS, WITHOUT_CENTS
from tenants.customers.models import Customer, Deviation

_REASONS: Final = [str(one) for one in Reason]
_CAUSES: Final = [str(one) for one in Cause]


#: Sorts of a batch fit in memory; rows of a batch are few of their table's; a small sample tells the planner enough;
#: compiling takes longer than it saves.
_SETTINGS: Final = """
SET LOCAL work_mem = '64MB'; SET LOCAL random_page_cost = 1.1;
SET LOCAL default_statistics_target = 10; SET LOCAL jit = off
"""


class CannotCompute(ValueError):
    """What the customers' month rests on makes no sense."""


@contextmanager
def computed(customers: Sequence[uuid.UUID], month: Month) -> Iterator[None]:
    """What the month is worth to these customers stands in `credits_result` while the block lasts; be in a transaction.

    Raises CannotCompute where one of them has a level or a price that makes no sense.
    """
    parameters = _parameters(customers, month)
    with connection.cursor() as cursor:
        cursor.execute(_SETTINGS)
        cursor.execute("SELECT credits_make_scratch()")
        _add_terms(month)
        cursor.execute(statements_sql.WINDOWS, parameters)
        cursor.execute("SELECT EXISTS (SELECT 1 FROM credits_window WHERE swept IS NULL OR least_price < 0)")
        if cursor.fetchone()[0]:
            raise CannotCompute("a level has no terms that make sense, or a price is negative")
        _add_selected("credits_held", _held(customers, month))
        cursor.execute(statements_sql.LINKS, parameters)
        _add_selected("credits_ruling", _rulings())
        _add_remedies(customers, month)
        rows = [(one.start, one.end) for one in month.widened]
        cursor.executemany("INSERT INTO credits_widened VALUES (%s, %s)", rows)
        for sql in (statements_sql.COVERS, statements_sql.LINES, statements_sql.SWEEP, statements_sql.RESULT):
            cursor.execute(sql, parameters)
        yield
        cursor.execute("SELECT credits_drop_scratch()")


def _parameters(customers: Sequence[uuid.UUID], month: Month) -> dict[str, Any]:
    return {
        "customers": list(customers),
        "name": month.name,
        "timezone": month.zone.key,
        "start": month.window.start,
        "end": month.window.end,
        "start_text": month.window.start.astimezone(dt.UTC).isoformat(),
        "columns": rfc8785.dumps(COLUMNS).decode(),
        "month": month.window.microseconds,
        "reasons": _REASONS,
        "causes": _CAUSES,
        "hold_causes": Jsonb({str(reason): str(cause) for reason, cause in HOLD_CAUSES.items()}),
        "found_causes": Jsonb({str(found): str(cause) for found, cause in FOUND_CAUSES.items()}),
        "without_cents": sorted(WITHOUT_CENTS),
        "with_thousandths": sorted(WITH_THOUSANDTHS),
    }


def _add_terms(month: Month) -> None:
    """Adds the versions of levels that hold in the month; one that makes no sense is left out."""
    rows = []
    for version in LevelVersion.objects.filter(effective_at__lt=month.window.end).select_related("level"):
        try:
            rows.append(_terms_row(version, terms_of(version), month))
        except Nonsense:
            continue
    values = ", ".join(["%s"] * 20)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO credits_terms VALUES ({values})", rows)  # noqa: S608 - placeholders only


def _terms_row(version: LevelVersion, terms: Terms, month: Month) -> tuple[Any, ...]:
    hours = None
    if terms.measured == Measured.SERVICE_HOURS:
        found = service_hours(terms.hours, month.zone, month.window)
        hours = TimestamptzMultirange([TimestamptzRange(one.start, one.end) for one in found])
    claim_until = None if terms.claim_days is None else days_after(month.window.end, terms.claim_days, month.zone)
    return (
        version.pk,
        rfc8785.dumps([version.level.name, version.number]).decode(),
        rfc8785.dumps(terms_document(terms)).decode(),
        [one.below for one in terms.tiers],
        [one.percent for one in terms.tiers],
        str(terms.rounding),
        100 * 10**terms.digits,
        terms.digits,
        f"{terms.shortest_seconds} seconds",
        Jsonb({str(cause): clause for cause, clause in terms.clauses.items()}),
        terms.excluded_stays,
        f"{terms.maintenance_notice_hours} hours",
        terms.cap_percent,
        terms.cap_amount,
        terms.smallest_credit,
        terms.currency,
        claim_until,
        bool(terms.past_due_clause),
        hours,
        hours is not None or terms.shortest_seconds > 0,
    )


def _held(customers: Sequence[uuid.UUID], month: Month) -> QuerySet[Hold, tuple[Any, ...]]:
    """The customers' holds around the month, with the determination behind each that an appeal did not take away."""
    shortest = LevelVersion.objects.aggregate(longest=Max("shortest_seconds"))["longest"] or 0
    touching = month.window.widened(shortest)
    rows = holds_with_determination().filter(service__customer__in=customers, starts_at__lt=touching.end)
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__gt=touching.start) & Q(ended_at__gt=F("starts_at")))
    behind = Case(When(measure__in=measures_taken_away(), then=None), default=F("determination"))
    return rows.annotate(behind=behind).values_list("pk", "service", "reason", "starts_at", "ended_at", "behind")


def _rulings() -> QuerySet[Determination, tuple[Any, ...]]:
    """Those of the determinations behind holds and links that stand."""
    named = RawSQL("SELECT determination FROM credits_held UNION SELECT determination FROM credits_link", [])
    rows = standing_determinations().filter(pk__in=named)
    return rows.values_list("pk", "customer", "decided_at")


def _add_selected(table: str, rows: QuerySet[Any, Any]) -> None:
    """Fills a temporary table with what a query reads, without reading it here."""
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} {sql}", parameters)
        cursor.execute("SELECT credits_count_scratch(%s)", [table])


def _add_remedies(customers: Sequence[uuid.UUID], month: Month) -> None:
    """When which words withheld credits: one reading for all whose agreements say nothing else, one for each other."""
    with connection.cursor() as cursor:
        special = set(Deviation.objects.filter(customer__in=customers).values_list("customer", flat=True))
        for one in general_remedies(month.window):
            said = (one.provision.key, one.provision.digest, one.provision.version, one.span.start, one.span.end)
            cursor.execute(_GENERAL, [*said, one.span.start, one.span.end, list(customers), list(special)])
        for customer in Customer.objects.filter(pk__in=special):
            rows = [
                (
                    customer.pk,
                    one.provision.key,
                    one.provision.digest,
                    one.provision.version,
                    one.span.start,
                    one.span.end,
                )
                for one in remedies_in_force(customer, month.window)
            ]
            cursor.executemany("INSERT INTO credits_remedy VALUES (%s, %s, %s, %s, %s, %s)", rows)
        cursor.execute("SELECT credits_count_scratch('credits_remedy')")


_GENERAL: Final = """
INSERT INTO credits_remedy
SELECT customer_id, %s, %s, %s, greatest(starts_at, %s), least(ends_at, %s) FROM customers_agreement
WHERE (ends_at IS NULL OR ends_at > %s) AND starts_at < %s AND customer_id = ANY(%s) AND NOT customer_id = ANY(%s)
"""

"""Writes what was computed: statements that changed, what they exclude by, and their entries in the ledger."""

import datetime as dt
import uuid
from typing import Any, Final, NamedTuple

from django.db import connection

from enforcement.credits.models import CreditRun, CreditStatement
from enforcement.credits.months import Month
from enforcement.credits.runs import statements_sql
from enforcement.reports.numbering import next_number
from tenants.ledger.recording import record_selected

_COUNTED: Final = "SELECT count(*) FILTER (WHERE changed), count(*) FILTER (WHERE NOT changed) FROM credits_result"


class Counts(NamedTuple):
    """How many statements are new, and how many stand as they were."""

    made: int
    unchanged: int


def counted() -> Counts:
    """Returns what `credits_result` comes to."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED)
        return Counts(*cursor.fetchone())


def write(month: Month, *, at: dt.datetime, by: uuid.UUID | None) -> Counts:
    """Writes what stands in `credits_result` and changed; a statement that stood is superseded."""
    counts = counted()
    if not counts.made:
        return counts
    parameters: dict[str, Any] = {
        "name": month.name,
        "timezone": month.zone.key,
        "at": at,
        "by": by,
        "highest": next_number(CreditStatement) - 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements_sql.WRITTEN, parameters)
    record_selected(statements_sql.ENTRIES, parameters)
    return counts


def note_changes(run: CreditRun) -> Counts:
    """Notes for a preview what would be written."""
    with connection.cursor() as cursor:
        cursor.execute(statements_sql.PREVIEWED, {"run": run.pk})
    return counted()

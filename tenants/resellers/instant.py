"""The database's instant: the one clock (invariant 11), which `tenants.ledger.clock` gives to verbs."""

import datetime as dt

from django.conf import settings
from django.db import connection
from django.db.models import DateTimeField, Func

_REAL = "clock_timestamp()"
_SETTABLE = "clock_timestamp() + coalesce((SELECT \"offset\" FROM public.resellers_clockoffset), interval '0')"


def now() -> dt.datetime:
    """Returns the instant in UTC with microseconds. Every verb asks once, after it has taken its locks."""
    return _asked(expression())


def real_now() -> dt.datetime:
    """Returns the database's own instant in UTC, never the set one: for leases, and for stamps that others check."""
    return _asked(_REAL)


def expression() -> str:
    """Returns the instant as SQL, for a statement that needs nothing else of it."""
    return _SETTABLE if settings.CLOCK == "settable" else _REAL


def database_now() -> Func:
    """Returns the instant as an expression to select, so that asking costs no query of its own."""
    return Func(template=expression(), output_field=DateTimeField())


def _asked(instant: str) -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {instant}")
        found: dt.datetime = cursor.fetchone()[0]
    return found.astimezone(dt.UTC)

"""The one clock: the database's, asked once per verb and passed down (invariant 11)."""

import datetime as dt

from django.conf import settings
from django.db import connection
from django_tenants.utils import schema_context

_REAL = "clock_timestamp()"
_SETTABLE = "clock_timestamp() + coalesce((SELECT \"offset\" FROM public.resellers_clockoffset), interval '0')"


class ClockNotSettable(RuntimeError):
    """Somebody tried to set the clock where only the real one counts."""


def now() -> dt.datetime:
    """The instant in UTC with microseconds. Every verb asks once, after it has taken its locks."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression()}")
        instant: dt.datetime = cursor.fetchone()[0]
    return instant.astimezone(dt.UTC)


def expression() -> str:
    """The instant as SQL, for a statement that needs nothing else of it."""
    return _SETTABLE if settings.CLOCK == "settable" else _REAL


def real_now() -> dt.datetime:
    """The database's own instant in UTC, never the set one: for stamps that others hold against their clocks."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_REAL}")
        instant: dt.datetime = cursor.fetchone()[0]
    return instant.astimezone(dt.UTC)


def set_to(instant: dt.datetime | None) -> None:
    """Makes `now()` go on from `instant` (aware), or follow the database again with None; raises ClockNotSettable."""
    if settings.CLOCK != "settable":
        raise ClockNotSettable
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM public.resellers_clockoffset")
        if instant is not None:
            cursor.execute(
                "INSERT INTO public.resellers_clockoffset VALUES (1, %s::timestamptz - clock_timestamp())", [instant]
            )

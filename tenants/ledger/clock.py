"""The one clock: the database's, asked once per verb and passed down (invariant 11)."""

import datetime as dt

from django.conf import settings
from django.db import connection
from django_tenants.utils import schema_context

from tenants.resellers.instant import expression, now, real_now

__all__ = ["ClockNotSettable", "expression", "now", "real_now", "set_to"]


class ClockNotSettable(RuntimeError):
    """Somebody tried to set the clock where only the real one counts."""


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

"""The database's instant as part of another query, so that asking it costs none of its own (invariant 11)."""

from django.conf import settings
from django.db.models import DateTimeField, Func

_REAL = "clock_timestamp()"
_SETTABLE = "clock_timestamp() + coalesce((SELECT \"offset\" FROM public.resellers_clockoffset), interval '0')"


def database_now() -> Func:
    """What `tenants.ledger.clock.now()` would say, as an expression to select."""
    return Func(template=_SETTABLE if settings.CLOCK == "settable" else _REAL, output_field=DateTimeField())

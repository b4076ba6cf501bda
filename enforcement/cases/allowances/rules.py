"""Which period an instant lies in, what an allowance comes to, and whether it was exceeded; no clock, no database."""

import datetime as dt
from decimal import Context, Decimal
from zoneinfo import ZoneInfo

from enforcement.cases.allowances.models import Allowance, Period

#: Wide enough that a pool's size times its share is exact.
_EXACT = Context(prec=60)


def period_of(moment: dt.datetime, period: str, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Returns begin and end (the first instant outside) in UTC of the day or month in `zone` that holds `moment`."""
    day = moment.astimezone(zone).date()
    if period == Period.MONTH:
        first = day.replace(day=1)
        after = (first + dt.timedelta(days=32)).replace(day=1)
    else:
        first, after = day, day + dt.timedelta(days=1)
    begun, ended = (dt.datetime.combine(one, dt.time(), tzinfo=zone) for one in (first, after))
    return begun.astimezone(dt.UTC), ended.astimezone(dt.UTC)


def allowed(allowance: Allowance) -> Decimal:
    """Returns the amount, or the exact share of the pool."""
    if allowance.amount is not None:
        return allowance.amount
    assert allowance.pool_size is not None
    assert allowance.share is not None
    return _EXACT.multiply(allowance.pool_size, allowance.share).scaleb(-2, context=_EXACT)


def exceeded(allowance: Allowance, used: Decimal) -> bool:
    """Whether `used` is past it; exactly as much is not."""
    return used > allowed(allowance)

"""Which instants anyone may name: those that every calendar page can show, in any time zone (invariant 16)."""

import datetime as dt

from django.utils.translation import gettext as _

from tenants.resellers.refusals import Refused

EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
LATEST = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
#: How far another's clock may be ahead of ours.
CLOCK_SKEW = dt.timedelta(hours=24)


class NotAnInstant(ValueError):
    """The instant is none that anybody means; the message says what to write."""


def in_calendar(moment: dt.datetime) -> dt.datetime:
    """Returns an aware instant in UTC; raises NotAnInstant before 1990 and from 2100 on."""
    try:
        exact = moment.astimezone(dt.UTC)
    except OverflowError:
        exact = None
    if exact is None or not EARLIEST <= exact < LATEST:
        raise NotAnInstant(_("Write a date between 1990 and 2099."))
    return exact


def in_calendar_or_refused(moment: dt.datetime) -> dt.datetime:
    """Returns what `in_calendar` does, for a verb; raises Refused (`instant`, 422)."""
    try:
        return in_calendar(moment)
    except NotAnInstant as error:
        raise Refused("instant", str(error), status=422) from error

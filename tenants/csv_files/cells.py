"""What cells commonly hold: each function is or makes the `parse` of a column."""

import datetime as dt
import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from tenants.resellers.instants import NotAnInstant, in_calendar


def text(length: int) -> Callable[[str], str]:
    """Words of at most `length` characters."""

    def parse(cell: str) -> str:
        if len(cell) > length:
            raise ValueError(_("This is longer than %d characters: shorten it.") % length)
        return cell

    return parse


def instant(zone: dt.tzinfo) -> Callable[[str], dt.datetime]:
    """An instant with its offset, or a date, which means midnight in `zone`; in UTC."""

    def parse(cell: str) -> dt.datetime:
        try:
            moment = dt.datetime.fromisoformat(cell)
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
                moment = moment.replace(tzinfo=zone)
            if moment.tzinfo is not None:
                return in_calendar(moment)
        except NotAnInstant:
            raise
        except ValueError as error:
            sentence = _("%s is not a date: write it like 2026-10-01 or 2026-10-01T09:00:00+02:00.") % cell
            raise ValueError(sentence) from error
        raise ValueError(_("%s names no time zone: add it, like +02:00, or write the date alone.") % cell)

    return parse


def exact_instant(cell: str) -> dt.datetime:
    """An instant with its offset; in UTC."""
    sentence = _("Write the instant with its offset, such as 2026-10-07T03:00:00Z.")
    try:
        moment = dt.datetime.fromisoformat(cell)
        if moment.tzinfo is not None:
            return in_calendar(moment)
    except NotAnInstant:
        raise
    except ValueError as error:
        raise ValueError(sentence) from error
    raise ValueError(sentence)

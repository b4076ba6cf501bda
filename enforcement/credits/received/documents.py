"""A vendor's credit document: what it says, its JSON form, and reading it; pure.

The form is what `document_of` of a vendor's own portal writes and what any other vendor may write: docs/two-tiers.md.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import rfc8785
from django.utils.translation import gettext as _

from enforcement.credits.intervals import Interval, union
from enforcement.credits.models import MONTH
from tenants.customers.currencies import digits_of, money, round_money
from tenants.resellers.instants import NotAnInstant, in_calendar
from tenants.resellers.refusals import Refused

FORMAT: Final = "proviso.credit-document/1"
MOST_LINES: Final = 5_000
MOST_INTERVALS: Final = 1_000
_MOST: Final = Decimal(10) ** 10
_LONGEST: Final = {"vendor": 200, "reference": 80, "supersedes": 80, "service": 60}


@dataclass(frozen=True)
class Line:
    """What is credited for some services, by their references, and the time in which they were down."""

    services: tuple[str, ...]
    intervals: tuple[Interval, ...]
    amount: Decimal


@dataclass(frozen=True)
class CreditDocument:
    """What one document says; `supersedes` names an earlier one of the same vendor."""

    vendor: str
    reference: str
    month: str
    currency: str
    lines: tuple[Line, ...]
    supersedes: str = ""

    @property
    def total(self) -> Decimal:
        """What it credits altogether."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def digest(self) -> str:
        """The SHA-256 of what it says, however it was written."""
        return hashlib.sha256(rfc8785.dumps(written(self))).hexdigest()


def written(document: CreditDocument) -> dict[str, Any]:
    """Returns the document in its JSON form."""
    return {
        "format": FORMAT,
        "vendor": document.vendor,
        "reference": document.reference,
        "supersedes": document.supersedes,
        "month": document.month,
        "currency": document.currency,
        "total": money(document.total, document.currency),
        "lines": [
            {
                "services": list(line.services),
                "intervals": pairs(line.intervals),
                "amount": money(line.amount, document.currency),
            }
            for line in document.lines
        ],
    }


def pairs(intervals: tuple[Interval, ...]) -> list[list[str]]:
    """Returns intervals as pairs of instants in UTC."""
    return [[one.start.isoformat(), one.end.isoformat()] for one in intervals]


def read_document(data: bytes) -> CreditDocument:
    """Returns the document; raises Refused (422, `not_a_document`) with what is wrong with it."""
    try:
        said = json.loads(data, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise wrong(_("It is no JSON.")) from error
    return from_json(said)


def from_json(said: Any) -> CreditDocument:
    """Returns the document of parsed JSON; raises what `read_document` raises."""
    if not isinstance(said, Mapping) or said.get("format") != FORMAT:
        raise wrong(_("Its format is not %s.") % FORMAT)
    lines = said.get("lines")
    if not isinstance(lines, list) or len(lines) > MOST_LINES:
        raise wrong(_("It has no list of lines, or more than %d.") % MOST_LINES)
    currency = _text(said, "currency", 3)
    found = CreditDocument(
        vendor=_text(said, "vendor", _LONGEST["vendor"]),
        reference=_text(said, "reference", _LONGEST["reference"]),
        supersedes=_text(said, "supersedes", _LONGEST["supersedes"]) if said.get("supersedes") else "",
        month=_text(said, "month", 7),
        currency=currency,
        lines=tuple(_line(line, number, currency) for number, line in enumerate(lines, 1)),
    )
    checked(found)
    if said.get("total") is not None and amount_of(said["total"], currency) != found.total:
        raise wrong(_("Its total is not the sum of its lines."))
    return found


def checked(document: CreditDocument) -> CreditDocument:
    """Returns the document; raises Refused (422, `not_a_document`) for a month, currency or text that is none."""
    if not re.fullmatch(MONTH, document.month):
        raise wrong(_("Write the month like 2026-10."))
    if not re.fullmatch("[A-Z]{3}", document.currency):
        raise wrong(_("Write the currency's three letters, like EUR."))
    for name in ("vendor", "reference"):
        if not getattr(document, name).strip():
            raise wrong(_("It names no %s.") % name)
    if document.total >= _MOST:
        raise wrong(_("The amount is too large."))
    return document


def amount_of(said: Any, currency: str) -> Decimal:
    """Returns an amount that the currency can pay; raises Refused (422, `not_a_document`)."""
    sentence = _("%s is no amount: write it like 25.00.") % str(said)[:40]
    if isinstance(said, bool) or not isinstance(said, str | int | Decimal):
        raise wrong(sentence)
    try:
        amount = Decimal(said)
    except InvalidOperation as error:
        raise wrong(sentence) from error
    if not amount.is_finite() or not 0 <= amount < _MOST:
        raise wrong(sentence)
    if round_money(amount, currency) != amount:
        raise wrong(_("%(amount)s has more digits than %(currency)s has.") % {"amount": said, "currency": currency})
    return round(amount, digits_of(currency))


def line_of(services: list[str], intervals: list[Interval], amount: Decimal) -> Line:
    """Returns a line in one way of writing; raises Refused (422, `not_a_document`)."""
    named = tuple(sorted({service.strip() for service in services if service.strip()}))
    if not named or not all(len(one) <= _LONGEST["service"] and one.isprintable() for one in named):
        raise wrong(_("Name the services by their references, of at most 60 characters."))
    if not 0 < len(intervals) <= MOST_INTERVALS:
        raise wrong(_("A line has between 1 and %d intervals.") % MOST_INTERVALS)
    return Line(named, tuple(union(intervals)), amount)


def wrong(sentence: str) -> Refused:
    """Returns why a document is not taken."""
    return Refused("not_a_document", _("This is no credit document: %s") % sentence, status=422)


def _line(said: Any, number: int, currency: str) -> Line:
    if not isinstance(said, Mapping) or not isinstance(said.get("services"), list):
        raise wrong(_("Line %d has no list of services.") % number)
    if not all(isinstance(service, str) for service in said["services"]):
        raise wrong(_("Line %d has no list of services.") % number)
    intervals = said.get("intervals")
    if not isinstance(intervals, list):
        raise wrong(_("Line %d has no list of intervals.") % number)
    return line_of(
        said["services"], [_interval(one, number) for one in intervals], amount_of(said.get("amount"), currency)
    )


def _interval(said: Any, number: int) -> Interval:
    sentence = _("Line %d: an interval is two instants with their offset, the second after the first.") % number
    if not isinstance(said, list) or len(said) != 2 or not all(isinstance(one, str) for one in said):  # noqa: PLR2004 - a pair
        raise wrong(sentence)
    try:
        start, end = (dt.datetime.fromisoformat(one) for one in said)
        if start.tzinfo is None or end.tzinfo is None:
            raise wrong(sentence)
        return Interval(in_calendar(start), in_calendar(end))
    except NotAnInstant as error:
        raise wrong(_("Line %(number)d: %(sentence)s") % {"number": number, "sentence": error}) from error
    except ValueError as error:
        raise wrong(sentence) from error


def _text(said: Mapping[str, Any], name: str, longest: int) -> str:
    found = said.get(name)
    if not isinstance(found, str) or not found.strip() or len(found) > longest or not found.isprintable():
        raise wrong(_("It has no “%(name)s” of at most %(longest)d characters.") % {"name": name, "longest": longest})
    return found.strip()

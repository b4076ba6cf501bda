"""The columns of the customers' file: what each is called, means and may hold."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.customers.identifiers import canonical
from tenants.customers.models import Capacity

_MOST = Decimal("9999999999.99")

Parser = Callable[[str, ZoneInfo], Any]


def text(length: int) -> Parser:
    """Words of at most `length` characters."""

    def parse(cell: str, zone: ZoneInfo) -> str:  # noqa: ARG001 - every parser is asked alike
        if len(cell) > length:
            raise ValueError(_("This is longer than %d characters: shorten it.") % length)
        return cell

    return parse


def instant(cell: str, zone: ZoneInfo) -> dt.datetime:
    """An instant with its zone, or a date: midnight in the reseller's time zone; in UTC."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
            moment = dt.datetime.combine(dt.date.fromisoformat(cell), dt.time(), tzinfo=zone)
        else:
            moment = dt.datetime.fromisoformat(cell)
        if moment.tzinfo is not None:
            return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        sentence = _("%s is not a date: write it like 2026-10-01 or 2026-10-01T09:00:00+02:00.") % cell
        raise ValueError(sentence) from error
    raise ValueError(_("%s names no time zone: add it, like +02:00, or write the date alone.") % cell)


def mail(cell: str, zone: ZoneInfo) -> str:
    """A mail address."""
    try:
        validate_email(cell)
    except ValidationError as error:
        raise ValueError(_("%s is not a mail address: write it like name@company.example.") % cell) from error
    return text(254)(cell, zone)  # type: ignore[no-any-return]  # a parser of words


def capacity(cell: str, zone: ZoneInfo) -> Capacity:  # noqa: ARG001 - likewise
    """Whether the person may bind the customer (R2)."""
    try:
        return Capacity(cell.lower().replace(" ", "_"))
    except ValueError as error:
        raise ValueError(_("%s is no capacity: write representative or account_user.") % cell) from error


def price(cell: str, zone: ZoneInfo) -> Decimal:  # noqa: ARG001 - likewise
    """An amount with at most two decimals; a comma may stand for the point."""
    sentence = _("%s is not a price: write it like 100.00, without separators of thousands.") % cell
    try:
        amount = Decimal(re.sub(r"^(\d+),(\d{1,2})$", r"\1.\2", cell))
    except InvalidOperation as error:
        raise ValueError(sentence) from error
    if not amount.is_finite() or not 0 <= amount <= _MOST or amount != round(amount, 2):
        raise ValueError(sentence)
    return amount.quantize(Decimal("0.01"))


def currency(cell: str, zone: ZoneInfo) -> str:  # noqa: ARG001 - likewise
    """Three letters of ISO 4217."""
    if not re.fullmatch(r"[A-Za-z]{3}", cell):
        raise ValueError(_("%s is not a currency: write its three letters, like EUR.") % cell)
    return cell.upper()


def several(kind: str) -> Parser:
    """Identifiers of one kind, separated by spaces."""

    def parse(cell: str, zone: ZoneInfo) -> tuple[str, ...]:  # noqa: ARG001 - likewise
        return tuple(dict.fromkeys(canonical(kind, word) for word in cell.split()))

    return parse


@dataclass(frozen=True)
class Column:
    """One column of the file."""

    name: str
    meaning: str | Promise
    parse: Parser
    required: bool = False


COLUMNS = {
    column.name: column
    for column in (
        Column("customer_reference", gettext_lazy("your own number of the customer"), text(60), required=True),
        Column("customer_name", gettext_lazy("needed once for a new customer"), text(200)),
        Column("agreement_number", gettext_lazy("the Master Service Agreement"), text(60)),
        Column("agreement_from", gettext_lazy("date or instant; needed once for a new agreement"), instant),
        Column("agreement_until", gettext_lazy("date or instant; empty while it runs on"), instant),
        Column("contact_name", gettext_lazy("who acts for the customer"), text(150)),
        Column("contact_mail", gettext_lazy("where notices go and the sign-in"), mail),
        Column(
            "contact_capacity", gettext_lazy("representative (binds the customer; default) or account_user"), capacity
        ),
        Column("service_reference", gettext_lazy("your own number of the service"), text(60)),
        Column("service_name", gettext_lazy("needed once for a new service"), text(200)),
        Column("monthly_price", gettext_lazy("like 100.00; needed once for a new service"), price),
        Column("currency", gettext_lazy("three letters; EUR where empty"), currency),
        Column("service_from", gettext_lazy("date or instant; needed once for a new service"), instant),
        Column("addresses", gettext_lazy("addresses and networks, separated by spaces"), several("network")),
        Column("domains", gettext_lazy("separated by spaces"), several("domain")),
        Column("numbers", gettext_lazy("phone numbers like +31201234567, separated by spaces"), several("number")),
    )
}

#: Other headings that people use for the same column.
ALIASES = {"networks": "addresses", "addresses_networks": "addresses", "contact_email": "contact_mail"}

#: Which column holds which kind of identifier.
KINDS = {"addresses": "network", "domains": "domain", "numbers": "number"}

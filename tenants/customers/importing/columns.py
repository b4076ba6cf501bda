"""The columns of the customers' file: what each is called, means and may hold."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.csv_files.cells import instant, text
from tenants.csv_files.reading import Column
from tenants.customers.identifiers import holding
from tenants.customers.models import Capacity

_MOST = Decimal("9999999999.999")


def mail(cell: str) -> str:
    """Returns a mail address."""
    try:
        validate_email(cell)
    except ValidationError as error:
        raise ValueError(_("%s is not a mail address: write it like name@company.example.") % cell) from error
    return text(254)(cell)


def capacity(cell: str) -> Capacity:
    """Whether the person may bind the customer (R2)."""
    try:
        return Capacity(cell.lower().replace(" ", "_"))
    except ValueError as error:
        raise ValueError(_("%s is no capacity: write representative or account_user.") % cell) from error


def price(cell: str) -> Decimal:
    """Returns an amount with at most three decimals; a comma may stand for the point."""
    sentence = _("%s is not a price: write it like 100.00, without separators of thousands.") % cell
    try:
        amount = Decimal(re.sub(r"^(\d+),(\d{1,2})$", r"\1.\2", cell))
    except InvalidOperation as error:
        raise ValueError(sentence) from error
    if not amount.is_finite() or not 0 <= amount <= _MOST or amount != round(amount, 3):
        raise ValueError(sentence)
    return amount


def currency(cell: str) -> str:
    """Three letters of ISO 4217."""
    if not re.fullmatch(r"[A-Za-z]{3}", cell):
        raise ValueError(_("%s is not a currency: write its three letters, like EUR.") % cell)
    return cell.upper()


def several(kind: str) -> Callable[[str], tuple[str, ...]]:
    """Identifiers of one kind, separated by spaces."""

    def parse(cell: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(holding(kind, word) for word in cell.split()))

    return parse


def columns_in(zone: dt.tzinfo) -> dict[str, Column]:
    """Returns the columns by name; a date means midnight in `zone`."""
    day = instant(zone)
    columns = (
        Column("customer_reference", text(60), gettext_lazy("your own number of the customer"), required=True),
        Column("customer_name", text(200), gettext_lazy("needed once for a new customer")),
        Column("agreement_number", text(60), gettext_lazy("the Master Service Agreement")),
        Column("agreement_from", day, gettext_lazy("date or instant; needed once for a new agreement")),
        Column("agreement_until", day, gettext_lazy("date or instant; empty while it runs on")),
        Column("contact_name", text(150), gettext_lazy("who acts for the customer")),
        Column("contact_mail", mail, gettext_lazy("where notices go and the sign-in")),
        Column(
            "contact_capacity", capacity, gettext_lazy("representative (binds the customer; default) or account_user")
        ),
        Column("service_reference", text(60), gettext_lazy("your own number of the service")),
        Column("service_name", text(200), gettext_lazy("needed once for a new service")),
        Column("monthly_price", price, gettext_lazy("like 100.00; needed once for a new service")),
        Column("currency", currency, gettext_lazy("three letters; EUR where empty")),
        Column("service_from", day, gettext_lazy("date or instant; needed once for a new service")),
        Column(
            "addresses",
            several("network"),
            gettext_lazy("addresses and networks, separated by spaces; 192.0.2.7:1-99 for ports"),
        ),
        Column("domains", several("domain"), gettext_lazy("separated by spaces")),
        Column("numbers", several("number"), gettext_lazy("phone numbers like +31201234567, separated by spaces")),
    )
    return {column.name: column for column in columns}


#: The columns for whoever explains them.
COLUMNS = columns_in(dt.UTC)

#: Other headings that people use for the same column.
ALIASES = {"networks": "addresses", "addresses_networks": "addresses", "contact_email": "contact_mail"}

#: Which column holds which kind of identifier.
KINDS = {"addresses": "network", "domains": "domain", "numbers": "number"}

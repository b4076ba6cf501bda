"""Statements as rows of a CSV and as JSON, for whoever books them."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from enforcement.credits.models import CreditStatement
from tenants.customers.currencies import money

HEAD: Final = (
    _("Statement"),
    _("Credit note"),
    _("Month"),
    _("Customer"),
    _("Name"),
    _("Service"),
    _("Availability in percent"),
    _("Counted seconds"),
    _("Excluded seconds"),
    _("Price"),
    _("Percent credited"),
    _("Credit"),
    _("Currency"),
    _("State"),
    _("Supersedes"),
    _("Issued (UTC)"),
    _("Paid (UTC)"),
)


def rows_of(found: Iterable[CreditStatement]) -> Iterator[list[object]]:
    """Yields a row for each service of each statement: the credits of a statement's rows are its total."""
    for statement in found:
        issue, payment = getattr(statement, "issue", None), getattr(statement, "payment", None)
        for line in statement.assessment["services"]:
            yield [
                statement,
                issue or "",
                statement.month,
                statement.customer.reference,
                statement.customer.name,
                line["service"]["reference"],
                line["availability_percent"],
                _seconds(line["counted_microseconds"]),
                _seconds(line["excluded_microseconds"]),
                line["price"],
                line["percent"],
                line["amount"],
                statement.currency,
                statement.get_status_display(),
                statement.supersedes or "",
                issue.issued_at.isoformat() if issue else "",
                payment.paid_at.isoformat() if payment else "",
            ]


def to_json(statement: CreditStatement) -> dict[str, Any]:
    """Returns a statement with everything that it rests on; amounts in its currency's digits, instants in UTC."""
    issue, payment = getattr(statement, "issue", None), getattr(statement, "payment", None)
    return {
        "number": str(statement),
        "credit_note": str(issue) if issue else None,
        "month": statement.month,
        "customer": {"reference": statement.customer.reference, "name": statement.customer.name},
        "currency": statement.currency,
        "total": money(statement.total, statement.currency),
        "difference": money(statement.difference, statement.currency),
        "supersedes": str(statement.supersedes) if statement.supersedes else None,
        "status": statement.status,
        "computed_at": statement.computed_at.isoformat(),
        "issued_at": issue.issued_at.isoformat() if issue else None,
        "carried": money(issue.carried, statement.currency) if issue else None,
        "paid": money(payment.amount, statement.currency) if payment else None,
        "paid_at": payment.paid_at.isoformat() if payment else None,
        "digest": statement.digest,
        "assessment": statement.assessment,
    }


def _seconds(microseconds: int) -> str:
    whole, part = divmod(microseconds, 1_000_000)
    return f"{whole}.{part:06}".rstrip("0").rstrip(".")

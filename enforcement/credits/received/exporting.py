"""An issued statement as the document that its customer, a reseller, records as received."""

import datetime as dt
from decimal import Decimal

from enforcement.credits.deciding import Kind
from enforcement.credits.intervals import Interval
from enforcement.credits.models import CreditStatement
from enforcement.credits.received.documents import CreditDocument, line_of
from policies.versions.company import this_reseller


def document_of(statement: CreditStatement) -> CreditDocument:
    """Returns what the statement credits, service by service, with the time that counts."""
    lines = tuple(
        line_of(
            [line["service"]["reference"]],
            [
                Interval(*map(dt.datetime.fromisoformat, stretch["interval"]))
                for stretch in line["stretches"]
                if stretch["rule"]["kind"] == Kind.COUNTED
            ],
            Decimal(line["amount"]),
        )
        for line in statement.assessment["services"]
        if Decimal(line["amount"])
    )
    return CreditDocument(
        vendor=this_reseller().legal_name,
        reference=str(statement),
        supersedes=str(statement.supersedes) if statement.supersedes else "",
        month=statement.month,
        currency=statement.currency,
        lines=lines,
    )

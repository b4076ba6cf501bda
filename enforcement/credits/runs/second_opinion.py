"""The second opinion: a customer's month computed by the pure rules, held against what the database came to."""

from decimal import Decimal
from typing import Any

from django.db import connection

from enforcement.credits.compact import expanded
from enforcement.credits.documents import document
from enforcement.credits.inputs import service_months
from enforcement.credits.months import Month
from tenants.customers.models import Customer


class OpinionsDiffer(RuntimeError):
    """The database and the pure rules come to something else."""


def hold_against(customer: Customer, month: Month) -> None:
    """Raises OpinionsDiffer if `credits_result` is not what the pure rules say of the customer's month."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT currency, content, total FROM credits_result WHERE customer_id = %s", [customer.pk])
        found = {currency: (expanded(content), total) for currency, content, total in cursor.fetchall()}
    pure = opinion(customer, month)
    for currency in found.keys() | pure.keys():
        said = {"month": month.name, "timezone": month.zone.key, "currency": currency}
        services = [line for line, _amount in pure.get(currency, ())]
        total = sum((amount for _line, amount in pure.get(currency, ())), Decimal(0))
        if found.get(currency) != ({**said, "services": services}, total):
            raise OpinionsDiffer(f"{customer.reference}, {month.name}, {currency}")


def opinion(customer: Customer, month: Month) -> dict[str, list[tuple[dict[str, Any], Decimal]]]:
    """Returns what the pure rules say of each service, with its amount, by currency."""
    found: dict[str, list[tuple[dict[str, Any], Decimal]]] = {}
    for one in service_months(customer, month.window, zone=month.zone, widened=month.widened):
        assessment = one.assess()
        if assessment.stretches:
            line = {
                "service": {"id": str(one.service.pk), "reference": one.service.reference},
                "level": {"name": one.version.level.name, "version": one.version.number},
                **document(assessment),
            }
            found.setdefault(one.currency, []).append((line, assessment.amount))
    return found

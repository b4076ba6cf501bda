"""When an appeal is won, every month that rested on what it took away is marked to be computed again (R10)."""

import datetime as dt

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enforcement.appeals.models import AppealDecision
from enforcement.credits.actions.marking import RECOMPUTE
from enforcement.credits.models import Causation, CreditStatement, Recomputation
from tenants.customers.models import Customer
from tenants.people.models import User
from tenants.resellers.waking import wake


def mark_after_appeal(*, decision: AppealDecision, at: dt.datetime, by: User) -> list[str]:
    """Marks the months, neighbours' too, in the decision's transaction; returns what its customer is told."""
    determination = decision.determination
    customer_id = decision.appeal.customer_id
    customers = Customer.objects.filter(pk=customer_id)
    if determination is not None:
        caused = Causation.objects.filter(determination=determination).values("interruption__service__customer")
        customers = customers | Customer.objects.filter(pk__in=caused)
    stated = CreditStatement.objects.filter(customer__in=customers.values("pk"))
    pairs = sorted(set(stated.values_list("month", "customer")))
    Recomputation.objects.bulk_create(
        Recomputation(decision=decision, customer_id=customer, month=month, marked_at=at, marked_by=by.pseudonym)
        for month, customer in pairs
    )
    if pairs:
        wake(RECOMPUTE)
    sentence = _("Your service credit for %s is computed again; you find the result within five minutes.")
    return [sentence % _spoken(month) for month, customer in pairs if customer == customer_id]


def _spoken(month: str) -> str:
    first = parse_date(f"{month}-01")
    return date_format(first, "F Y") if first else month

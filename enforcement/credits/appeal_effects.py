"""When an appeal is decided, the credits of every month that rested on the determination are computed again (R10)."""

import datetime as dt

from enforcement.appeals.models import AppealDecision
from enforcement.appeals.rules import TAKES_AWAY
from enforcement.credits.actions.computing import recompute
from enforcement.credits.models import Causation, CreditStatement
from tenants.customers.models import Customer
from tenants.people.models import User


def recompute_after_appeal(*, decision: AppealDecision, at: dt.datetime, by: User) -> None:  # noqa: ARG001 - the event's shape
    """Adds superseding statements where the decision changed what is excluded; an upheld one changes nothing."""
    if decision.outcome not in TAKES_AWAY:
        return
    determination = decision.determination
    caused = Causation.objects.filter(determination=determination).values("interruption__service__customer")
    customers = Customer.objects.filter(pk__in=caused) | Customer.objects.filter(pk=determination.customer_id)
    stated = CreditStatement.objects.filter(customer__in=customers).values_list("month", flat=True)
    for month in sorted(set(stated)):
        affected = customers.filter(credit_statements__month=month).distinct()
        recompute(customers=affected, month=month, by=by.pseudonym)

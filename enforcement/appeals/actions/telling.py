"""Tells the customer what became of its appeal."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.appeals.models import Appeal
from enforcement.appeals.queries import DECIDED
from policies.notices.actions import announce
from tenants.customers.models import Customer
from tenants.people.models import User


def tell_outcome(
    appeal: Appeal, *, by: User, at: dt.datetime, outcome: str, label: str, reasons: str, **more: Any
) -> None:
    """Announces the outcome (its code and its label) with the reasons; `more` goes into the notice's content."""
    announce(
        kind=DECIDED,
        by=by.pseudonym,
        at=at,
        subject=appeal,
        title=_("Your appeal %(appeal)s: %(outcome)s") % {"appeal": appeal, "outcome": label},
        path=reverse("my-appeal", args=[appeal.pk]),
        content={"appeal": str(appeal), "outcome": str(outcome), "label": label, "reasons": reasons.strip()} | more,
        customers=Customer.objects.filter(pk=appeal.customer_id),
    )

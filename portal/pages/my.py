"""A customer's first page: what binds them, what waits for their answer, how their services stand."""

import datetime as dt
import uuid

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render

from enforcement.appeals.models import Appeal, AppealStatus
from enforcement.holds.models import StatementOfReasons
from enforcement.holds.queries import open_holds
from policies.acknowledgements.models import Acknowledgement
from policies.acknowledgements.queries import covered_by, in_other_words
from policies.notices.models import Channel, Delivery
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, next_effective, the_policy
from tenants.customers.access import CustomerRequest, my
from tenants.customers.models import Customer, Service
from tenants.customers.queries import agreement_at
from tenants.ledger import clock


@my
def my_home(request: CustomerRequest) -> HttpResponse:
    """Show what binds this customer now and what is to be done about it."""
    at = clock.now()
    customer, person = request.customer, request.user
    policy = the_policy()
    version = in_force(policy=policy, at=at) if policy else None
    agreement = agreement_at(customer=customer, at=at)
    context = {
        "customer": customer,
        "membership": request.membership,
        "memberships": request.memberships,
        "agreement": agreement,
        "version": version,
        "upcoming": next_effective(policy=policy, at=at) if policy else None,
        "acknowledged": acknowledged_by(customer, person.pseudonym, version, at=at) if version else None,
        "before": in_other_words(version=version, customer=customer, person=person.pseudonym) if version else None,
        "services": services_of(customer, at=at),
        "notices": Delivery.objects.filter(recipient=person, channel=Channel.INBOX, seen_at=None).count(),
        "statements": StatementOfReasons.objects.filter(customer=customer).order_by("-issued_at")[:5],
        "appeals": Appeal.objects.filter(
            customer=customer, status__in=[AppealStatus.FILED, AppealStatus.IN_REVIEW]
        ).count(),
    }
    return render(request, "pages/my_home.html", context)


def acknowledged_by(
    customer: Customer, person: uuid.UUID, version: PolicyVersion, *, at: dt.datetime
) -> Acknowledgement | None:
    """Return this person's acknowledgement that is enough for the version at `at` (UTC), if there is one."""
    return covered_by(version=version, customer=customer, person=person, at=at)


def services_of(customer: Customer, *, at: dt.datetime) -> list[Service]:
    """Return the customer's running services, each with `on_hold` at `at` (UTC): enabled without an open hold."""
    holds = open_holds(at=at).filter(service=OuterRef("pk"))
    running = Service.objects.filter(customer=customer, starts_at__lte=at).exclude(ends_at__lte=at)
    return list(running.annotate(on_hold=Exists(holds)).order_by("reference"))

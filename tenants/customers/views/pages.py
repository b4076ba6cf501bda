"""The list of customers, and one customer with all it has."""

import uuid

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tenants.customers import events
from tenants.customers.filters import CustomerFilter
from tenants.customers.models import Agreement, Authority, Customer, Identifier, Membership, Service
from tenants.customers.queries import running
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission, may

ROWS = 50


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def customers(request: SignedInRequest) -> HttpResponse:
    """Every customer, found by name, reference, agreement, service, person, address, domain or number."""
    at = clock.now()
    everyone = (
        Customer.objects.order_by("name", "reference")
        .annotate(service_count=Count("services", distinct=True))
        .prefetch_related(
            Prefetch("agreements", Agreement.objects.filter(running(at)).order_by("starts_at"), "running_agreements"),
            Prefetch(
                "memberships",
                Membership.objects.filter(until=None).select_related("user").order_by("-capacity", "user__name"),
                "open_memberships",
            ),
        )
    )
    found = CustomerFilter(request.GET or None, queryset=everyone)
    page = Paginator(found.qs, ROWS).get_page(request.GET.get("page"))
    context = {"filter": found, "page_obj": page, "manages": manages(request), "any": Customer.objects.exists()}
    return render(request, "customers/customers.html", context)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def customer(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """One customer: agreements, services with what they hold and held, and who acts for it."""
    one = get_object_or_404(Customer, pk=customer_id)
    held = Identifier.objects.order_by("-held_from", "kind", "network", "value")
    at = clock.now()
    agreements = one.agreements.annotate(service_count=Count("services")).order_by("-starts_at", "number")
    context = {
        "customer": one,
        "agreements": agreements,
        "running": set(Agreement.objects.filter(running(at), customer=one).values_list("pk", flat=True)),
        "services": Service.objects.filter(customer=one)
        .select_related("agreement")
        .prefetch_related(Prefetch("identifiers", held))
        .order_by("reference"),
        "people": one.memberships.select_related("user")
        .prefetch_related(Prefetch("authorities", Authority.objects.filter(running(at)), "running_authorities"))
        .order_by("until", "-capacity", "user__name"),
        "notes": [note for source in events.note_sources for note in source(one, at)],
        "bound": Agreement.objects.filter(Q(customer=one) & running(at)).exists(),
        "manages": manages(request),
    }
    return render(request, "customers/customer.html", context)


def manages(request: HttpRequest) -> bool:
    """Whether to offer what changes something; each verb asks again."""
    return may(request.user, Permission.MANAGE_CUSTOMERS)

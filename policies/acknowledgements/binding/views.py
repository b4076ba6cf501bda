"""The desk's page on what bound a customer at an instant."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from policies.acknowledgements.binding.queries import what_bound
from policies.acknowledgements.parameters import instant_asked, instant_for_input
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.resellers.refusals import Refused


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def binding(request: SignedInRequest, customer_id: str) -> HttpResponse:
    """What bound a customer at the instant of `?at=` (default: now), and on what evidence."""
    customer = get_object_or_404(Customer, pk=customer_id)
    now = clock.now()
    refused = None
    try:
        at = instant_asked(request.GET.get("at", ""), now)
    except Refused as error:
        at, refused = now, error
    context = {
        "customer": customer,
        "binding": what_bound(customer=customer, at=at),
        "ahead": at > now,
        "asked": instant_for_input(at, request.tenant.timezone),
        "zone": request.tenant.timezone,
        "refused": refused,
    }
    return render(request, "acknowledgements/desk_binding.html", context, status=refused.status if refused else 200)

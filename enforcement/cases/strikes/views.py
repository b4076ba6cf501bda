"""Pages of strikes: all of them, a customer's with what they suggest, the settings, and the customer's own."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.cases.strikes import queries
from enforcement.cases.strikes.actions import set_strikes
from enforcement.cases.strikes.forms import FIELDS, StrikesForm
from policies.documents.model.categories import CATEGORIES
from tenants.customers.access import CustomerRequest, my_always
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(Permission.SEE_CASES)
@require_safe
def strikes(request: SignedInRequest) -> HttpResponse:
    """Every strike, and what violations count."""
    rules = queries.rules()
    context = {
        "page_obj": Paginator(queries.strikes(), PAGE).get_page(request.GET.get("page")),
        "rules": [(queries.title_of(name), rules[name]) for name in CATEGORIES if name in rules],
        "thresholds": queries.thresholds(),
        "may_set": may(request.user, set_strikes),
    }
    return render(request, "cases/strikes/list.html", context)


@desk(Permission.SEE_CASES)
@require_safe
def strikes_of(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """A customer's strikes, their sum now, and what it suggests."""
    customer = get_object_or_404(Customer, pk=customer_id)
    context = {"customer": customer, "tally": queries.tally(customer, clock.now())}
    return render(request, "cases/strikes/customer.html", context)


@desk(set_strikes)
@require_http_methods(["GET", "POST"])
def settings(request: SignedInRequest) -> HttpResponse:
    """What violations count from now on."""
    form = StrikesForm(request.POST if request.method == "POST" else None)
    return answer(
        request,
        form,
        lambda _said: set_strikes(by=request.user, weights=form.weights(), thresholds=form.sums()),
        template="cases/strikes/settings.html",
        then=lambda _made: redirect("desk-strikes"),
        done=_("Violations count so from now on; strikes that were given keep what they counted."),
        fields=FIELDS,
    )


@my_always
@require_safe
def my_strikes(request: CustomerRequest) -> HttpResponse:
    """The customer's own strikes and their sum now."""
    context = {"tally": queries.tally(request.customer, clock.now())}
    return render(request, "cases/strikes/my_list.html", context)

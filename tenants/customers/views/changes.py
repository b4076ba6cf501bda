"""Pages that change one thing of a customer: each a form that calls one verb and shows its refusal."""

import uuid
from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenants.customers import actions, forms
from tenants.customers.models import Agreement, Customer, Identifier, Membership, Service
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer

asked = require_http_methods(["GET", "POST"])


def bound(request: SignedInRequest) -> QueryDict | None:
    """What was sent, if anything was; an empty form sent is still sent."""
    return request.POST if request.method == "POST" else None


def changed(
    request: SignedInRequest, form: Form, act: Callable[..., Any], *, customer: Any = None, **words: Any
) -> HttpResponse:
    """The page of one change: `act` gets who asks and the form's values, and the customer's page comes next."""
    return answer(
        request,
        form,
        lambda said: act(by=request.user, **said),
        template="customers/change.html",
        then=lambda made: redirect("desk-customer", customer_id=(customer or made).pk),
        done=words["done"],
        fields={"price": "monthly_price"} if "monthly_price" in form.fields else {},
        context={"customer": customer, **words},
    )


@desk(actions.add_customer)
@asked
def add_customer(request: SignedInRequest) -> HttpResponse:
    """A new customer by hand."""
    words = {"title": _("Add a customer"), "submit": _("Add customer"), "done": _("The customer is added.")}
    return changed(request, forms.CustomerForm(bound(request)), actions.add_customer, **words)


@desk(actions.change_customer)
@asked
def change_customer(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Another name."""
    customer = get_object_or_404(Customer, pk=customer_id)

    def rename(*, by: Any, name: str) -> Customer:
        return actions.change_customer(by=by, customer=customer, name=name)

    words = {"title": _("Rename the customer"), "submit": _("Rename"), "done": _("The name is changed.")}
    form = forms.NameForm(bound(request), initial={"name": customer.name})
    return changed(request, form, rename, customer=customer, **words)


@desk(actions.add_agreement)
@asked
def add_agreement(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """A new agreement of the customer."""
    customer = get_object_or_404(Customer, pk=customer_id)

    def add(**values: Any) -> Agreement:
        return actions.add_agreement(customer=customer, **values)

    words = {"title": _("Add an agreement"), "submit": _("Add agreement"), "done": _("The agreement is added.")}
    return changed(request, forms.AgreementForm(bound(request)), add, customer=customer, **words)


@desk(actions.end_agreement)
@asked
def end_agreement(request: SignedInRequest, agreement_id: uuid.UUID) -> HttpResponse:
    """The agreement's end, after which nothing binds the customer."""
    agreement = get_object_or_404(Agreement.objects.select_related("customer"), pk=agreement_id)

    def end(*, by: Any, at: Any) -> Agreement:
        return actions.end_agreement(by=by, agreement=agreement, ends_at=at)

    words = {
        "title": _("End agreement %s?") % agreement.number,
        "consequences": [
            _("From then on the AUP binds %s no longer, unless another agreement runs.") % agreement.customer.name,
            _("An end that is set is not moved again."),
        ],
        "submit": _("End agreement"),
        "done": _("The agreement has its end."),
    }
    return changed(request, forms.EndForm(bound(request)), end, customer=agreement.customer, **words)


@desk(actions.add_service)
@asked
def add_service(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """A new service under one of the customer's agreements."""
    customer = get_object_or_404(Customer, pk=customer_id)
    words = {"title": _("Add a service"), "submit": _("Add service"), "done": _("The service is added.")}
    form = forms.ServiceForm(bound(request), customer=customer)
    return changed(request, form, actions.add_service, customer=customer, **words)


@desk(actions.change_service)
@asked
def change_service(request: SignedInRequest, service_id: uuid.UUID) -> HttpResponse:
    """Another name or price."""
    service = get_object_or_404(Service.objects.select_related("customer"), pk=service_id)

    def change(**values: Any) -> Service:
        return actions.change_service(service=service, **values)

    initial = {"name": service.name, "monthly_price": service.monthly_price, "currency": service.currency}
    words = {
        "title": _("Change service %s") % service.reference,
        "submit": _("Save service"),
        "done": _("The service is changed."),
    }
    form = forms.PriceForm(bound(request), initial=initial)
    return changed(request, form, change, customer=service.customer, **words)


@desk(actions.end_service)
@asked
def end_service(request: SignedInRequest, service_id: uuid.UUID) -> HttpResponse:
    """The service's end, which releases what it holds."""
    service = get_object_or_404(Service.objects.select_related("customer"), pk=service_id)

    def end(*, by: Any, at: Any) -> Service:
        return actions.end_service(by=by, service=service, ends_at=at)

    words = {
        "title": _("End service %s?") % service.reference,
        "consequences": [
            _("%(name)s of %(customer)s ends.") % {"name": service.name, "customer": service.customer.name},
            _("Its addresses, domains and numbers are released; that it held them until then is kept."),
        ],
        "submit": _("End service"),
        "done": _("The service has its end."),
    }
    return changed(request, forms.EndForm(bound(request)), end, customer=service.customer, **words)


@desk(actions.add_identifier)
@asked
def add_identifier(request: SignedInRequest, service_id: uuid.UUID) -> HttpResponse:
    """Something the service holds from now on, or from a day."""
    service = get_object_or_404(Service.objects.select_related("customer"), pk=service_id)

    def add(**values: Any) -> Identifier:
        return actions.add_identifier(service=service, **values)

    words = {
        "title": _("Add what %s holds") % service.reference,
        "submit": _("Add to the service"),
        "done": _("The service holds it."),
    }
    return changed(request, forms.IdentifierForm(bound(request)), add, customer=service.customer, **words)


@desk(actions.release_identifier)
@asked
def release_identifier(request: SignedInRequest, identifier_id: uuid.UUID) -> HttpResponse:
    """The service holds it no longer."""
    identifier = get_object_or_404(Identifier.objects.select_related("service__customer"), pk=identifier_id)
    service = identifier.service

    def release(*, by: Any, at: Any) -> Identifier:
        return actions.release_identifier(by=by, identifier=identifier, held_until=at)

    words = {
        "title": _("Release %s?") % identifier.shown,
        "consequences": [
            _("Service %s holds it no longer, and another may.") % service.reference,
            _("Reports about the time until then still lead to this service."),
        ],
        "submit": _("Release"),
        "done": _("It is released."),
    }
    return changed(request, forms.EndForm(bound(request)), release, customer=service.customer, **words)


@desk(actions.add_membership)
@asked
def add_membership(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Somebody acts for the customer from now on."""
    customer = get_object_or_404(Customer, pk=customer_id)

    def add(**values: Any) -> Membership:
        return actions.add_membership(customer=customer, **values)

    words = {"title": _("Add a person"), "submit": _("Add person"), "done": _("They act for the customer now.")}
    return changed(request, forms.PersonForm(bound(request)), add, customer=customer, **words)


@desk(actions.end_membership)
@asked
def end_membership(request: SignedInRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Somebody acts for the customer no longer."""
    membership = get_object_or_404(Membership.objects.select_related("customer", "user"), pk=membership_id)

    def end(*, by: Any) -> Membership:
        return actions.end_membership(by=by, membership=membership)

    words = {
        "title": _("Should %s act for the customer no longer?") % membership.user.name,
        "consequences": [
            _("They no longer see anything of %s and get none of its notices.") % membership.customer.name,
            _("What they acknowledged stays on record."),
        ],
        "submit": _("End this"),
        "done": _("They act for the customer no longer."),
    }
    form = Form(bound(request))
    return changed(request, form, end, customer=membership.customer, **words)

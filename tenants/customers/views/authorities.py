"""The desk's pages on who may bind a customer, on what basis, and who took over from whom."""

import uuid
from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tenants.customers import actions, files, forms
from tenants.customers.actions.authority import document_of
from tenants.customers.models import Authority, Customer, Membership
from tenants.customers.queries import authorities_of
from tenants.customers.views.pages import manages
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission

asked = require_http_methods(["GET", "POST"])


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def authorities(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Everything that anybody's authority ever rested on, with from, until, who recorded it and who took over."""
    customer = get_object_or_404(Customer, pk=customer_id)
    at = clock.now()
    rows = [(one, one.ends_at is None or one.ends_at > at) for one in authorities_of(customer)]
    context = {"customer": customer, "rows": rows, "manages": manages(request)}
    return render(request, "customers/authorities.html", context)


@desk(actions.record_authority)
@asked
def record(request: SignedInRequest, membership_id: uuid.UUID) -> HttpResponse:
    """One more basis of a representative's authority."""
    membership = _membership(membership_id)

    def verb(**values: Any) -> Authority:
        return actions.record_authority(by=request.user, membership=membership, **values)

    words = {
        "title": _("Record the authority of %s") % membership.user.name,
        "submit": _("Record authority"),
        "done": _("The authority is recorded."),
    }
    return _changed(request, forms.AuthorityForm(*_sent(request)), verb, membership.customer, **words)


@desk(actions.replace_representative)
@asked
def replace(request: SignedInRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Another person represents the customer from now on."""
    membership = _membership(membership_id)

    def verb(**values: Any) -> Membership:
        return actions.replace_representative(by=request.user, membership=membership, **values)

    words = {
        "title": _("Who takes over from %s?") % membership.user.name,
        "submit": _("Replace the representative"),
        "done": _("Another person represents the customer now."),
        "lead": _("The one’s authority ends as the other’s begins. What %s acknowledged stays valid.")
        % membership.user.name,
    }
    return _changed(request, forms.ReplacementForm(*_sent(request)), verb, membership.customer, **words)


@desk(actions.end_authority)
@asked
def end(request: SignedInRequest, authority_id: uuid.UUID) -> HttpResponse:
    """Nothing rests on it from then on."""
    authority = get_object_or_404(Authority.objects.select_related("membership__user", "customer"), pk=authority_id)

    def verb(*, at: Any) -> Authority:
        return actions.end_authority(by=request.user, authority=authority, ends_at=at)

    words = {
        "title": _("End this authority of %s?") % authority.membership.user.name,
        "consequences": [
            _("From then on nothing rests on it: without another authority they prove reading only."),
            _("What they acknowledged before stays valid."),
        ],
        "submit": _("End authority"),
        "done": _("The authority has its end."),
    }
    form = forms.EndForm(request.POST if request.method == "POST" else None)
    return _changed(request, form, verb, authority.customer, **words)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def document(request: SignedInRequest, authority_id: uuid.UUID) -> HttpResponse:
    """The document that an authority rests on, as a download that no browser runs."""
    del request
    authority = get_object_or_404(Authority, pk=authority_id)
    document_of(authority)
    return files.download(path=authority.path, digest=authority.document_digest, filename=authority.filename)


def _membership(membership_id: uuid.UUID) -> Membership:
    return get_object_or_404(Membership.objects.select_related("customer", "user"), pk=membership_id)


def _sent(request: SignedInRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _changed(
    request: SignedInRequest, form: Form, act: Callable[..., Any], customer: Customer, **words: Any
) -> HttpResponse:
    """The page of one change: `act` gets the form's values, and the customer's authorities come next."""
    return answer(
        request,
        form,
        lambda said: act(**_with_document(said)),
        template="customers/authority_change.html",
        then=lambda _made: redirect("desk-authorities", customer_id=customer.pk),
        done=words["done"],
        context={"customer": customer, "multipart": form.is_multipart(), **words},
    )


def _with_document(said: dict[str, Any]) -> dict[str, Any]:
    """The values, a document as its name and bytes."""
    file = said.get("document")
    values = {name: value for name, value in said.items() if name != "document"}
    return values | ({"filename": file.name, "data": file.read()} if file else {})

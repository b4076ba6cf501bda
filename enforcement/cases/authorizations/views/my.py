"""A customer's own authorizations: what it asked for, what was granted, asking and withdrawing."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.cases.authorizations import queries
from enforcement.cases.authorizations.actions import ask_authorization, withdraw_request
from enforcement.cases.authorizations.forms import FIELDS, AskForm, SureForm
from enforcement.cases.authorizations.models import Authorization, AuthorizationRequest, RequestStatus
from tenants.customers import files
from tenants.customers.access import CustomerRequest, my
from tenants.ledger import clock
from tenants.people.form_pages import answer


@my
@require_safe
def authorizations(request: CustomerRequest) -> HttpResponse:
    """What the customer asked for, and what it may do."""
    rows = queries.requests().filter(customer=request.customer)
    return render(request, "cases/authorizations/my_list.html", {"requests": rows, "at": clock.now()})


@my
@require_safe
def authorization(request: CustomerRequest, authorizationrequest_id: uuid.UUID) -> HttpResponse:
    """One request with the words it names, and what was granted."""
    found = _found(request, authorizationrequest_id)
    granted = getattr(found, "authorization", None)
    context = {
        "asked": found,
        "provisions": queries.provisions_of(found),
        "granted": queries.shown([granted], clock.now())[0] if granted else None,
        "waits": found.status == RequestStatus.ASKED,
    }
    return render(request, "cases/authorizations/my_detail.html", context)


@my
@require_http_methods(["GET", "POST"])
def ask(request: CustomerRequest) -> HttpResponse:
    """Asks for an authorization in writing."""
    form = AskForm(
        request.POST if request.method == "POST" else None,
        provisions=queries.authorizable(queries.words_at(clock.now())),
    )
    return answer(
        request,
        form,
        lambda said: ask_authorization(
            by=request.user, customer=request.customer, purpose=said["purpose"], wanted=form.wanted()
        ),
        template="cases/authorizations/my_new.html",
        then=lambda made: redirect("my-authorization", authorizationrequest_id=made.pk),
        done=lambda made: _("Your request %s is with us. Nothing is authorized before it is granted.") % made,
        fields=FIELDS,
    )


@my
@require_http_methods(["GET", "POST"])
def withdraw(request: CustomerRequest, authorizationrequest_id: uuid.UUID) -> HttpResponse:
    """Says what withdrawing means and asks."""
    found = _found(request, authorizationrequest_id)
    context = {
        "title": _("Withdraw %s?") % found,
        "submit": _("Withdraw %s") % found,
        "consequences": [_("Nobody decides it any more. You may ask again.")],
        "cancel_url": reverse("my-authorization", args=[found.pk]),
    }
    return answer(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        lambda _said: withdraw_request(by=request.user, request=found),
        template="cases/authorizations/my_withdraw.html",
        then=lambda _made: redirect("my-authorization", authorizationrequest_id=found.pk),
        done=_("%s is withdrawn.") % found,
        context=context,
    )


@my
@require_safe
def document(request: CustomerRequest, authorization_id: uuid.UUID) -> HttpResponse:
    """The signed document as a download that no browser runs."""
    rows = Authorization.objects.filter(customer=request.customer).exclude(path="")
    found = get_object_or_404(rows, pk=authorization_id)
    return files.download(path=found.path, digest=found.document_digest, filename=found.filename)


def _found(request: CustomerRequest, authorizationrequest_id: uuid.UUID) -> AuthorizationRequest:
    rows = queries.requests().filter(customer=request.customer)
    found: AuthorizationRequest = get_object_or_404(rows, pk=authorizationrequest_id)
    return found

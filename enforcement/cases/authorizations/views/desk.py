"""The desk's pages of authorizations: the list, one request, entering, granting, refusing, revoking."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.cases.authorizations import queries
from enforcement.cases.authorizations.actions import (
    enter_request,
    grant_authorization,
    refuse_authorization,
    revoke_authorization,
)
from enforcement.cases.authorizations.filters import RequestFilter
from enforcement.cases.authorizations.forms import FIELDS, EnterForm, GrantForm, initial_of
from enforcement.cases.authorizations.models import Authorization, AuthorizationRequest, RequestStatus
from enforcement.reports.persons import names_of
from enforcement.reports.reasons import ReasonForm
from tenants.customers import files
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@desk(Permission.SEE_CASES)
@require_safe
def authorizations(request: SignedInRequest) -> HttpResponse:
    """Every request, those that wait first, with what became of it."""
    filtered = RequestFilter(request.GET, queryset=queries.requests())
    page = Paginator(filtered.qs, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": filtered,
        "page_obj": page,
        "at": clock.now(),
        "may_enter": may(request.user, enter_request),
    }
    return render(request, "cases/authorizations/list.html", context)


@desk(Permission.SEE_CASES)
@require_safe
def authorization(request: SignedInRequest, authorizationrequest_id: uuid.UUID) -> HttpResponse:
    """One request with the words it names, and what was granted."""
    found = _found(authorizationrequest_id)
    granted = getattr(found, "authorization", None)
    people = {found.asked_by} | ({granted.granted_by, granted.revoked_by} - {None} if granted else set())
    context = {
        "asked": found,
        "provisions": queries.provisions_of(found),
        "granted": queries.shown([granted], clock.now())[0] if granted else None,
        "names": names_of(people),
        "waits": found.status == RequestStatus.ASKED,
        "may_decide": may(request.user, grant_authorization) and found.asked_by != request.user.pseudonym,
        "own": found.asked_by == request.user.pseudonym,
    }
    return render(request, "cases/authorizations/detail.html", context)


@desk(enter_request)
@require_http_methods(["GET", "POST"])
def enter(request: SignedInRequest) -> HttpResponse:
    """Enters what a customer asked for by letter or telephone."""
    form = EnterForm(
        request.POST if request.method == "POST" else None,
        initial={"customer": request.GET.get("customer")},
        provisions=queries.authorizable(queries.words_at(clock.now())),
    )
    return answer(
        request,
        form,
        lambda said: enter_request(
            by=request.user, customer=said["customer"], purpose=said["purpose"], wanted=form.wanted()
        ),
        template="cases/authorizations/enter.html",
        then=lambda made: redirect("desk-authorization", authorizationrequest_id=made.pk),
        done=lambda made: _("The request %s is entered; somebody else decides it.") % made,
        fields=FIELDS,
    )


@desk(grant_authorization)
@require_http_methods(["GET", "POST"])
def grant(request: SignedInRequest, authorizationrequest_id: uuid.UUID) -> HttpResponse:
    """The terms as they were asked for, to be granted so or narrower, with the writing."""
    found = _found(authorizationrequest_id)
    posted = request.method == "POST"
    form = GrantForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial=initial_of(found),
        provisions=queries.authorizable(queries.words_at(clock.now())),
    )

    def act(said: dict[str, Any]) -> Authorization:
        file = said["document"]
        paper = {"filename": file.name or "document", "data": file.read()} if file else {}
        return grant_authorization(
            by=request.user, request=found, wanted=form.wanted(), reference=said["reference"], **paper
        )

    return answer(
        request,
        form,
        act,
        template="cases/authorizations/grant.html",
        then=lambda _made: redirect("desk-authorization", authorizationrequest_id=found.pk),
        done=_("%s is granted; it counts from now on.") % found,
        fields=FIELDS,
        context={"asked": found, "names": names_of({found.asked_by})},
    )


@desk(refuse_authorization)
@require_http_methods(["GET", "POST"])
def refuse(request: SignedInRequest, authorizationrequest_id: uuid.UUID) -> HttpResponse:
    """Says what refusing means, asks for the reason."""
    found = _found(authorizationrequest_id)
    consequences = [
        _("%s reads the reason, and may ask again.") % found.customer,
        _("What the provisions forbid stays forbidden to it."),
    ]
    words = {"title": _("Refuse %s?") % found, "submit": _("Refuse %s") % found, "consequences": consequences}
    return answer(
        request,
        ReasonForm(request.POST if request.method == "POST" else None, told=_("The customer reads it.")),
        lambda said: refuse_authorization(by=request.user, request=found, reason=said["reason"]),
        template="cases/confirm.html",
        then=lambda _made: redirect("desk-authorization", authorizationrequest_id=found.pk),
        done=_("%s is refused.") % found,
        fields=FIELDS,
        context={**words, "cancel_url": reverse("desk-authorization", args=[found.pk])},
    )


@desk(revoke_authorization)
@require_http_methods(["GET", "POST"])
def revoke(request: SignedInRequest, authorization_id: uuid.UUID) -> HttpResponse:
    """Says what revoking means, asks for the reason."""
    found = get_object_or_404(queries.authorizations(), pk=authorization_id)
    consequences = [
        _("From now on what the provisions forbid is forbidden to %s again.") % found.customer,
        _("What it did before stays authorized."),
        _("It reads the reason at once. A revocation cannot be taken back; a new request can be granted."),
    ]
    words = {"title": _("Revoke %s?") % found, "submit": _("Revoke %s") % found, "consequences": consequences}
    return answer(
        request,
        ReasonForm(request.POST if request.method == "POST" else None, told=_("The customer reads it.")),
        lambda said: revoke_authorization(by=request.user, authorization=found, reason=said["reason"]),
        template="cases/confirm.html",
        then=lambda _made: redirect("desk-authorization", authorizationrequest_id=found.request_id),
        done=_("%s is revoked from now on.") % found,
        fields=FIELDS,
        context={**words, "cancel_url": reverse("desk-authorization", args=[found.request_id])},
    )


@desk(Permission.SEE_CASES)
@require_safe
def document(request: SignedInRequest, authorization_id: uuid.UUID) -> HttpResponse:
    """The signed document as a download that no browser runs."""
    del request
    found = get_object_or_404(Authorization.objects.exclude(path=""), pk=authorization_id)
    return files.download(path=found.path, digest=found.document_digest, filename=found.filename)


def _found(authorizationrequest_id: uuid.UUID) -> AuthorizationRequest:
    found: AuthorizationRequest = get_object_or_404(queries.requests(), pk=authorizationrequest_id)
    return found

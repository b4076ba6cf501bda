"""One's own account: name, password, mail address, and the sessions that are open."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenants.people.access import SignedInRequest, signed_in
from tenants.people.form_pages import answer
from tenants.people.forms import AddressForm, PasswordForm
from tenants.people.limits import count_network
from tenants.people.models import SignIn
from tenants.people.own_account import ask_for_address, confirm_address, set_password
from tenants.people.sessions import end_other_sessions, end_session, open_sessions
from tenants.people.sign_in import keep_session, this_session

#: Beside which field a refusal is shown, by its code.
FIELDS = {"old_password": "old", "password": "password", "too_many_tries": "old"}


@signed_in
@require_http_methods(["GET", "POST"])
def account(request: SignedInRequest) -> HttpResponse:
    """One's own name, roles and password."""

    def keep(said: dict[str, Any]) -> None:
        set_password(by=request.user, password=said["password"], old=said.get("old", ""), keep=this_session(request))
        keep_session(request, request.user)

    return answer(
        request,
        PasswordForm(request.POST if request.method == "POST" else None, user=request.user),
        keep,
        template="people/account.html",
        then=lambda _none: redirect("account"),
        done=_("Your password is changed. Every other session and every token of yours ended."),
        fields=FIELDS,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def address(request: SignedInRequest) -> HttpResponse:
    """Asks for another mail address; it is confirmed there, and told to the old one."""
    return answer(
        request,
        AddressForm(request.POST if request.method == "POST" else None, user=request.user),
        lambda said: ask_for_address(by=request.user, email=said["email"], password=said.get("old", "")),
        template="people/address.html",
        then=lambda _made: redirect("account"),
        done=lambda made: _("A link is on its way to %s. Your address changes once you open it.") % made.email,
        fields={**FIELDS, "same_address": "email", "too_many_tries": "email"},
    )


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """A button first, since mail scanners open links; the POST makes the address the person's."""
    if request.method == "GET":
        return render(request, "people/confirm_address.html", {"confirmed": None})
    count_network(request)
    return render(request, "people/confirm_address.html", {"confirmed": confirm_address(secret=secret)})


@signed_in
@require_safe
def sessions(request: SignedInRequest) -> HttpResponse:
    """Where one is signed in."""
    shown = {"sessions": open_sessions().filter(user=request.user), "this": this_session(request)}
    return render(request, "people/sessions.html", shown)


@signed_in
@require_POST
def end_one(request: SignedInRequest, signin_id: UUID) -> HttpResponse:
    """Ends one of one's own sessions."""
    end_session(by=request.user, session=get_object_or_404(SignIn, user=request.user, pk=signin_id))
    messages.success(request, _("The session ended."))
    return redirect("account-sessions")


@signed_in
@require_POST
def end_others(request: SignedInRequest) -> HttpResponse:
    """Ends all of one's own sessions but the one that asks."""
    end_other_sessions(by=request.user, keep=this_session(request))
    keep_session(request, request.user)
    messages.success(request, _("All your other sessions ended."))
    return redirect("account-sessions")

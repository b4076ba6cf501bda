"""Signing in and out, one's own tokens, and the desk's pages about people."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk, signed_in
from tenants.people.actions import ask_for_link, invite_person, take_role
from tenants.people.form_pages import answer
from tenants.people.forms import InviteForm, SignInForm, TokenForm
from tenants.people.limits import count_link, count_network, count_password
from tenants.people.links import use_link
from tenants.people.middleware import retry_later
from tenants.people.models import ApiToken, Logo, Method, Role, User
from tenants.people.permissions import ROLES, Permission
from tenants.people.rules import own_path
from tenants.people.sign_in import begin_session
from tenants.people.sign_in import sign_out as end_own_session
from tenants.people.tokens import create_token, revoke_token, standing_tokens
from tenants.resellers.refusals import Refused


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Password or a mailed link; never tells whether an address is known."""
    form = SignInForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "next": wanted_path(request)}
    if request.method == "POST" and form.is_valid():
        try:
            if (answered := _signed_in(request, shown, **form.cleaned_data)) is not None:
                return answered
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            return retry_later(render(request, "people/sign_in.html", shown, status=refusal.status), refusal)
        form.add_error(None, _("Address and password do not match. Leave the password empty to get a link."))
    return render(request, "people/sign_in.html", shown, status=422 if form.is_bound else 200)


def _signed_in(request: HttpRequest, shown: dict[str, Any], *, email: str, password: str) -> HttpResponse | None:
    """Returns the answer to an address with its password or without one; None where they do not match."""
    count_network(request)
    if not password:
        count_link(email)
        ask_for_link(email=email, to=shown["next"])
        return render(request, "people/link_sent.html", {**shown, "email": email})
    count_password(email)
    user = auth.authenticate(request, email=email, password=password)
    if not isinstance(user, User):
        return None
    begin_session(request, user, Method.PASSWORD)
    return redirect(shown["next"] or "home")


def wanted_path(request: HttpRequest) -> str:
    """Returns where the person wanted to go, if it is a path of this host; else empty."""
    return own_path(request.POST.get("next") or request.GET.get("next", ""))


@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, secret: str) -> HttpResponse:
    """A button first, since mail scanners open links; the POST signs in once and leads on."""
    wanted = wanted_path(request)
    if request.method == "GET":
        return render(request, "people/use_link.html", {"secret": secret, "next": wanted})
    count_network(request)
    begin_session(request, use_link(secret=secret), Method.LINK)
    return redirect(wanted or "home")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    end_own_session(request)
    return redirect("sign-in")


@desk(Permission.MANAGE_PEOPLE, post=invite_person)
@require_http_methods(["GET", "POST"])
def people(request: SignedInRequest) -> HttpResponse:
    """Who works here, and inviting another."""
    staff = User.objects.filter(staff_roles__isnull=False).distinct().prefetch_related("staff_roles").order_by("name")
    return answer(
        request,
        InviteForm(request.POST if request.method == "POST" else None),
        lambda said: invite_person(
            by=request.user, email=said["email"], name=said["name"], roles=[Role(role) for role in said["roles"]]
        ),
        template="people/people.html",
        then=lambda _made: redirect("desk-people"),
        done=lambda made: _("%s is invited; a link to sign in is on its way.") % made.email,
        context={"staff": staff, "deactivated": User.objects.filter(is_active=False).order_by("name", "email")},
    )


@desk(take_role)
@require_POST
def take(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Takes one role away; the last administrator's stays."""
    user = get_object_or_404(User, pk=user_id)
    asked = request.POST.get("role", "")
    if asked not in Role:
        raise Refused("no_role", _("Name at least one role."), status=422)
    take_role(by=request.user, user=user, role=Role(asked))
    messages.success(
        request, _("%(name)s no longer is %(role)s.") % {"name": user.name, "role": Role(asked).label.lower()}
    )
    return redirect("desk-people")


@signed_in
def roles(request: SignedInRequest) -> HttpResponse:
    """The one permission table, as it is asked."""
    table = [(p, [p in ROLES[role] for role in Role]) for p in Permission]
    return render(request, "people/roles.html", {"roles": list(Role), "table": table})


@signed_in
@require_http_methods(["GET", "POST"])
def tokens(request: SignedInRequest) -> HttpResponse:
    """One's own tokens; a new one's secret is shown this once."""
    form = TokenForm(request.POST or None, user=request.user)
    at = clock.now()
    secret = ""
    if request.method == "POST" and form.is_valid():
        _token, secret = create_token(
            by=request.user,
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            expires_at=at + dt.timedelta(days=int(form.cleaned_data["days"])),
        )
        form = TokenForm(user=request.user)
    mine = standing_tokens(at=at).filter(user=request.user)
    status = 422 if form.is_bound else 200
    return render(request, "people/tokens.html", {"form": form, "tokens": mine, "secret": secret}, status=status)


@signed_in
@require_POST
def end_token(request: SignedInRequest, apitoken_id: str) -> HttpResponse:
    """Ends one of one's own tokens."""
    token = ApiToken.objects.filter(user=request.user, pk=apitoken_id).first()
    if token is not None:
        revoke_token(by=request.user, token=token)
    return redirect("tokens")


@require_safe
def logo(_request: HttpRequest, logo_id: UUID) -> HttpResponse:
    """A logo of this reseller, now or before; the address names its very bytes, so it is kept for a year."""
    kept = get_object_or_404(Logo, pk=logo_id)
    return HttpResponse(
        bytes(kept.data),
        content_type="image/png",
        headers={"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"},
    )

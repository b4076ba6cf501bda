"""The desk's page of one person: sessions and tokens that administrators may end, deactivating and reactivating."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.forms import ReasonForm
from tenants.people.leaving import deactivate_person, reactivate_person
from tenants.people.models import ApiToken, SignIn, User
from tenants.people.permissions import Permission
from tenants.people.sessions import end_session_of, open_sessions
from tenants.people.tokens import revoke_token_of, standing_tokens


@desk(Permission.MANAGE_PEOPLE)
@require_safe
def person(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Who it is, which roles they hold, and what lets them in now."""
    shown = get_object_or_404(User.objects.prefetch_related("staff_roles"), pk=user_id)
    context = {
        "person": shown,
        "sessions": open_sessions().filter(user=shown),
        "tokens": standing_tokens(at=clock.now()).filter(user=shown),
    }
    return render(request, "people/person.html", context)


@desk(deactivate_person)
@require_http_methods(["GET", "POST"])
def deactivate(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Says what ends, asks for the reason and ends it."""
    shown = get_object_or_404(User, pk=user_id)
    return _page(
        request,
        shown,
        lambda reason: deactivate_person(by=request.user, user=shown, reason=reason),
        title=_("Deactivate %s?") % shown,
        submit=_("Deactivate %s") % shown,
        consequences=[
            _("Every session, token, mailed link and feed of this person ends now, for good."),
            _("Every role is taken away; the person acts for no customer any more and stands on no rota."),
            _("Cases, reports and alerts that they work on wait for somebody else."),
            _("Letting the person in again later brings back none of it."),
        ],
        done=_("%s is deactivated.") % shown,
    )


@desk(reactivate_person)
@require_http_methods(["GET", "POST"])
def reactivate(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Says what comes back, asks for the reason and lets the person in again."""
    shown = get_object_or_404(User, pk=user_id)
    return _page(
        request,
        shown,
        lambda reason: reactivate_person(by=request.user, user=shown, reason=reason),
        title=_("Let %s in again?") % shown,
        submit=_("Let %s in again") % shown,
        consequences=[
            _("The person can sign in again, with a mailed link or the password."),
            _("Roles, tokens, feeds and what they did for customers stay ended: give anew what they need."),
        ],
        done=_("%s can sign in again.") % shown,
    )


def _page(
    request: SignedInRequest, shown: User, act: Callable[[str], User], *, done: str, **context: Any
) -> HttpResponse:
    return answer(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: act(said["reason"]),
        template="people/person_change.html",
        then=lambda _user: redirect("desk-person", user_id=shown.pk),
        done=done,
        context={**context, "cancel_url": reverse("desk-person", kwargs={"user_id": shown.pk})},
    )


@desk(end_session_of)
@require_POST
def end_session(request: SignedInRequest, signin_id: UUID) -> HttpResponse:
    """Ends somebody's session."""
    found = get_object_or_404(SignIn, pk=signin_id)
    end_session_of(by=request.user, session=found)
    messages.success(request, _("The session ended."))
    return redirect("desk-person", user_id=found.user_id)


@desk(revoke_token_of)
@require_POST
def end_token(request: SignedInRequest, apitoken_id: UUID) -> HttpResponse:
    """Ends somebody's token."""
    found = get_object_or_404(ApiToken, pk=apitoken_id)
    revoke_token_of(by=request.user, token=found)
    messages.success(request, _("The token ended."))
    return redirect("desk-person", user_id=found.user_id)

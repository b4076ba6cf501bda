"""Signing in: the one place that begins a session, and what rooms above want to know of it."""

from collections.abc import Callable
from typing import Final

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest

from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import Method, SignIn, User

#: Told whenever somebody has signed in, by password or link; rooms above add to it at start-up.
signed_in_hooks: list[Callable[[HttpRequest, User], None]] = []
#: Where a session keeps which `SignIn` it is.
SIGN_IN: Final = "sign_in"
_BROWSER: Final = SignIn._meta.get_field("browser").max_length


@transaction.atomic
def begin_session(request: HttpRequest, user: User, method: Method) -> None:
    """Signs a person in and keeps when, how and with what, for the list of their sessions."""
    auth.login(request, user, backend="tenants.people.backends.EmailBackend")
    at = clock.now()
    browser = "".join(filter(str.isprintable, request.headers.get("User-Agent", "")))[:_BROWSER]
    made = SignIn.objects.create(
        user=user, session_key=str(request.session.session_key), method=method, browser=browser, began_at=at
    )
    request.session[SIGN_IN] = str(made.pk)
    record(verb="person.signed_in", at=at, by=user.pseudonym, subject=user, facts={"method": str(method)})
    for told in signed_in_hooks:
        told(request, user)


def this_session(request: HttpRequest) -> str | None:
    """Returns the id of the `SignIn` that the session is; None for one that is not listed."""
    kept = request.session.get(SIGN_IN)
    return str(kept) if kept else None


@transaction.atomic
def sign_out(request: HttpRequest) -> None:
    """Ends the session that asks."""
    if (kept := this_session(request)) is not None:
        SignIn.objects.filter(pk=kept, ended_at=None).update(ended_at=clock.now())
    auth.logout(request)


@transaction.atomic
def keep_session(request: HttpRequest, user: User) -> None:
    """Lets the session that asks go on under a new key, where all others of the person were ended."""
    user.refresh_from_db()
    auth.update_session_auth_hash(request, user)
    request.session.save()
    if (kept := this_session(request)) is not None:
        SignIn.objects.filter(pk=kept).update(session_key=str(request.session.session_key))

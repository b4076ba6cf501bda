"""Doors of the pages: the desk for staff with a permission, everything else for whoever signed in."""

import datetime as dt
import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from tenants.people.models import User
from tenants.people.permissions import Allowing, Permission, any_of, require
from tenants.resellers.models import Reseller

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request whose person is known, for type checkers; `now` came with the host (see HostMiddleware)."""

    user: User
    tenant: Reseller
    now: dt.datetime


View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]
OpenView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> OpenView[P]:
    """A page for anyone signed in at this host; others are sent to sign in and come back."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)  # type: ignore[arg-type]  # narrowed by the line above

    guarded.door = "signed_in"  # type: ignore[attr-defined]  # read by the isolation suite
    return guarded


def desk(what: Permission | Allowing, *, post: Allowing | None = None) -> Callable[[View[P]], OpenView[P]]:
    """A page for staff whose roles allow `what`, a verb or to see something; 403 for anyone else signed in.

    `post` is the verb of a page that shows something to more people than may change it.
    """

    def decorate(view: View[P]) -> OpenView[P]:
        @functools.wraps(view)
        def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            require(request.user, post if post is not None and request.method == "POST" else what)
            return view(request, *args, **kwargs)

        door = signed_in(guarded)
        door.door = "desk"  # type: ignore[attr-defined]  # read by the isolation suite
        door.needs, door.needs_to_post = any_of(what), any_of(post or what)  # type: ignore[attr-defined]  # likewise
        return door

    return decorate

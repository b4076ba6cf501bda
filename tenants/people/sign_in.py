"""Signing in: the one place that begins a session, and what rooms above want to know of it."""

from collections.abc import Callable

from django.contrib import auth
from django.http import HttpRequest

from tenants.people.models import User

#: Told whenever somebody has signed in, by password or link; rooms above add to it at start-up.
signed_in_hooks: list[Callable[[HttpRequest, User], None]] = []


def begin_session(request: HttpRequest, user: User) -> None:
    """Sign a person in."""
    auth.login(request, user, backend="tenants.people.backends.EmailBackend")
    for told in signed_in_hooks:
        told(request, user)

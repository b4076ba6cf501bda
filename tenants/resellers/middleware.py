"""Finds the tenant behind a request's host and stands the connection in its schema.

The query that finds it also asks the database's clock: `request.now` (aware) is the one instant of the request, for
what depends on time before any verb asks again.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import set_urlconf
from django_tenants.postgresql_backend.base import FakeTenant

from tenants.resellers.current import connection
from tenants.resellers.instant import database_now
from tenants.resellers.models import Reseller, Status


class HostMiddleware:
    """Serves the operator's host from the public schema, a reseller's from its own, anything else a plain 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers with the tenant set, and leaves the connection as it was found."""
        before = connection.tenant
        try:
            return self.answer(request)
        finally:
            connection.set_tenant(before)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Finds the tenant and hands on."""
        connection.set_schema_to_public()
        set_urlconf(None)
        try:
            host = request.get_host().partition(":")[0].lower()
        except DisallowedHost:
            return not_found()
        if host == settings.OPERATOR_HOST:
            request.tenant = FakeTenant("public")  # type: ignore[attr-defined]  # what a host adds to a request
            request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
            set_urlconf(request.urlconf)
        else:
            reseller = self.found(host)
            if reseller is None:
                return not_found()
            request.tenant = reseller  # type: ignore[attr-defined]  # likewise
            request.now = reseller.now  # type: ignore[attr-defined]  # likewise, and annotated
            connection.set_tenant(reseller)
        return self.get_response(request)

    def found(self, host: str) -> Reseller | None:
        """The reseller at a host, and in the same query the instant at which it was asked (invariant 11)."""
        known = Reseller.objects.filter(domains__domain=host, status=Status.ACTIVE)
        reseller: Reseller | None = known.annotate(now=database_now()).first()
        return reseller


def not_found() -> HttpResponse:
    """The same words whether the host is unknown, suspended or malformed."""
    return HttpResponse(render_to_string("host_404.html"), status=404)

"""Says whether the process lives and whether it can serve, before any host is looked up."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from tenants.resellers.current import connection


class HealthMiddleware:
    """Answers /live and /ready for load balancers, whatever host they name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the two health addresses itself and hands on everything else."""
        if request.path == "/live":
            return HttpResponse("live\n", content_type="text/plain")
        if request.path == "/ready":
            return ready()
        return self.get_response(request)


def ready() -> HttpResponse:
    """200 when the database answers as the login role, 503 otherwise."""
    connection.set_schema_to_public()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM resellers_reseller LIMIT 1")
    except DatabaseError:
        return HttpResponse("database not ready\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")

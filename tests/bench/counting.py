"""Tells in a header how many queries a request took; only where a benchmark asks for it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from tenants.resellers.current import connection


class CountingMiddleware:
    """Counts what goes to the database while a request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers with `X-Queries`."""
        count = 0

        def counted(execute: Any, *given: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*given)

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        response["X-Queries"] = str(count)
        return response

"""Turns a verb's refusal into a page, where the view did not show it in its own form."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tenants.resellers.refusals import Refused


class RefusalMiddleware:
    """Shows what was refused and what to do, with the refusal's own status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hands the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Returns a page for Refused; anything else goes on to Django."""
        if isinstance(exception, Refused):
            refused = render(request, "refused.html", {"refusal": exception}, status=exception.status)
            return retry_later(refused, exception)
        return None


R = TypeVar("R", bound=HttpResponseBase)


def retry_later(response: R, refusal: Refused) -> R:
    """Says in a header after how many seconds to try again, where the refusal names them."""
    if refusal.retry_after is not None:
        response["Retry-After"] = str(refusal.retry_after)
    return response

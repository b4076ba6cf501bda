"""API errors as problem+json (RFC 9457), whatever raised them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from tenants.people.middleware import retry_later
from tenants.resellers.refusals import Refused

JSON = "application/problem+json"


def problem(*, status: int, code: str, title: str, **members: Any) -> Response:
    """One problem document; `code` is stable and meant for programs."""
    body = {"type": f"/problems/{code}", "title": title, "status": status, "code": code, **members}
    return Response(body, status=status, content_type=JSON)


def problem_response(exception: Exception, _context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: Refused, validation, permission and not-found become problems; others stay errors."""
    response = as_problem(exception)
    if response is not None:
        set_rollback()
    return response


def as_problem(exception: Exception) -> Response | None:
    """Returns the problem for an exception, or None where it is a bug and must be seen as one."""
    if isinstance(exception, Refused):
        said = problem(status=exception.status, code=exception.code, title=exception.sentence, **exception.details)
        return retry_later(said, exception)
    if isinstance(exception, Http404):
        return problem(status=404, code="not_found", title="There is nothing at this address.")
    if isinstance(exception, PermissionDenied):
        return problem(status=403, code="not_allowed", title="Your roles or scopes do not allow this.")
    if isinstance(exception, exceptions.ValidationError):
        return problem(status=400, code="invalid", title="Some fields are not right.", errors=exception.detail)
    if isinstance(exception, exceptions.APIException):
        response = problem(status=exception.status_code, code=str(exception.default_code), title=str(exception.detail))
        if header := getattr(exception, "auth_header", None):
            response["WWW-Authenticate"] = header
        return response
    return None

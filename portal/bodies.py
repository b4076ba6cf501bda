"""How many bytes a request may bring to each address: one table, asked before anything reads them (invariant 14)."""

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from enforcement.reports.rules import MOST_FILES

_BESIDE: Final = 1_000_000  # what a form says in words beside its files
_SIGN_IN: Final = 64_000  # an address, a password and the marks of a form
_RECEIPT: Final = 200_000


def _files() -> int:
    """As many files as come with a report or an appeal, and a raw report with its files inside."""
    files: int = MOST_FILES * settings.UPLOAD_LIMIT
    raw: int = settings.RAW_REPORT_LIMIT
    return max(files, raw) + _BESIDE


def _checked() -> int:
    file: int = settings.VERIFY_LIMIT
    return file + _BESIDE


def _words() -> int:
    """One file, or one form that lists every provision of a policy."""
    form: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    file: int = settings.UPLOAD_LIMIT
    return max(form, file + _BESIDE)


#: The first line that an address begins with says how much it takes; any other takes what `_words` says.
TABLE: Final[tuple[tuple[re.Pattern[str], Callable[[], int]], ...]] = (
    (re.compile(r"/(sign-in|sign-out)/"), lambda: _SIGN_IN),
    (re.compile(r"/api/v1/receipts/verify/"), lambda: _RECEIPT),
    (re.compile(r"/(verify|api/v1/verify)/"), _checked),
    (re.compile(r"/(report|my/report|my/appeals|desk/reports|desk/appeals)/"), _files),
    (re.compile(r"/api/v1/(reports|appeals|appeal-messages|my-appeals|my-appeal-messages)/"), _files),
)


def most_bytes(path: str) -> int:
    """Returns how many bytes a request to an address may bring."""
    return next((most() for begins, most in TABLE if begins.match(path)), _words())


class BodyMiddleware:
    """Refuses what is too long by its own word (413); Django reads no more of a body than its length says.

    It stands before everything that parses: no form, token, host or file is looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hands on what is short enough."""
        most = most_bytes(request.path_info)
        if _length(request) > most:
            return _too_long(request, most)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    """The length that a request gives; Django takes one that is no number for none, and reads nothing."""
    given = str(request.META.get("CONTENT_LENGTH") or "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < len(str(2**63)) else 2**63 * bool(given)


def _too_long(request: HttpRequest, most: int) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        title = _("A request to this address may have at most %d bytes.") % most
        body = {"type": "/problems/too_large", "title": title, "status": 413, "code": "too_large"}
        return JsonResponse(body, status=413, content_type="application/problem+json")
    return HttpResponse(render_to_string("host_413.html", {"most": most}), status=413)

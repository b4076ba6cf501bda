"""The portal's addresses and one that answers constant bytes of a given size, with the validators a page has."""

import os

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import urlpatterns as portals

BODY = b"x" * int(os.environ.get("PROVISO_BENCH_BYTES", "1"))
LAST_MODIFIED = "Thu, 01 Oct 2026 09:00:00 GMT"


def constant(_request: HttpRequest) -> HttpResponse:
    """The cheapest page of this size that a browser could keep."""
    return HttpResponse(BODY, headers={"ETag": '"constant"', "Last-Modified": LAST_MODIFIED})


urlpatterns = [path("constant/", constant), *portals]

"""The portal's addresses, and those of the other sides: constant bytes with a page's validators, one row, nothing."""

import datetime as dt
import os
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response

from policies.acknowledgements.gate import views as gate
from policies.acknowledgements.serializers import AcknowledgingSerializer
from portal.urls import urlpatterns as portals
from tenants.customers.access import page_checks
from tenants.ledger.models import Entry
from tenants.people.api import RoomViewSet

if os.environ.get("PROVISO_BENCH_UNGATED"):
    page_checks.remove(gate.check_page)

BODY = b"x" * int(os.environ.get("PROVISO_BENCH_BYTES", "1"))
LAST_MODIFIED = "Thu, 01 Oct 2026 09:00:00 GMT"


def constant(_request: HttpRequest) -> HttpResponse:
    """The cheapest page of this size that a browser could keep."""
    return HttpResponse(BODY, headers={"ETag": '"constant"', "Last-Modified": LAST_MODIFIED})


class Nothing(RoomViewSet[Any]):
    """The same request behind the same door, and nothing more: what every request of this kind costs."""

    permissions: ClassVar = {"create": None}

    def create(self, request: Request) -> Response:
        """Reads and writes nothing."""
        return Response({"id": None}, status=201)


class OneRow(RoomViewSet[Any]):
    """What acknowledging is measured against: the same request, behind the same door, that writes one row."""

    permissions: ClassVar = {"create": None}

    def create(self, request: Request) -> Response:
        """Reads the same body and adds one row, whatever it says."""
        sent = AcknowledgingSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        row = Entry.objects.create(
            at=dt.datetime.now(dt.UTC),
            verb="bench.written",
            by=self.person.pseudonym,
            subject_type="bench",
            subject_id="",
            facts={"digest": sent.validated_data["digest"]},
        )
        return Response({"id": row.pk}, status=201)


urlpatterns = [
    path("constant/", constant),
    path("empty/", Nothing.as_view({"post": "create"})),
    path("one-row/", OneRow.as_view({"post": "create"})),
    *portals,
]

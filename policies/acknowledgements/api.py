"""Endpoints of this room: acknowledging, on the portal and on paper, and declining."""

import uuid
from typing import ClassVar

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from policies.acknowledgements.actions import acknowledge, decline
from policies.acknowledgements.binding.api import BindingViewSet
from policies.acknowledgements.coverage.api import CoverageViewSet, PersonCoverageViewSet
from policies.acknowledgements.deviations.api import DeviationViewSet
from policies.acknowledgements.filters import AcknowledgementFilter, DeclineFilter
from policies.acknowledgements.models import Acknowledgement, Decline, Method
from policies.acknowledgements.paper.actions import record_paper
from policies.acknowledgements.paper.serializers import RecordingSerializer
from policies.acknowledgements.paper.views import paper_of
from policies.acknowledgements.queries import all_acknowledgements, all_declines
from policies.acknowledgements.receipts.api import ReceiptViewSet
from policies.acknowledgements.receipts.views import pdf_response
from policies.acknowledgements.serializers import (
    AcknowledgementSerializer,
    AcknowledgingSerializer,
    DeclineSerializer,
    DecliningSerializer,
    NotInForceSerializer,
)
from tenants.customers.models import Customer
from tenants.customers.queries import acts_for
from tenants.people.api import RoomViewSet
from tenants.people.models import User
from tenants.people.permissions import OWN, Permission
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused

#: One for all answers of the busiest endpoint: it finds out once what its fields are.
_AS_KEPT = AcknowledgementSerializer()


class AcknowledgementViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Acknowledgement]):
    """Who acknowledged which words; a customer's person adds one for itself."""

    permissions: ClassVar = {
        "list": Permission.SEE_CUSTOMERS,
        "retrieve": Permission.SEE_CUSTOMERS,
        "sheet": Permission.SEE_CUSTOMERS,
        "create": OWN,
        "record_paper": record_paper,
        "paper": Permission.SEE_CUSTOMERS,
    }
    never_stopped = True
    queryset = all_acknowledgements()
    serializer_class = AcknowledgementSerializer
    filterset_class = AcknowledgementFilter

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True)
    def sheet(self, request: Request, pk: str) -> HttpResponse:
        """The receipt as a PDF to file, with the signed token printed on it and in its metadata."""
        return pdf_response(self.get_object(), connection.tenant)

    @extend_schema(
        request=AcknowledgingSerializer,
        responses={200: AcknowledgementSerializer, 201: AcknowledgementSerializer, 409: NotInForceSerializer},
    )
    def create(self, request: Request) -> Response:
        """Acknowledges the words with this digest; a second time answers 200 with the same row and receipt."""
        sent = AcknowledgingSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        user = request.user
        assert isinstance(user, User)
        customer = own_customer(user, sent.validated_data.get("customer"))
        row = acknowledge(
            by=user,
            customer=customer,
            digest=sent.validated_data["digest"],
            ticks=sent.validated_data.get("ticks", []),
            method=Method.API,
            binding_digest=sent.validated_data.get("binding_digest", ""),
            language=sent.validated_data.get("language", ""),
        )
        return Response(_AS_KEPT.to_representation(row), status=200 if row.repeated else 201)

    @extend_schema(
        request={"multipart/form-data": RecordingSerializer},
        responses={201: AcknowledgementSerializer, 409: NotInForceSerializer},
    )
    @action(detail=False, methods=["post"], url_path="paper", parser_classes=[MultiPartParser])
    def record_paper(self, request: Request) -> Response:
        """Records one that was given outside the portal, with its file; whoever sends it attests it."""
        sent = RecordingSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        row = record_paper(by=self.person, **sent.validated_data)
        return Response(AcknowledgementSerializer(row).data, status=201)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], url_path="file")
    def paper(self, request: Request, pk: str) -> HttpResponse:
        """The paper itself, byte for byte; 404 for one given on the portal."""
        del request, pk
        return paper_of(self.get_object().paper)


class DeclineViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Decline]):
    """Who declined which words; a customer's person adds one for itself. The words bind all the same (R5)."""

    permissions: ClassVar = {"list": Permission.SEE_CUSTOMERS, "retrieve": Permission.SEE_CUSTOMERS, "create": OWN}
    never_stopped = True
    queryset = all_declines()
    serializer_class = DeclineSerializer
    filterset_class = DeclineFilter

    @extend_schema(request=DecliningSerializer, responses={201: DeclineSerializer, 409: NotInForceSerializer})
    def create(self, request: Request) -> Response:
        """Declines the words with this digest; a second time answers with the same row."""
        sent = DecliningSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        said = dict(sent.validated_data)
        customer = own_customer(self.person, said.pop("customer", None))
        row = decline(by=self.person, customer=customer, method=Method.API, **said)
        return Response(DeclineSerializer(row).data, status=201)


def own_customer(user: User, asked: uuid.UUID | None) -> Customer:
    """The customer a person acknowledges for; never one it does not act for (404)."""
    mine = acts_for(user)
    if asked is not None:
        found = [one for one in mine if one.pk == asked]
        if not found:
            raise Http404
        return found[0]
    if not mine:
        raise Refused("not_a_member", "You act for no customer, so there is nothing to acknowledge for.", status=403)
    if len(mine) > 1:
        raise Refused("which_customer", "You act for several customers: name one as “customer”.", status=422)
    return mine[0]


routes = [
    ("acknowledgements", AcknowledgementViewSet),
    ("declines", DeclineViewSet),
    ("receipts", ReceiptViewSet),
    ("bindings", BindingViewSet),
    ("coverage", CoverageViewSet),
    ("coverage-people", PersonCoverageViewSet),
    ("deviations", DeviationViewSet),
]

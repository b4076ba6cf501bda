"""Endpoints of customers, agreements, services, identifiers and memberships."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.csv_files.uploads import CsvFileSerializer, bytes_of
from tenants.customers import actions, files, filters, serializers
from tenants.customers.actions.authority import document_of
from tenants.customers.models import Agreement, Authority, Customer, Identifier, Membership, Service
from tenants.people.api import RoomViewSet
from tenants.people.models import User
from tenants.people.permissions import Permission

SEE = Permission.SEE_CUSTOMERS


def person(request: Request) -> User:
    """Who asks; `Allowed` lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


class CustomerViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Customer]):
    """Customers, and importing them from a file."""

    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "create": actions.add_customer,
        "partial_update": actions.change_customer,
        "import_file": actions.import_customers,
    }
    serializer_class = serializers.CustomerSerializer
    queryset = Customer.objects.order_by("name", "reference")
    filterset_class = filters.CustomerFilter

    @extend_schema(responses={201: serializers.CustomerSerializer})
    def create(self, request: Request) -> Response:
        """A new customer."""
        asked = serializers.CustomerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.add_customer(by=person(request), **asked.validated_data)
        return Response(serializers.CustomerSerializer(made).data, status=201)

    @extend_schema(request=serializers.RenamingSerializer, responses=serializers.CustomerSerializer)
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        """Another name for a customer."""
        asked = serializers.RenamingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        kept = actions.change_customer(by=person(request), customer=self.get_object(), **asked.validated_data)
        return Response(serializers.CustomerSerializer(kept).data)

    @extend_schema(
        request={"multipart/form-data": CsvFileSerializer},
        responses=serializers.ImportedSerializer,
        filters=False,
    )
    @action(
        detail=False,
        methods=["post"],
        url_path="import",
        parser_classes=[MultiPartParser],
        filter_backends=[],
        pagination_class=None,
    )
    def import_file(self, request: Request) -> Response:
        """Takes a CSV over, or answers 422 with every mistake by line and column and saves nothing."""
        asked = CsvFileSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = bytes_of(asked.validated_data["file"])
        done = actions.import_customers(by=person(request), data=data, dry_run=asked.validated_data["dry_run"])
        steps = [{"line": one.line, "step": type(one).__name__, "sentence": str(one)} for one in done.steps]
        return Response({"rows": done.rows, "saved": done.saved, "counts": done.counts, "steps": steps})


class AgreementViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Agreement]):
    """Agreements (R1)."""

    permissions = {"list": SEE, "retrieve": SEE, "create": actions.add_agreement, "end": actions.end_agreement}
    serializer_class = serializers.AgreementSerializer
    queryset = Agreement.objects.order_by("number")
    filterset_class = filters.AgreementFilter

    @extend_schema(responses={201: serializers.AgreementSerializer})
    def create(self, request: Request) -> Response:
        """A new agreement."""
        asked = serializers.AgreementSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.add_agreement(by=person(request), **asked.validated_data)
        return Response(serializers.AgreementSerializer(made).data, status=201)

    @extend_schema(request=serializers.EndingSerializer, responses=serializers.AgreementSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str | None = None) -> Response:
        """Ends a running agreement."""
        asked = serializers.EndingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        kept = actions.end_agreement(
            by=person(request), agreement=self.get_object(), ends_at=asked.validated_data["at"]
        )
        return Response(serializers.AgreementSerializer(kept).data)


class ServiceViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Service]):
    """Services, also found by what they held when."""

    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "create": actions.add_service,
        "partial_update": actions.change_service,
        "end": actions.end_service,
    }
    serializer_class = serializers.ServiceSerializer
    queryset = Service.objects.order_by("reference")
    filterset_class = filters.ServiceFilter

    @extend_schema(responses={201: serializers.ServiceSerializer})
    def create(self, request: Request) -> Response:
        """A new service under an agreement."""
        asked = serializers.ServiceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.add_service(by=person(request), **asked.validated_data)
        return Response(serializers.ServiceSerializer(made).data, status=201)

    @extend_schema(request=serializers.PriceSerializer, responses=serializers.ServiceSerializer)
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        """Another name or price; what is left out stays."""
        kept = self.get_object()
        asked = serializers.PriceSerializer(kept, data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        before = {"name": kept.name, "monthly_price": kept.monthly_price, "currency": kept.currency}
        changed = actions.change_service(by=person(request), service=kept, **{**before, **asked.validated_data})
        return Response(serializers.ServiceSerializer(changed).data)

    @extend_schema(request=serializers.EndingSerializer, responses=serializers.ServiceSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str | None = None) -> Response:
        """Ends a service and releases what it holds."""
        asked = serializers.EndingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        kept = actions.end_service(by=person(request), service=self.get_object(), ends_at=asked.validated_data["at"])
        return Response(serializers.ServiceSerializer(kept).data)


class IdentifierViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Identifier]):
    """Addresses, networks, domains and numbers, and when they were held."""

    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "create": actions.add_identifier,
        "release": actions.release_identifier,
    }
    serializer_class = serializers.IdentifierSerializer
    queryset = Identifier.objects.order_by("service__reference", "-held_from", "pk")
    filterset_class = filters.IdentifierFilter

    @extend_schema(request=serializers.HoldingSerializer, responses={201: serializers.IdentifierSerializer})
    def create(self, request: Request) -> Response:
        """A service holds something from now on, or from an instant."""
        asked = serializers.HoldingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.add_identifier(by=person(request), **asked.validated_data)
        return Response(serializers.IdentifierSerializer(made).data, status=201)

    @extend_schema(request=serializers.EndingSerializer, responses=serializers.IdentifierSerializer)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: str | None = None) -> Response:
        """The service holds it no longer."""
        asked = serializers.EndingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        kept = actions.release_identifier(
            by=person(request), identifier=self.get_object(), held_until=asked.validated_data["at"]
        )
        return Response(serializers.IdentifierSerializer(kept).data)


class MembershipViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Membership]):
    """Who acts for which customer."""

    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "create": actions.add_membership,
        "end": actions.end_membership,
        "replace": actions.replace_representative,
    }
    serializer_class = serializers.MembershipSerializer
    queryset = Membership.objects.select_related("user").order_by("customer__name", "-capacity", "user__name", "pk")
    filterset_class = filters.MembershipFilter

    @extend_schema(request=serializers.ActingSerializer, responses={201: serializers.MembershipSerializer})
    def create(self, request: Request) -> Response:
        """Somebody acts for a customer from now on."""
        asked = serializers.ActingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.add_membership(by=person(request), **asked.validated_data)
        return Response(serializers.MembershipSerializer(made).data, status=201)

    @extend_schema(request=None, responses=serializers.MembershipSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str | None = None) -> Response:
        """Somebody acts for the customer no longer."""
        kept = actions.end_membership(by=person(request), membership=self.get_object())
        return Response(serializers.MembershipSerializer(kept).data)

    @extend_schema(
        request={
            "application/json": serializers.ReplacingSerializer,
            "multipart/form-data": serializers.ReplacingSerializer,
        },
        responses={201: serializers.MembershipSerializer},
    )
    @action(detail=True, methods=["post"])
    def replace(self, request: Request, pk: str | None = None) -> Response:
        """Another person represents the customer from now on; what the former acknowledged stays valid."""
        asked = serializers.ReplacingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.replace_representative(by=person(request), membership=self.get_object(), **asked.validated_data)
        return Response(serializers.MembershipSerializer(made).data, status=201)


class AuthorityViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Authority]):
    """On what basis representatives may or might bind their customer: a history that is never rewritten."""

    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "create": actions.record_authority,
        "end": actions.end_authority,
        "document": SEE,
    }
    serializer_class = serializers.AuthoritySerializer
    queryset = Authority.objects.order_by("-starts_at", "-recorded_at", "pk")
    filterset_class = filters.AuthorityFilter

    @extend_schema(
        request={
            "application/json": serializers.AuthorizingSerializer,
            "multipart/form-data": serializers.AuthorizingSerializer,
        },
        responses={201: serializers.AuthoritySerializer},
    )
    def create(self, request: Request) -> Response:
        """What a representative's acknowledgements rest on from now, or from an instant."""
        asked = serializers.AuthorizingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.record_authority(by=person(request), **asked.validated_data)
        return Response(serializers.AuthoritySerializer(made).data, status=201)

    @extend_schema(request=serializers.EndingSerializer, responses=serializers.AuthoritySerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str | None = None) -> Response:
        """Nothing rests on it any more, from now or a later instant."""
        asked = serializers.EndingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        kept = actions.end_authority(
            by=person(request), authority=self.get_object(), ends_at=asked.validated_data["at"]
        )
        return Response(serializers.AuthoritySerializer(kept).data)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def document(self, request: Request, pk: str | None = None) -> HttpResponse:
        """The document it rests on, byte for byte; 404 where none was recorded."""
        kept = self.get_object()
        document_of(kept)
        return files.download(path=kept.path, digest=kept.document_digest, filename=kept.filename)


routes = [
    ("customers", CustomerViewSet),
    ("agreements", AgreementViewSet),
    ("services", ServiceViewSet),
    ("identifiers", IdentifierViewSet),
    ("memberships", MembershipViewSet),
    ("authorities", AuthorityViewSet),
]

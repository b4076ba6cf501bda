"""Endpoints of authorizations: the desk's and the customers' own."""

from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.cases.authorizations.actions import (
    ask_authorization,
    enter_request,
    grant_authorization,
    refuse_authorization,
    revoke_authorization,
    withdraw_request,
)
from enforcement.cases.authorizations.filters import AuthorizationFilter, RequestFilter
from enforcement.cases.authorizations.models import Authorization, AuthorizationRequest
from enforcement.cases.authorizations.queries import authorizations, requests
from enforcement.cases.authorizations.terms import Wanted
from tenants.customers import files
from tenants.customers.models import Customer
from tenants.customers.queries import customers_of
from tenants.people.api import RoomViewSet
from tenants.people.endpoints import StrictJSONParser
from tenants.people.fields import InstantField
from tenants.people.permissions import OWN, Permission

_TERMS = ["keys", "targets", "sources", "starts_at", "ends_at", "rate", "rate_number", "rate_unit"]


class RequestSerializer(serializers.ModelSerializer[AuthorizationRequest]):
    """What was asked for; `authorization` is the id of what was granted, null before."""

    version = serializers.IntegerField(source="version.number")
    authorization = serializers.SerializerMethodField()

    class Meta:
        model = AuthorizationRequest
        fields = [
            "id", "number", "customer", "purpose", "version", *_TERMS, "asked_at", "status", "status_at",
            "refused_because", "authorization",
        ]  # fmt: skip
        read_only_fields = fields

    def get_authorization(self, asked: AuthorizationRequest) -> str | None:
        """The id of what was granted."""
        granted = getattr(asked, "authorization", None)
        return str(granted.pk) if granted else None


class AuthorizationSerializer(serializers.ModelSerializer[Authorization]):
    """What was granted; it counts from the later of `starts_at` and `granted_at`."""

    version = serializers.IntegerField(source="version.number")

    class Meta:
        model = Authorization
        fields = [
            "id", "request", "customer", "version", *_TERMS, "reference", "filename", "document_digest", "granted_at",
            "revoked_at", "revoked_because",
        ]  # fmt: skip
        read_only_fields = fields


class TermsSerializer(serializers.Serializer[Any]):
    """The terms: `keys` of provisions of the version in force; instants carry a zone."""

    keys = serializers.ListField(child=serializers.CharField(max_length=120), max_length=200)
    targets = serializers.ListField(child=serializers.CharField(max_length=500), required=False, default=list)
    sources = serializers.ListField(child=serializers.CharField(max_length=500), required=False, default=list)
    starts_at = InstantField()
    ends_at = InstantField(required=False, allow_null=True, default=None)
    rate = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    rate_number = serializers.DecimalField(
        max_digits=18, decimal_places=3, required=False, allow_null=True, default=None
    )
    rate_unit = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")

    def wanted(self) -> Wanted:
        """Returns the terms."""
        return Wanted(**{name: self.validated_data[name] for name in _TERMS})


class AskSerializer(TermsSerializer):
    """Whose request, what for, on which terms."""

    customer = serializers.PrimaryKeyRelatedField(queryset=Customer.objects.all())
    purpose = serializers.CharField(max_length=5000)

    def __init__(self, *args: Any, customers: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if customers is not None:
            self.fields["customer"].queryset = customers  # type: ignore[attr-defined]  # a related field


class GrantSerializer(TermsSerializer):
    """The terms that are granted, with where the signed writing lies, or the document itself (multipart)."""

    reference = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    document = serializers.FileField(required=False, allow_null=True, default=None)


class BecauseSerializer(serializers.Serializer[Any]):
    """Why; the customer reads it."""

    reason = serializers.CharField(max_length=2000)


class AuthorizationRequestViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[AuthorizationRequest]):
    """Requests for an authorization: read, enter for a customer, grant, refuse."""

    queryset = AuthorizationRequest.objects.none()
    serializer_class = RequestSerializer
    filterset_class = RequestFilter
    permissions: ClassVar = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "create": enter_request,
        "grant": grant_authorization,
        "refuse": refuse_authorization,
    }

    def get_queryset(self) -> Any:
        """Every request."""
        return requests()

    def get_parsers(self) -> list[Any]:
        """A signed document may come with a grant; everything else is JSON."""
        granted = getattr(self, "action_map", None) and "grant" in self.action_map.values()
        return [StrictJSONParser(), MultiPartParser()] if granted else super().get_parsers()

    @extend_schema(request=AskSerializer, responses={201: RequestSerializer})
    def create(self, request: Request) -> Response:
        """Enters what a customer asked for by letter or telephone; somebody else decides."""
        said = AskSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        given = said.validated_data
        made = enter_request(by=self.person, customer=given["customer"], purpose=given["purpose"], wanted=said.wanted())
        return Response(RequestSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        request={"application/json": GrantSerializer, "multipart/form-data": GrantSerializer},
        responses=AuthorizationSerializer,
    )
    @action(detail=True, methods=["post"])
    def grant(self, request: Request, pk: str) -> Response:
        """Grants it on these terms, from now on."""
        said = GrantSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        file = said.validated_data["document"]
        paper = {"filename": file.name or "document", "data": file.read()} if file else {}
        made = grant_authorization(
            by=self.person,
            request=self.get_object(),
            wanted=said.wanted(),
            reference=said.validated_data["reference"],
            **paper,
        )
        return Response(AuthorizationSerializer(made).data)

    @extend_schema(request=BecauseSerializer, responses=RequestSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        """Refuses it with a reason."""
        said = BecauseSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        kept = refuse_authorization(by=self.person, request=self.get_object(), reason=said.validated_data["reason"])
        return Response(RequestSerializer(kept).data)


class AuthorizationViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Authorization]):
    """What was granted: read, its document, revoke."""

    queryset = Authorization.objects.none()
    serializer_class = AuthorizationSerializer
    filterset_class = AuthorizationFilter
    permissions: ClassVar = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "document": Permission.SEE_CASES,
        "revoke": revoke_authorization,
    }

    def get_queryset(self) -> Any:
        """Every authorization."""
        return authorizations()

    @extend_schema(request=BecauseSerializer, responses=AuthorizationSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str) -> Response:
        """Takes it back from now on."""
        said = BecauseSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        kept = revoke_authorization(
            by=self.person, authorization=self.get_object(), reason=said.validated_data["reason"]
        )
        return Response(AuthorizationSerializer(kept).data)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def document(self, request: Request, pk: str) -> HttpResponse:
        """The signed document, whole."""
        found = self.get_object()
        if not found.path:
            raise Http404
        return files.download(path=found.path, digest=found.document_digest, filename=found.filename)


class MyAuthorizationViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[AuthorizationRequest]):
    """The requests of the customers that the signed-in person acts for."""

    queryset = AuthorizationRequest.objects.none()
    serializer_class = RequestSerializer
    permissions: ClassVar = {"list": OWN, "retrieve": OWN, "create": OWN, "withdraw": OWN, "granted": OWN}

    def get_queryset(self) -> Any:
        """Only one's own."""
        if getattr(self, "swagger_fake_view", False):
            return AuthorizationRequest.objects.none()
        return requests().filter(customer__in=customers_of(self.person))

    @extend_schema(request=AskSerializer, responses={201: RequestSerializer})
    def create(self, request: Request) -> Response:
        """Asks for an authorization; nothing is authorized before it is granted."""
        said = AskSerializer(data=request.data, customers=customers_of(self.person))
        said.is_valid(raise_exception=True)
        given = said.validated_data
        made = ask_authorization(
            by=self.person, customer=given["customer"], purpose=given["purpose"], wanted=said.wanted()
        )
        return Response(RequestSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=RequestSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Takes the request back."""
        return Response(RequestSerializer(withdraw_request(by=self.person, request=self.get_object())).data)

    @extend_schema(responses=AuthorizationSerializer)
    @action(detail=True, methods=["get"])
    def granted(self, request: Request, pk: str) -> Response:
        """What was granted for it; 404 before."""
        granted = getattr(self.get_object(), "authorization", None)
        if granted is None:
            raise Http404
        return Response(AuthorizationSerializer(granted).data)

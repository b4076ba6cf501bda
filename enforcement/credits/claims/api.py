"""Endpoints of claims and of customers past due."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.credits.claims import actions
from enforcement.credits.claims.queries import claims, past_dues
from enforcement.credits.models import CreditClaim, PastDue
from tenants.customers.models import Customer
from tenants.customers.queries import customers_of
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.permissions import OWN, Permission


class ClaimSerializer(serializers.ModelSerializer[CreditClaim]):
    """A customer claimed a month's credit."""

    class Meta:
        model = CreditClaim
        fields = ["id", "customer", "month", "claimed_at", "recorded_at"]


class RecordClaimSerializer(serializers.Serializer[Any]):
    """Who claimed which month when."""

    customer = serializers.PrimaryKeyRelatedField(queryset=Customer.objects.all())
    month = serializers.CharField(max_length=7)
    claimed_at = InstantField()


class MyClaimSerializer(serializers.Serializer[Any]):
    """Which month is claimed, for which of one's customers."""

    customer = serializers.UUIDField()
    month = serializers.CharField(max_length=7)


class ClaimViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[CreditClaim]):
    """Claims of credits."""

    queryset = claims()
    serializer_class = ClaimSerializer
    filterset_fields = ["customer", "month"]
    permissions = {
        "list": Permission.SEE_CREDITS,
        "retrieve": Permission.SEE_CREDITS,
        "create": actions.record_claim,
    }

    @extend_schema(request=RecordClaimSerializer, responses={201: ClaimSerializer})
    def create(self, request: Request) -> Response:
        """Records a claim that reached staff."""
        asked = RecordClaimSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.record_claim(by=self.person, **asked.validated_data)
        return Response(ClaimSerializer(made).data, status=201)


class MyClaimViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[CreditClaim]):
    """What the customers that the signed-in person acts for claimed, and claiming."""

    queryset = claims()
    serializer_class = ClaimSerializer
    filterset_fields = ["month"]
    permissions = {"list": OWN, "retrieve": OWN, "create": OWN}

    def get_queryset(self) -> Any:
        """Only one's own customers'."""
        found = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return found.none()
        return found.filter(customer__in=customers_of(self.person))

    @extend_schema(request=MyClaimSerializer, responses={201: ClaimSerializer})
    def create(self, request: Request) -> Response:
        """Claims a month's credit, as a representative."""
        asked = MyClaimSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        customer = get_object_or_404(customers_of(self.person), pk=asked.validated_data["customer"])
        made = actions.claim_credit(by=self.person, customer=customer, month=asked.validated_data["month"])
        return Response(ClaimSerializer(made).data, status=201)


class PastDueSerializer(serializers.ModelSerializer[PastDue]):
    """A customer was past due from an instant until another, or still is."""

    class Meta:
        model = PastDue
        fields = ["id", "customer", "starts_at", "ends_at", "recorded_at"]


class RecordPastDueSerializer(serializers.Serializer[Any]):
    """Who is past due from when."""

    customer = serializers.PrimaryKeyRelatedField(queryset=Customer.objects.all())
    starts_at = InstantField()


class PaidSerializer(serializers.Serializer[Any]):
    """Until when; until now if that is not said."""

    ends_at = InstantField(required=False)


class PastDueViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[PastDue]):
    """Customers past due."""

    queryset = past_dues()
    serializer_class = PastDueSerializer
    filterset_fields = ["customer"]
    permissions = {
        "list": Permission.SEE_CREDITS,
        "retrieve": Permission.SEE_CREDITS,
        "create": actions.record_past_due,
        "end": actions.end_past_due,
    }

    @extend_schema(request=RecordPastDueSerializer, responses={201: PastDueSerializer})
    def create(self, request: Request) -> Response:
        """Says that a customer is past due."""
        asked = RecordPastDueSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.record_past_due(by=self.person, **asked.validated_data)
        return Response(PastDueSerializer(made).data, status=201)

    @extend_schema(request=PaidSerializer, responses=PastDueSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Says that it is past due no longer."""
        asked = PaidSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        kept = actions.end_past_due(by=self.person, past_due=self.get_object(), **asked.validated_data)
        return Response(PastDueSerializer(kept).data)


routes = [("credit-claims", ClaimViewSet), ("my-credit-claims", MyClaimViewSet), ("past-due", PastDueViewSet)]

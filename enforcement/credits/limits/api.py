"""Endpoints of the amount above which a credit takes a second person."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.credits.limits.actions import set_approval_limit
from enforcement.credits.limits.queries import limits
from enforcement.credits.models import ApprovalLimit
from tenants.customers.currencies import money
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission


class LimitSerializer(serializers.ModelSerializer[ApprovalLimit]):
    """From `set_at` on, a credit of more than `amount` in the currency takes a second person."""

    amount = serializers.DecimalField(max_digits=13, decimal_places=3, min_value=0)

    class Meta:
        model = ApprovalLimit
        fields = ["id", "currency", "amount", "set_by", "set_at"]
        read_only_fields = ["id", "set_by", "set_at"]

    def to_representation(self, instance: ApprovalLimit) -> dict[str, Any]:
        """With the amount in its currency's digits."""
        return {**super().to_representation(instance), "amount": money(instance.amount, instance.currency)}


class LimitViewSet(mixins.ListModelMixin, RoomViewSet[ApprovalLimit]):
    """Above which amount a credit takes a second person: 500 of a currency for which nothing was set."""

    queryset = limits()
    serializer_class = LimitSerializer
    filterset_fields: ClassVar = ["currency"]
    permissions: ClassVar = {"list": Permission.SEE_CREDITS, "create": set_approval_limit}

    @extend_schema(request=LimitSerializer, responses={201: LimitSerializer})
    def create(self, request: Request) -> Response:
        """Sets the amount for what is computed from now on."""
        asked = LimitSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = set_approval_limit(by=self.person, **asked.validated_data)
        return Response(LimitSerializer(made).data, status=201)


routes = [("credit-limits", LimitViewSet)]

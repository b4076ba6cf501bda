"""Endpoints of credit statements."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.credits import actions
from enforcement.credits.filters import StatementFilter
from enforcement.credits.interruptions import api as interruptions
from enforcement.credits.level_api import LevelViewSet
from enforcement.credits.models import CreditStatement
from enforcement.credits.queries import statements, statements_issued
from tenants.customers.currencies import money
from tenants.customers.queries import customers_of
from tenants.people.api import RoomViewSet
from tenants.people.permissions import OWN, Permission

SEE, MANAGE = Permission.SEE_CREDITS, Permission.MANAGE_CREDITS


class CreditStatementSerializer(serializers.ModelSerializer[CreditStatement]):
    """A credit statement; `assessment` shows every interval, and what was excluded by which words."""

    assessment = serializers.SerializerMethodField()
    paid = serializers.DecimalField(
        source="payment.amount", max_digits=13, decimal_places=3, default=None, allow_null=True
    )

    class Meta:
        model = CreditStatement
        fields = [
            "id",
            "number",
            "customer",
            "month",
            "sequence",
            "supersedes",
            "timezone",
            "currency",
            "total",
            "difference",
            "paid",
            "assessment",
            "digest",
            "computed_at",
            "status",
            "status_at",
        ]

    def to_representation(self, instance: CreditStatement) -> dict[str, Any]:
        """With amounts in their currency's digits."""
        body = super().to_representation(instance)
        paid = getattr(instance, "payment", None)
        amounts = {"total": instance.total, "difference": instance.difference} | ({"paid": paid.amount} if paid else {})
        return {**body, **{name: money(amount, instance.currency) for name, amount in amounts.items()}}

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_assessment(self, statement: CreditStatement) -> dict[str, Any]:
        """Services with their stretches, in UTC."""
        assessment: dict[str, Any] = statement.assessment
        return assessment


class RunSerializer(serializers.Serializer[Any]):
    """Which month, such as 2026-10."""

    month = serializers.CharField(max_length=7)


class RanSerializer(serializers.Serializer[Any]):
    """What the run made, and how many statements stand as they were."""

    month = serializers.CharField()
    made = CreditStatementSerializer(many=True)
    unchanged = serializers.IntegerField()
    failed = serializers.ListField(child=serializers.CharField(), help_text="Customers that could not be computed.")


class CreditStatementViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[CreditStatement]):
    """Credit statements: compute a month, approve, issue, record a payment."""

    queryset = statements()
    serializer_class = CreditStatementSerializer
    filterset_class = StatementFilter
    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "run": actions.run_credits,
        "approve": actions.approve_statement,
        "issue": actions.issue_statement,
        "pay": actions.pay_statement,
    }

    @extend_schema(request=RunSerializer, responses=RanSerializer)
    @action(detail=False, methods=["post"])
    def run(self, request: Request) -> Response:
        """Computes a month that is over; again, it changes nothing unless a fact changed."""
        asked = RunSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        done = actions.run_credits(by=request.user, **asked.validated_data)  # type: ignore[arg-type]  # likewise
        made = CreditStatementSerializer(done.made, many=True).data
        failed = [customer.reference for customer in done.failed]
        return Response({"month": done.month, "made": made, "unchanged": len(done.unchanged), "failed": failed})

    @extend_schema(request=None, responses=CreditStatementSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Finance agrees with a draft."""
        actions.approve_statement(by=request.user, statement=self.get_object())  # type: ignore[arg-type]  # likewise
        return Response(CreditStatementSerializer(statements().get(pk=pk)).data)

    @extend_schema(request=None, responses=CreditStatementSerializer)
    @action(detail=True, methods=["post"])
    def issue(self, request: Request, pk: str) -> Response:
        """Sends an approved statement to the customer."""
        actions.issue_statement(by=request.user, statement=self.get_object())  # type: ignore[arg-type]  # likewise
        return Response(CreditStatementSerializer(statements().get(pk=pk)).data)

    @extend_schema(request=None, responses=CreditStatementSerializer)
    @action(detail=True, methods=["post"])
    def pay(self, request: Request, pk: str) -> Response:
        """Records that what is due was paid."""
        actions.pay_statement(by=request.user, statement=self.get_object())  # type: ignore[arg-type]  # likewise
        return Response(CreditStatementSerializer(statements().get(pk=pk)).data)


class MyCreditViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[CreditStatement]):
    """The credit statements sent to the customers that the signed-in person acts for."""

    queryset = statements_issued()
    serializer_class = CreditStatementSerializer
    filterset_fields = ["month"]
    permissions = {"list": OWN, "retrieve": OWN}

    def get_queryset(self) -> QuerySet[CreditStatement]:
        """Only one's own customers'."""
        found = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return found.none()
        return found.filter(customer__in=customers_of(self.request.user))  # type: ignore[arg-type]  # likewise


routes = [
    ("service-levels", LevelViewSet),
    *interruptions.routes,
    ("credit-statements", CreditStatementViewSet),
    ("my-credits", MyCreditViewSet),
]

"""Endpoints of credit statements: approving, issuing and paying, one at a time or several."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.credits import actions
from enforcement.credits.credit_note import note_response
from enforcement.credits.filters import StatementFilter
from enforcement.credits.models import CreditStatement
from enforcement.credits.queries import identified, statements, statements_issued
from enforcement.credits.received.api import CreditDocumentSerializer
from enforcement.credits.received.documents import written
from enforcement.credits.received.exporting import document_of
from tenants.customers.currencies import money
from tenants.customers.queries import customers_of
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.permissions import OWN, Permission

SEE = Permission.SEE_CREDITS


class CreditStatementSerializer(serializers.ModelSerializer[CreditStatement]):
    """A credit statement; `assessment` shows every interval, and what was excluded by which words."""

    assessment = serializers.SerializerMethodField()
    paid = serializers.DecimalField(
        source="payment.amount", max_digits=13, decimal_places=3, default=None, allow_null=True
    )

    note = serializers.CharField(source="issue", default=None, help_text="Of the credit note, such as CN-12.")

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
            "note",
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


class DeskStatementSerializer(CreditStatementSerializer):
    """A credit statement as finance sees it: with who computed and approved it, by pseudonym."""

    approved_at = InstantField(source="approval.approved_at", default=None, allow_null=True)
    approved_by = serializers.UUIDField(source="approval.approved_by", default=None, allow_null=True)
    second_person = serializers.BooleanField(
        source="large", help_text="Whether who approves it may neither have had it computed nor issue it."
    )

    class Meta(CreditStatementSerializer.Meta):
        fields = [*CreditStatementSerializer.Meta.fields, "computed_by", "second_person", "approved_at", "approved_by"]


class SeveralStatementsSerializer(serializers.Serializer[Any]):
    """Statements by their ids."""

    statements = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=actions.MOST)

    def validate_statements(self, ids: list[uuid.UUID]) -> list[CreditStatement]:
        """The statements themselves; every one must be there."""
        found = identified(ids)
        if len(found) != len(set(ids)):
            raise serializers.ValidationError("There is no such statement.")
        return found


class RefusedStatementSerializer(serializers.Serializer[Any]):
    """Why a statement did not take the step."""

    statement = serializers.UUIDField()
    code = serializers.CharField()
    detail = serializers.CharField()


class BatchSerializer(serializers.Serializer[Any]):
    """What became of several statements."""

    done = serializers.ListField(child=serializers.UUIDField())
    refused = RefusedStatementSerializer(many=True)


class CreditStatementViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[CreditStatement]):
    """Credit statements: compute a month, approve, issue, record a payment."""

    queryset = statements()
    serializer_class = DeskStatementSerializer
    filterset_class = StatementFilter
    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "approve": actions.approve_statement,
        "issue": actions.issue_statement,
        "document": Permission.SEE_CREDITS,
        "pay": actions.pay_statement,
        "approve_several": actions.approve_statements,
        "issue_several": actions.issue_statements,
        "pay_several": actions.pay_statements,
        "note": SEE,
    }

    @extend_schema(responses=CreditDocumentSerializer)
    @action(detail=True)
    def document(self, request: Request, pk: str) -> Response:
        """A statement that was sent, as the document that its customer, a reseller, records as received."""
        return Response(written(document_of(get_object_or_404(statements_issued(), pk=self.get_object().pk))))

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True)
    def note(self, request: Request, pk: str) -> HttpResponse:
        """The credit note of an issued statement as PDF/A."""
        return note_response(get_object_or_404(statements_issued(), pk=self.get_object().pk))

    @extend_schema(request=None, responses=DeskStatementSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Finance agrees with a draft."""
        actions.approve_statement(by=self.person, statement=self.get_object())
        return Response(DeskStatementSerializer(statements().get(pk=pk)).data)

    @extend_schema(request=None, responses=DeskStatementSerializer)
    @action(detail=True, methods=["post"])
    def issue(self, request: Request, pk: str) -> Response:
        """Sends an approved statement to the customer."""
        actions.issue_statement(by=self.person, statement=self.get_object())
        return Response(DeskStatementSerializer(statements().get(pk=pk)).data)

    @extend_schema(request=None, responses=DeskStatementSerializer)
    @action(detail=True, methods=["post"])
    def pay(self, request: Request, pk: str) -> Response:
        """Records that what is due was paid."""
        actions.pay_statement(by=self.person, statement=self.get_object())
        return Response(DeskStatementSerializer(statements().get(pk=pk)).data)

    @extend_schema(
        request=SeveralStatementsSerializer,
        responses=BatchSerializer,
        filters=False,
        operation_id="credit_statements_approve_several",
    )
    @action(detail=False, methods=["post"], url_path="approve", pagination_class=None)
    def approve_several(self, request: Request) -> Response:
        """Approves those of the drafts that the person may approve."""
        return _answer(actions.approve_statements(by=self.person, statements=_several(request)))

    @extend_schema(
        request=SeveralStatementsSerializer,
        responses=BatchSerializer,
        filters=False,
        operation_id="credit_statements_issue_several",
    )
    @action(detail=False, methods=["post"], url_path="issue", pagination_class=None)
    def issue_several(self, request: Request) -> Response:
        """Issues those of the approved statements that the person may issue."""
        return _answer(actions.issue_statements(by=self.person, statements=_several(request)))

    @extend_schema(
        request=SeveralStatementsSerializer,
        responses=BatchSerializer,
        filters=False,
        operation_id="credit_statements_pay_several",
    )
    @action(detail=False, methods=["post"], url_path="pay", pagination_class=None)
    def pay_several(self, request: Request) -> Response:
        """Records the payments of those of the issued statements of which something is due."""
        return _answer(actions.pay_statements(by=self.person, statements=_several(request)))


def _several(request: Request) -> list[CreditStatement]:
    asked = SeveralStatementsSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    found: list[CreditStatement] = asked.validated_data["statements"]
    return found


def _answer(batch: actions.Batch) -> Response:
    refused = [
        {"statement": one.pk, "code": refusal.code, "detail": refusal.sentence} for one, refusal in batch.refused
    ]
    return Response({"done": [one.pk for one in batch.done], "refused": refused})


class MyCreditViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[CreditStatement]):
    """The credit statements sent to the customers that the signed-in person acts for."""

    queryset = statements_issued()
    serializer_class = CreditStatementSerializer
    filterset_fields = ["month"]
    permissions = {"list": OWN, "retrieve": OWN, "note": OWN, "document": OWN}

    @extend_schema(responses=CreditDocumentSerializer)
    @action(detail=True)
    def document(self, request: Request, pk: str) -> Response:
        """The statement as a document: a reseller records its vendor's as received."""
        return Response(written(document_of(self.get_object())))

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True)
    def note(self, request: Request, pk: str) -> HttpResponse:
        """The credit note of an issued statement as PDF/A."""
        return note_response(self.get_object())

    def get_queryset(self) -> QuerySet[CreditStatement]:
        """Only one's own customers'."""
        found = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return found.none()
        return found.filter(customer__in=customers_of(self.person))


routes = [("credit-statements", CreditStatementViewSet), ("my-credits", MyCreditViewSet)]

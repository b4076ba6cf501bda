"""Endpoints of credits received, and of what was passed on of them."""

from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.credits.models import ReceivedCredit, ReceivedLine
from enforcement.credits.received import actions
from enforcement.credits.received.documents import FORMAT, from_json
from enforcement.credits.received.filters import ReceivedFilter
from enforcement.credits.received.queries import comparison, received
from enforcement.credits.received.rules import Given, Match, Passed, Sums
from tenants.csv_files.uploads import CsvFileSerializer, bytes_of
from tenants.customers import files
from tenants.customers.currencies import money
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission

SEE = Permission.SEE_CREDITS


class ReceivedLineSerializer(serializers.ModelSerializer[ReceivedLine]):
    """What a document credits for some services, and the time in which they were down."""

    intervals = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))

    class Meta:
        model = ReceivedLine
        fields = ["services", "intervals", "amount"]


class ReceivedCreditSerializer(serializers.ModelSerializer[ReceivedCredit]):
    """A document by which a vendor credited the reseller; `document_digest` is of the file, where one came."""

    lines = ReceivedLineSerializer(many=True)

    class Meta:
        model = ReceivedCredit
        fields = [
            "id",
            "vendor",
            "reference",
            "month",
            "currency",
            "total",
            "lines",
            "digest",
            "filename",
            "document_digest",
            "recorded_at",
            "withdrawn_at",
            "withdrawal_reason",
        ]

    def to_representation(self, instance: ReceivedCredit) -> dict[str, Any]:
        """With amounts in their currency's digits."""
        body = super().to_representation(instance)
        rows = zip(body["lines"], instance.lines.all(), strict=True)
        lines = [{**line, "amount": money(row.amount, instance.currency)} for line, row in rows]
        return {**body, "total": money(instance.total, instance.currency), "lines": lines}


class NewLineSerializer(serializers.Serializer[Any]):
    """References of services, pairs of instants with their offset, and an amount as text."""

    services = serializers.ListField(child=serializers.CharField())
    intervals = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    amount = serializers.CharField()


class CreditDocumentSerializer(serializers.Serializer[Any]):
    """A credit document in the form that a vendor's portal exports."""

    format = serializers.CharField(help_text=f"Always {FORMAT}.")
    vendor = serializers.CharField()
    reference = serializers.CharField()
    supersedes = serializers.CharField(required=False, allow_blank=True)
    month = serializers.CharField()
    currency = serializers.CharField()
    total = serializers.CharField(required=False)
    lines = NewLineSerializer(many=True)


class ReceivedImportSerializer(serializers.Serializer[Any]):
    """What the import did."""

    added = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    saved = serializers.BooleanField()
    made = ReceivedCreditSerializer(many=True)


class SumsSerializer(serializers.Serializer[Any]):
    """Amounts of one currency; `kept` is what was received less what was passed on."""

    currency = serializers.CharField()
    received = serializers.CharField()
    passed = serializers.CharField()
    waiting = serializers.CharField(help_text="Computed for customers and not sent to them yet.")
    kept = serializers.CharField()


class GivenSerializer(serializers.Serializer[Any]):
    """A line of a document received."""

    document = serializers.UUIDField()
    reference = serializers.CharField()
    services = serializers.ListField(child=serializers.CharField())
    amount = serializers.CharField()
    currency = serializers.CharField()


class PassedSerializer(serializers.Serializer[Any]):
    """What a customer's statement credits for a service."""

    statement = serializers.UUIDField()
    number = serializers.CharField()
    service = serializers.CharField()
    amount = serializers.CharField()
    currency = serializers.CharField()
    issued = serializers.BooleanField()


class CreditMatchSerializer(serializers.Serializer[Any]):
    """What belongs together, by service reference and overlap of time."""

    received = GivenSerializer(many=True)
    passed = PassedSerializer(many=True)
    sums = SumsSerializer(many=True)


class ComparisonSerializer(serializers.Serializer[Any]):
    """A month's credits received beside what was passed on; what nothing meets stands apart."""

    month = serializers.CharField()
    sums = SumsSerializer(many=True)
    matched = CreditMatchSerializer(many=True)
    only_received = CreditMatchSerializer(many=True)
    only_passed = CreditMatchSerializer(many=True)


class WithdrawReceivedSerializer(serializers.Serializer[Any]):
    """Why it is withdrawn."""

    reason = serializers.CharField(max_length=1000)


class ReceivedCreditViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[ReceivedCredit]):
    """Credits that the vendor gave, as documents received, and what was passed on of them."""

    queryset = received()
    serializer_class = ReceivedCreditSerializer
    filterset_class = ReceivedFilter
    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "file": SEE,
        "comparison": SEE,
        "create": actions.record_received,
        "import_file": actions.import_received,
        "withdraw": actions.withdraw_received,
    }

    @extend_schema(request=CreditDocumentSerializer, responses={201: ReceivedCreditSerializer})
    def create(self, request: Request) -> Response:
        """Records a document; the same again changes nothing."""
        made = actions.record_received(by=self.person, document=from_json(request.data))
        return Response(ReceivedCreditSerializer(received().get(pk=made.pk)).data, status=201)

    @extend_schema(request={"multipart/form-data": CsvFileSerializer}, responses=ReceivedImportSerializer)
    @action(detail=False, methods=["post"], url_path="import")
    def import_file(self, request: Request) -> Response:
        """Takes over a vendor's JSON document or a CSV of documents, and keeps the file; all of it or nothing."""
        asked = CsvFileSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        file, dry_run = asked.validated_data["file"], asked.validated_data["dry_run"]
        done = actions.import_received(by=self.person, filename=file.name, data=bytes_of(file), dry_run=dry_run)
        return Response(ReceivedImportSerializer(done).data)

    @extend_schema(request=WithdrawReceivedSerializer, responses=ReceivedCreditSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Says that it was entered wrongly or is void; it counts no more."""
        asked = WithdrawReceivedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.withdraw_received(by=self.person, credit=self.get_object(), **asked.validated_data)
        return Response(ReceivedCreditSerializer(received().get(pk=pk)).data)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str) -> HttpResponse:
        """The file as the vendor sent it."""
        found = self.get_object()
        if not found.path:
            raise Http404
        return files.download(path=found.path, digest=found.document_digest, filename=found.filename)

    @extend_schema(
        responses=ComparisonSerializer,
        filters=False,
        parameters=[OpenApiParameter("month", str, required=True, description="Such as 2026-10.")],
    )
    @action(detail=False, methods=["get"], pagination_class=None)
    def comparison(self, request: Request) -> Response:
        """A month's credits received, and side by side what was passed on and what was kept."""
        found = comparison(request.query_params.get("month", ""))
        groups = ("matched", "only_received", "only_passed")
        told = {name: [_match(one) for one in getattr(found, name)] for name in groups}
        return Response({"month": found.month, "sums": [_sums(one) for one in found.sums], **told})


def _match(match: Match) -> dict[str, Any]:
    return {
        "received": [_given(one) for one in match.given],
        "passed": [_passed(one) for one in match.passed],
        "sums": [_sums(one) for one in match.sums],
    }


def _given(one: Given) -> dict[str, Any]:
    return {
        "document": one.document,
        "reference": one.reference,
        "services": list(one.services),
        "amount": money(one.amount, one.currency),
        "currency": one.currency,
    }


def _passed(one: Passed) -> dict[str, Any]:
    return {
        "statement": one.statement,
        "number": one.number,
        "service": one.service,
        "amount": money(one.amount, one.currency),
        "currency": one.currency,
        "issued": one.issued,
    }


def _sums(one: Sums) -> dict[str, str]:
    amounts = {name: money(getattr(one, name), one.currency) for name in ("received", "passed", "waiting", "kept")}
    return {"currency": one.currency, **amounts}


routes = [("received-credits", ReceivedCreditViewSet)]

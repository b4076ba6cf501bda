"""Endpoints of allowances, imported usage, and the cases it proposes."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.cases.allowances import queries
from enforcement.cases.allowances.actions import dismiss_proposal, import_usage, open_proposed, set_allowance
from enforcement.cases.allowances.models import Allowance, CaseProposal, Period, Usage
from tenants.csv_files.uploads import CsvFileSerializer, bytes_of
from tenants.customers.models import Service
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.permissions import Permission


class AllowanceSerializer(serializers.ModelSerializer[Allowance]):
    """What a service may use."""

    class Meta:
        model = Allowance
        fields = [
            "id", "service", "resource", "unit", "period", "amount", "pool", "pool_size", "share", "starts_at",
            "ends_at",
        ]  # fmt: skip
        read_only_fields = fields


class NewAllowanceSerializer(serializers.Serializer[Any]):
    """An amount, or a share in percent of a pool with its size."""

    service = serializers.PrimaryKeyRelatedField(queryset=Service.objects.all())
    resource = serializers.CharField(max_length=60)
    unit = serializers.CharField(max_length=20)
    period = serializers.ChoiceField(choices=Period.choices)
    amount = serializers.DecimalField(max_digits=24, decimal_places=6, min_value=0, allow_null=True, default=None)
    pool = serializers.CharField(max_length=60, allow_blank=True, default="")
    pool_size = serializers.DecimalField(max_digits=24, decimal_places=6, min_value=0, allow_null=True, default=None)
    starts_at = InstantField(required=False, allow_null=True, default=None)
    share = serializers.DecimalField(max_digits=9, decimal_places=6, min_value=0, allow_null=True, default=None)


class AllowanceViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Allowance]):
    """Allowances: read, set."""

    queryset = Allowance.objects.none()
    serializer_class = AllowanceSerializer
    filterset_fields: ClassVar = ["service", "resource"]
    permissions: ClassVar = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "create": set_allowance,
    }

    def get_queryset(self) -> Any:
        """Every allowance."""
        return queries.allowances()

    @extend_schema(request=NewAllowanceSerializer, responses={201: AllowanceSerializer})
    def create(self, request: Request) -> Response:
        """Sets one from now on; one that ran for the same resource ends."""
        said = NewAllowanceSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        made = set_allowance(by=self.person, **said.validated_data)
        return Response(AllowanceSerializer(made).data, status=status.HTTP_201_CREATED)


class UsageSerializer(serializers.ModelSerializer[Usage]):
    """A reading."""

    class Meta:
        model = Usage
        fields = ["id", "service", "resource", "reference", "starts_at", "ends_at", "amount", "imported_at"]


class UsageImportedSerializer(serializers.Serializer[Any]):
    """What an import did, or would do."""

    rows = serializers.IntegerField()
    added = serializers.IntegerField()
    proposed = serializers.IntegerField()
    saved = serializers.BooleanField()


class UsageViewSet(ListModelMixin, RoomViewSet[Usage]):
    """Imported usage."""

    queryset = Usage.objects.order_by("-starts_at", "pk")
    serializer_class = UsageSerializer
    filterset_fields: ClassVar = ["service", "resource"]
    permissions: ClassVar = {"list": Permission.SEE_CASES, "import_file": import_usage}

    def get_parsers(self) -> list[Any]:
        """A file comes with an import; everything else is JSON."""
        imported = getattr(self, "action_map", None) and "import_file" in self.action_map.values()
        return [MultiPartParser()] if imported else super().get_parsers()

    @extend_schema(request={"multipart/form-data": CsvFileSerializer}, responses=UsageImportedSerializer)
    @action(detail=False, methods=["post"], url_path="import")
    def import_file(self, request: Request) -> Response:
        """Takes a CSV over, or names every mistake by line and saves nothing."""
        asked = CsvFileSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        done = import_usage(by=self.person, data=bytes_of(given["file"]), dry_run=given["dry_run"])
        return Response(UsageImportedSerializer(done).data)


class ProposalSerializer(serializers.ModelSerializer[CaseProposal]):
    """Usage past an allowance in one period."""

    class Meta:
        model = CaseProposal
        fields = [
            "id", "allowance", "period_start", "period_end", "used", "allowed", "proposed_at", "status", "case",
            "dismissed_because",
        ]  # fmt: skip
        read_only_fields = fields


class DismissSerializer(serializers.Serializer[Any]):
    """Why no case is opened."""

    reason = serializers.CharField(max_length=2000)


class CaseProposalViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[CaseProposal]):
    """Proposals: read, open a case, dismiss."""

    queryset = CaseProposal.objects.none()
    serializer_class = ProposalSerializer
    filterset_fields: ClassVar = ["status", "allowance"]
    permissions: ClassVar = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "open": open_proposed,
        "dismiss": dismiss_proposal,
    }

    def get_queryset(self) -> Any:
        """Every proposal."""
        return queries.proposals()

    @extend_schema(request=None, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        """Opens the case."""
        open_proposed(by=self.person, proposal=self.get_object())
        return Response(ProposalSerializer(self.get_object()).data)

    @extend_schema(request=DismissSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, pk: str) -> Response:
        """Says why none is opened."""
        said = DismissSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        kept = dismiss_proposal(by=self.person, proposal=self.get_object(), **said.validated_data)
        return Response(ProposalSerializer(kept).data)

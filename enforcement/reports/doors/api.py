"""Endpoints for what was stored before it was read: how far a XARF report has come."""

from typing import Any, ClassVar, Final

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.reports.custody import actions
from enforcement.reports.custody.addresses import require_key
from enforcement.reports.custody.api import (
    AddressSerializer,
    OpeningSerializer,
    RemovalSerializer,
    ShownSerializer,
    custody_reason,
    keyed_address,
    opening_reason,
)
from enforcement.reports.custody.queries import content_of
from enforcement.reports.custody.raw import is_sealed, with_sealed
from enforcement.reports.custody.views.opening import download
from enforcement.reports.doors.submitting import submit_raw
from enforcement.reports.models import RawReport, Report, ReportStatus
from enforcement.reports.queries import outcome_of
from enforcement.reports.reasons import ReasonSerializer
from tenants.ledger import clock
from tenants.people.api import RoomViewSet
from tenants.people.models import ApiToken
from tenants.people.permissions import Permission, permissions_of

_SEEING: Final = {
    Permission.SEE_REPORTS,
    Permission.HANDLE_REPORTS,
    Permission.OPEN_EVIDENCE,
    Permission.KEEP_EVIDENCE,
}


def sees_reports(request: Request) -> bool:
    """Whether the person, and the token where there is one, may see or handle what others sent."""
    held = permissions_of(request.user) & _SEEING
    return bool(held if not isinstance(request.auth, ApiToken) else held & frozenset(request.auth.scopes))


class IncidentSerializer(serializers.ModelSerializer[Report]):
    """One of its reports: where it stands, why it was completed, and what came of the case that was opened of it."""

    outcome = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = ["id", "number", "status", "reason", "triage", "outcome"]

    def get_outcome(self, report: Report) -> str:
        """What came of its case, as a code: violation, no_violation, insufficient_evidence, closed; else empty."""
        return outcome_of(report)


class RawReportSerializer(serializers.ModelSerializer[RawReport]):
    """A raw report, and what came of it: queued, processing, or completed with the reason of its reports."""

    status = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()
    outcome = serializers.SerializerMethodField()
    reports = IncidentSerializer(many=True, read_only=True)
    sealed = serializers.SerializerMethodField()
    removal = RemovalSerializer(read_only=True, allow_null=True)

    class Meta:
        model = RawReport
        fields = [
            "id",
            "door",
            "form",
            "digest",
            "size",
            "received_at",
            "read_at",
            "status",
            "reason",
            "outcome",
            "reports",
            "sealed",
            "removal",
        ]

    @extend_schema_field(serializers.ChoiceField(choices=ReportStatus.choices))
    def get_status(self, raw: RawReport) -> str:
        """Completed once all its reports are; what made none was completed by reading it."""
        found = {report.status for report in raw.reports.all()}
        if raw.read_at is None or found == {ReportStatus.QUEUED}:
            return ReportStatus.QUEUED
        return ReportStatus.COMPLETED if found <= {ReportStatus.COMPLETED} else ReportStatus.PROCESSING

    @extend_schema_field(serializers.CharField())
    def get_reason(self, raw: RawReport) -> str:
        """The code that all its reports were completed with; empty where they differ or wait."""
        found = {report.reason for report in raw.reports.all()}
        return found.pop() if len(found) == 1 else ""

    def get_sealed(self, raw: RawReport) -> bool:
        """Whether one of its reports is, so that only an evidence custodian opens it."""
        known: bool | None = getattr(raw, "sealed", None)
        return is_sealed(raw) if known is None else known

    @extend_schema_field(serializers.CharField())
    def get_outcome(self, raw: RawReport) -> str:
        """What came of the cases of all its reports, as one code; empty where they differ or wait."""
        found = {outcome_of(report) for report in raw.reports.all()}
        return found.pop() if len(found) == 1 else ""


class RawReportViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[RawReport]):
    """Raw reports that came by mail or as XARF: how far they are, reading, opening and removing one."""

    queryset = RawReport.objects.none()
    serializer_class = RawReportSerializer
    filterset_fields: ClassVar = ["door", "form", "digest"]
    permissions: ClassVar = {
        "list": Permission.SEE_REPORTS,
        "retrieve": submit_raw,
        "text": actions.read_raw_report,
        "open": actions.open_raw_report,
        "file": actions.open_raw_report,
        "remove": actions.remove_raw_report,
    }

    def get_queryset(self) -> Any:
        """The newest first; who only hands reports in sees the account's own."""
        rows = with_sealed(RawReport.objects.order_by("-received_at", "id"))
        rows = rows.select_related("removal").prefetch_related("reports")
        return rows if sees_reports(self.request) else rows.filter(by=self.person.pseudonym)

    @extend_schema(request=None, responses=ShownSerializer)
    @action(detail=True, methods=["post"])
    def text(self, request: Request, pk: str) -> Response:
        """What came as text, where none of its reports is sealed; that it was read is recorded."""
        shown = actions.read_raw_report(by=self.person, raw=self.get_object())
        return Response(ShownSerializer(shown).data, headers={"Cache-Control": "no-store"})

    @extend_schema(request=OpeningSerializer, responses=AddressSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        """Records that it is opened, and answers the address from which it is fetched within two minutes."""
        raw = self.get_object()
        actions.open_raw_report(by=self.person, raw=raw, reason=opening_reason(request))
        return keyed_address("api:raw-reports-file", raw, person=self.person)

    @extend_schema(
        parameters=[OpenApiParameter("key", OpenApiTypes.STR, required=True)],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str) -> HttpResponse:
        """What came, as bytes, for whom the address was made."""
        raw = self.get_object()
        require_key(request.query_params.get("key", ""), raw, person=self.person, at=clock.now())
        return download(raw, content_of(raw))

    @extend_schema(request=ReasonSerializer, responses=RawReportSerializer)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        """Removes what came, if nothing keeps any of its reports; the row and a record of the removal stay."""
        actions.remove_raw_report(by=self.person, raw=self.get_object(), reason=custody_reason(request))
        return Response(RawReportSerializer(self.get_object()).data)


routes = [("raw-reports", RawReportViewSet)]

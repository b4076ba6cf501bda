"""Endpoints for what was stored before it was read: how far a XARF report has come."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from enforcement.reports.doors.submitting import submit_raw
from enforcement.reports.models import RawReport, Report, ReportStatus
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission


class IncidentSerializer(serializers.ModelSerializer[Report]):
    """One of its reports: where it stands, and why it was completed."""

    class Meta:
        model = Report
        fields = ["id", "number", "status", "reason", "triage"]


class RawReportSerializer(serializers.ModelSerializer[RawReport]):
    """A raw report, and what came of it: queued, processing, or completed with the reason of its reports."""

    status = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()
    reports = IncidentSerializer(many=True, read_only=True)

    class Meta:
        model = RawReport
        fields = ["id", "door", "form", "digest", "size", "received_at", "read_at", "status", "reason", "reports"]

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


class RawReportViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[RawReport]):
    """Raw reports that came by mail or as XARF."""

    queryset = RawReport.objects.none()
    serializer_class = RawReportSerializer
    filterset_fields: ClassVar = ["door", "form", "digest"]
    permissions: ClassVar = {"list": Permission.SEE_REPORTS, "retrieve": submit_raw}

    def get_queryset(self) -> Any:
        """The newest first."""
        return RawReport.objects.order_by("-received_at", "id").prefetch_related("reports")


routes = [("raw-reports", RawReportViewSet)]

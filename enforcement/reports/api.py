"""Endpoints for reports and their evidence."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from enforcement.reports.actions import complete_report, take_report
from enforcement.reports.ages.api import routes as report_ages
from enforcement.reports.custody import api as custody
from enforcement.reports.custody.api import EvidenceSerializer
from enforcement.reports.doors.api import RawReportSerializer, sees_reports
from enforcement.reports.doors.api import routes as raw_reports
from enforcement.reports.doors.submitting import digest_of, looks_like_xarf, submit_raw, submit_report
from enforcement.reports.filters import ReportFilter
from enforcement.reports.forms import received_files
from enforcement.reports.inbox.api import InboxActions, SavedFilterViewSet
from enforcement.reports.inbox.queries import ORDERS
from enforcement.reports.inbox.rules import REASONS
from enforcement.reports.models import RawReport, Reason, Report
from enforcement.reports.senders.api import routes as senders
from enforcement.reports.throttle import client_address, network_of
from tenants.people.fields import InstantField
from tenants.people.keyset import KeysetPages
from tenants.people.permissions import Permission


class TargetSerializer(serializers.Serializer[Any]):
    """One of the targets: an address, network, domain, number or account, with its port."""

    target = serializers.CharField()
    port = serializers.IntegerField(allow_null=True)


class ReportSerializer(serializers.ModelSerializer[Report]):
    """A report as the desk sees it; the reporter is not told to machines."""

    evidence = EvidenceSerializer(many=True, read_only=True)
    targets = TargetSerializer(many=True, read_only=True)

    class Meta:
        model = Report
        fields = [
            "id",
            "number",
            "source",
            "category",
            "target",
            "port",
            "targets",
            "started_at",
            "ended_at",
            "description",
            "identifier",
            "triage",
            "sealed",
            "received_at",
            "service",
            "customer",
            "status",
            "reason",
            "completed_at",
            "assigned_to",
            "evidence",
        ]
        read_only_fields = fields


class NewReportSerializer(serializers.Serializer[Any]):
    """What a report must say; instants carry their zone."""

    category = serializers.CharField(max_length=40)
    target = serializers.CharField(
        max_length=500,
        help_text="Addresses, networks, domains, numbers or accounts; also `company website`, `company equipment`,"
        " `company software` and `third-party equipment`. Commas stand between several.",
    )
    started_at = InstantField()
    ended_at = InstantField(required=False)
    description = serializers.CharField(max_length=20_000)
    reporter_name = serializers.CharField(max_length=150, required=False, default="")
    reporter_email = serializers.EmailField(required=False, default="")
    files = serializers.ListField(child=serializers.FileField(), required=False, default=list, max_length=5)


class ReceivedSerializer(serializers.Serializer[Any]):
    """The report that came of it, and the secret of its follow page, told this once."""

    report = ReportSerializer()
    follow = serializers.CharField()


class StoredSerializer(RawReportSerializer):
    """A XARF report that is stored, and the address that tells how far it has come."""

    status_url = serializers.URLField()

    class Meta(RawReportSerializer.Meta):
        fields = [*RawReportSerializer.Meta.fields, "status_url"]


class CompletionSerializer(serializers.Serializer[Any]):
    """Why a report is completed."""

    reason = serializers.ChoiceField(choices=REASONS)


class ReportViewSet(ListModelMixin, RetrieveModelMixin, InboxActions):
    """Abuse reports: read, receive, take up, complete."""

    queryset = Report.objects.none()
    serializer_class = ReportSerializer
    filterset_class = ReportFilter
    pagination_class = KeysetPages
    orders = ORDERS
    permissions: ClassVar = {
        **InboxActions.permissions,
        "list": Permission.SEE_REPORTS,
        "retrieve": Permission.SEE_REPORTS,
        "create": submit_report,
        "take": take_report,
        "complete": complete_report,
    }

    def get_queryset(self) -> Any:
        """Every report with its evidence."""
        return Report.objects.prefetch_related("evidence__removal", "evidence__report")

    @extend_schema(
        request=NewReportSerializer,
        responses={201: ReceivedSerializer, 202: StoredSerializer},
        parameters=[OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description="The client token.")],
    )
    def create(self, request: Request) -> Response:
        """Receives a report; a XARF report is stored, and read later.

        `Idempotency-Key`, or the `report_id` of a XARF report, makes a repeat harmless for 24 hours.
        """
        key = request.headers.get("Idempotency-Key", "")
        data = b"" if request.content_type.startswith("multipart/") else request._request.body  # noqa: SLF001 - as it came
        if looks_like_xarf(data):
            network = network_of(client_address(request))
            return self._stored(request, submit_raw(by=self.person, data=data, key=key, network=network))
        form = NewReportSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        said = dict(form.validated_data)
        said.setdefault("ended_at", said["started_at"])
        files = received_files(said.pop("files"))
        digest = digest_of(said, files)
        report, secret = submit_report(by=self.person, key=key, digest=digest, files=files, **said)
        shown = dict(ReportSerializer(report).data)
        if not sees_reports(request):
            shown |= {"service": None, "customer": None}  # another provider never learns whose it is (R11)
        body = {"report": shown, "follow": secret}
        return Response(body, status=status.HTTP_201_CREATED)

    def _stored(self, request: Request, raw: RawReport) -> Response:
        """Says where the report's state is to be seen."""
        address = reverse("api:raw-reports-detail", args=[raw.pk], request=request)
        body = {**RawReportSerializer(raw).data, "status_url": address}
        return Response(body, status=status.HTTP_202_ACCEPTED, headers={"Location": address})

    @extend_schema(request=None, responses=ReportSerializer)
    @action(detail=True, methods=["post"])
    def take(self, request: Request, pk: str) -> Response:
        """Somebody looks into it now."""
        report = take_report(by=self.person, report=self.get_object())
        return Response(ReportSerializer(report).data)

    @extend_schema(request=CompletionSerializer, responses=ReportSerializer)
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, pk: str) -> Response:
        """Completes it with a reason."""
        form = CompletionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        reason = Reason(form.validated_data["reason"])
        report = complete_report(by=self.person, report=self.get_object(), reason=reason)
        return Response(ReportSerializer(report).data)


routes = [
    ("reports", ReportViewSet),
    *custody.routes,
    *report_ages,
    ("report-filters", SavedFilterViewSet),
    *senders,
    *raw_reports,
]

"""Endpoints of evidence in custody."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.reports.custody import actions
from enforcement.reports.custody.addresses import key_for, require_key
from enforcement.reports.custody.filters import EvidenceFilter
from enforcement.reports.custody.queries import content_of, files, storage_use, why_kept
from enforcement.reports.custody.views.opening import download
from enforcement.reports.models import (
    Addition,
    AuthorityReport,
    Complaint,
    Evidence,
    LegalHold,
    RawReport,
    Removal,
    Report,
    Sealing,
)
from enforcement.reports.reasons import ReasonSerializer
from tenants.ledger import clock
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.models import User
from tenants.people.permissions import Permission


class RemovalSerializer(serializers.ModelSerializer[Removal]):
    """What was removed, when, by whom and why."""

    class Meta:
        model = Removal
        fields = ["digest", "size", "removed_at", "removed_by", "reason"]


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """A file that came with a report: everything but its content. A sealed one has no name."""

    sealed = serializers.BooleanField(source="report.sealed", read_only=True)
    removal = RemovalSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Evidence
        fields = [
            "id",
            "report",
            "addition",
            "filename",
            "content_type",
            "size",
            "digest",
            "claimed",
            "claim",
            "received_at",
            "sealed",
            "removal",
        ]
        read_only_fields = fields


class OpeningSerializer(serializers.Serializer[Any]):
    """Why a file is opened: needed where it is sealed."""

    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class AddressSerializer(serializers.Serializer[Any]):
    """From where the file is fetched, by the same person, and until when."""

    url = serializers.CharField()
    expires_at = InstantField()


class PartSerializer(serializers.Serializer[Any]):
    """One piece of text; a mail's headers as pairs of name and words."""

    title = serializers.CharField()
    headers = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    text = serializers.CharField()
    cut = serializers.BooleanField()


class ShownSerializer(serializers.Serializer[Any]):
    """What a file reads like; without parts it is no text. `cut`: there is more than is shown."""

    parts = PartSerializer(many=True)
    cut = serializers.BooleanField()


class StorageUseSerializer(serializers.Serializer[Any]):
    """How many bytes of evidence are kept, and how many may be."""

    used = serializers.IntegerField()
    most = serializers.IntegerField()
    percent = serializers.IntegerField()
    almost_full = serializers.BooleanField()


class EvidenceViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Evidence]):
    """Files that came with reports: what they are, opening one, which is recorded, and removing one."""

    queryset = files()
    serializer_class = EvidenceSerializer
    filterset_class = EvidenceFilter
    permissions: ClassVar = {
        "list": Permission.SEE_REPORTS,
        "retrieve": Permission.SEE_REPORTS,
        "use": Permission.SEE_REPORTS,
        "text": actions.read_evidence,
        "open": actions.open_evidence,
        "file": actions.open_evidence,
        "remove": actions.remove_evidence,
    }

    @extend_schema(responses=StorageUseSerializer, filters=False)
    @action(detail=False, pagination_class=None, filter_backends=())
    def use(self, request: Request) -> Response:
        """How full the room for evidence is."""
        return Response(StorageUseSerializer(storage_use()).data)

    @extend_schema(request=None, responses=ShownSerializer)
    @action(detail=True, methods=["post"])
    def text(self, request: Request, pk: str) -> Response:
        """An ordinary file as text, a mail's headers decoded; that it was read is recorded."""
        shown = actions.read_evidence(by=self.person, evidence=self.get_object())
        return Response(ShownSerializer(shown).data, headers={"Cache-Control": "no-store"})

    @extend_schema(request=OpeningSerializer, responses=AddressSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        """Records that the file is opened, and answers the address from which it is fetched within two minutes."""
        evidence = self.get_object()
        actions.open_evidence(by=self.person, evidence=evidence, reason=opening_reason(request))
        return keyed_address("api:evidence-file", evidence, person=self.person)

    @extend_schema(
        parameters=[OpenApiParameter("key", OpenApiTypes.STR, required=True)],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str) -> HttpResponse:
        """The content, as bytes, for whom the address was made."""
        evidence = self.get_object()
        require_key(request.query_params.get("key", ""), evidence, person=self.person, at=clock.now())
        return download(evidence, content_of(evidence))

    @extend_schema(request=ReasonSerializer, responses=EvidenceSerializer)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        """Removes the file, if nothing keeps it; the row and a record of the removal stay."""
        evidence = self.get_object()
        actions.remove_evidence(by=self.person, evidence=evidence, reason=custody_reason(request))
        return Response(EvidenceSerializer(self.get_object()).data)


class SealingSerializer(serializers.ModelSerializer[Sealing]):
    """When the report was sealed, by whom (null: at arrival) and why."""

    class Meta:
        model = Sealing
        fields = ["sealed_at", "sealed_by", "reason"]


class LegalHoldSerializer(serializers.ModelSerializer[LegalHold]):
    """Why everything that came with the report is kept, and until when it was."""

    class Meta:
        model = LegalHold
        fields = ["id", "report", "reason", "placed_at", "placed_by", "ended_at", "ended_by", "ended_because"]


class AuthorityReportSerializer(serializers.ModelSerializer[AuthorityReport]):
    """Which authority was told when, and under which number it knows the report."""

    class Meta:
        model = AuthorityReport
        fields = ["id", "authority", "reference", "reported_at", "recorded_at", "recorded_by"]


class NewAuthorityReportSerializer(serializers.Serializer[Any]):
    """An authority that was told."""

    authority = serializers.CharField(max_length=200)
    reference = serializers.CharField(max_length=200)
    reported_at = InstantField()


class AdditionSerializer(serializers.ModelSerializer[Addition]):
    """Words that the reporter added; empty where the report is sealed."""

    class Meta:
        model = Addition
        fields = ["id", "words", "added_at"]


class ComplaintSerializer(serializers.ModelSerializer[Complaint]):
    """Why its reporter says that the outcome is wrong, and which outcome that was."""

    class Meta:
        model = Complaint
        fields = ["words", "filed_at", "reason", "completed_at", "completed_by"]


class CustodySerializer(serializers.ModelSerializer[Report]):
    """What is kept of a report, what keeps it, and which authority knows of it."""

    sealing = SealingSerializer(read_only=True, allow_null=True)
    legal_holds = LegalHoldSerializer(many=True, read_only=True)
    authority_reports = AuthorityReportSerializer(many=True, read_only=True)
    evidence = EvidenceSerializer(many=True, read_only=True)
    additions = AdditionSerializer(many=True, read_only=True)
    complaint = ComplaintSerializer(read_only=True, allow_null=True)
    kept_because = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = [
            "id",
            "number",
            "sealed",
            "sealing",
            "legal_holds",
            "authority_reports",
            "evidence",
            "additions",
            "complaint",
            "kept_because",
        ]
        read_only_fields = fields

    def get_kept_because(self, report: Report) -> list[str]:
        """Why nothing may be removed now, each in a sentence; empty: it may."""
        return why_kept(report, clock.now())


class SealedWordsSerializer(serializers.Serializer[Any]):
    """What a sealed report said."""

    description = serializers.CharField()
    filenames = serializers.DictField(child=serializers.CharField())
    added = serializers.ListField(child=serializers.CharField())


class CustodyViewSet(RetrieveModelMixin, RoomViewSet[Report]):
    """Sealing a report, holding it, telling an authority, and what keeps its evidence."""

    queryset = Report.objects.order_by("number")
    serializer_class = CustodySerializer
    permissions: ClassVar = {
        "retrieve": Permission.SEE_REPORTS,
        "seal": actions.seal_report,
        "words": actions.open_words,
        "hold": actions.place_legal_hold,
        "authority": actions.report_to_authority,
    }

    @extend_schema(request=ReasonSerializer, responses=CustodySerializer)
    @action(detail=True, methods=["post"])
    def seal(self, request: Request, pk: str) -> Response:
        """Takes the report with all that came with it out of sight, for good."""
        actions.seal_report(by=self.person, report=self.get_object(), reason=custody_reason(request))
        return Response(CustodySerializer(self.get_object()).data)

    @extend_schema(request=ReasonSerializer, responses=SealedWordsSerializer)
    @action(detail=True, methods=["post"])
    def words(self, request: Request, pk: str) -> Response:
        """What a sealed report said; that it was read, and why, is recorded."""
        found = actions.open_words(by=self.person, report=self.get_object(), reason=custody_reason(request))
        names = {str(one): name for one, name in found.filenames.items()}
        answer = {"description": found.description, "filenames": names, "added": found.added}
        return Response(SealedWordsSerializer(answer).data, headers={"Cache-Control": "no-store"})

    @extend_schema(request=ReasonSerializer, responses={201: LegalHoldSerializer})
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: str) -> Response:
        """Puts everything that came with the report under a legal hold."""
        hold = actions.place_legal_hold(by=self.person, report=self.get_object(), reason=custody_reason(request))
        return Response(LegalHoldSerializer(hold).data, status=201)

    @extend_schema(request=NewAuthorityReportSerializer, responses={201: AuthorityReportSerializer})
    @action(detail=True, methods=["post"])
    def authority(self, request: Request, pk: str) -> Response:
        """Records that an authority was told. Nothing is sent."""
        asked = NewAuthorityReportSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = actions.report_to_authority(by=self.person, report=self.get_object(), **asked.validated_data)
        return Response(AuthorityReportSerializer(told).data, status=201)


class LegalHoldViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[LegalHold]):
    """Legal holds, and ending one."""

    queryset = LegalHold.objects.order_by("-placed_at", "pk")
    serializer_class = LegalHoldSerializer
    filterset_fields: ClassVar = ["report"]
    permissions: ClassVar = {
        "list": Permission.SEE_REPORTS,
        "retrieve": Permission.SEE_REPORTS,
        "end": actions.end_legal_hold,
    }

    @extend_schema(request=ReasonSerializer, responses=LegalHoldSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Ends this hold; others stay."""
        ended = actions.end_legal_hold(by=self.person, hold=self.get_object(), reason=custody_reason(request))
        return Response(LegalHoldSerializer(ended).data)


def custody_reason(request: Request) -> str:
    """Returns why it is done, as it was sent."""
    asked = ReasonSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    reason: str = asked.validated_data["reason"]
    return reason


def opening_reason(request: Request) -> str:
    """Returns why a file is opened, which need not be said of all."""
    asked = OpeningSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    reason: str = asked.validated_data["reason"]
    return reason


def keyed_address(route: str, kept: Evidence | RawReport, *, person: User) -> Response:
    """Answers the address from which this person fetches it within two minutes."""
    key, until = key_for(kept, person=person, at=clock.now())
    url = f"{reverse(route, kwargs={'pk': kept.pk})}?{urlencode({'key': key})}"
    return Response(AddressSerializer({"url": url, "expires_at": until}).data)


routes = [("evidence", EvidenceViewSet), ("evidence-custody", CustodyViewSet), ("legal-holds", LegalHoldViewSet)]

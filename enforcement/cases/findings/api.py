"""Endpoints of findings."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.cases.findings.actions import record_finding
from enforcement.cases.findings.models import Finding, FindingOutcome
from enforcement.cases.findings.queries import findings
from enforcement.cases.models import Case
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission


class FindingSerializer(serializers.ModelSerializer[Finding]):
    """What a case ended in without a violation."""

    class Meta:
        model = Finding
        fields = ["id", "case", "outcome", "words", "found_by", "found_at"]
        read_only_fields = fields


class NewFindingSerializer(serializers.Serializer[Any]):
    """What was found; `closes` closes the case."""

    case = serializers.PrimaryKeyRelatedField(queryset=Case.objects.all())
    outcome = serializers.ChoiceField(choices=FindingOutcome.choices)
    words = serializers.CharField(max_length=20_000)
    closes = serializers.BooleanField(default=True)


class FindingViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Finding]):
    """Findings without a violation: read, record."""

    queryset = Finding.objects.none()
    serializer_class = FindingSerializer
    filterset_fields: ClassVar = ["case", "outcome"]
    permissions: ClassVar = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "create": record_finding,
    }

    def get_queryset(self) -> Any:
        """Every finding."""
        return findings()

    @extend_schema(request=NewFindingSerializer, responses={201: FindingSerializer})
    def create(self, request: Request) -> Response:
        """Says that no violation was found, or that the evidence does not suffice."""
        said = NewFindingSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        made = record_finding(by=self.person, **said.validated_data)
        return Response(FindingSerializer(made).data, status=status.HTTP_201_CREATED)

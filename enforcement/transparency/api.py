"""Endpoints of transparency reports: compute one, publish it, and read what was published."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.transparency.actions import publish_report
from enforcement.transparency.filters import PublicationFilter
from enforcement.transparency.models import Publication
from enforcement.transparency.periods import period_named
from enforcement.transparency.queries import computed, publications
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission

_PERIOD = "Such as 2026-10, 2026-H2, 2026 or 2026-10-01..2026-11-16, the last day excluded."


class PublicationSerializer(serializers.ModelSerializer[Publication]):
    """A published report; `digest` is SHA-256 over the canonical JSON (RFC 8785) of `content`."""

    superseded_by = serializers.UUIDField(source="superseded_by.pk", default=None, allow_null=True, read_only=True)
    content = serializers.SerializerMethodField()

    class Meta:
        model = Publication
        fields = [
            "id",
            "period",
            "starts_at",
            "ends_at",
            "sequence",
            "supersedes",
            "superseded_by",
            "correction",
            "content",
            "digest",
            "published_at",
        ]

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_content(self, publication: Publication) -> dict[str, Any]:
        """Tables of numbers by key, and times in hours."""
        content: dict[str, Any] = publication.content
        return content


class PublishSerializer(serializers.Serializer[Any]):
    """Which period, whether numbers under five are hidden, and what is corrected if it was published before."""

    period = serializers.CharField(max_length=30, help_text=_PERIOD)
    hide_small = serializers.BooleanField()
    correction = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class PublicationViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Publication]):
    """Transparency reports."""

    queryset = publications()
    serializer_class = PublicationSerializer
    filterset_class = PublicationFilter
    permissions = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "computed": Permission.SEE_CASES,
        "create": publish_report,
    }

    @extend_schema(request=PublishSerializer, responses={201: PublicationSerializer})
    def create(self, request: Request) -> Response:
        """Publishes a period that is over; again, what it says must have changed."""
        asked = PublishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = publish_report(by=self.person, **asked.validated_data)
        return Response(PublicationSerializer(publications().get(pk=made.pk)).data, status=201)

    @extend_schema(
        parameters=[OpenApiParameter("period", OpenApiTypes.STR, required=True, description=_PERIOD)],
        responses={200: OpenApiTypes.OBJECT},
    )
    @action(detail=False, methods=["get"], filterset_class=None, pagination_class=None)
    def computed(self, request: Request) -> Response:
        """Computes a period, over or not, from what is known now."""
        return Response(computed(period_named(request.query_params.get("period", ""))))


routes = [("transparency-reports", PublicationViewSet)]

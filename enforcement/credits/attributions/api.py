"""Endpoints of what interruptions were caused by."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.credits.attributions import actions
from enforcement.credits.models import Attribution
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission


class AttributionSerializer(serializers.ModelSerializer[Attribution]):
    """Staff said what an interruption was caused by; of one interruption the greatest `sequence` holds."""

    class Meta:
        model = Attribution
        fields = ["id", "interruption", "sequence", "cause", "reason", "said_at"]
        read_only_fields = ["id", "sequence", "said_at"]


class AttributionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Attribution]):
    """What interruptions were caused by, as staff say."""

    queryset = Attribution.objects.order_by("-said_at", "id")
    serializer_class = AttributionSerializer
    filterset_fields = ["interruption", "cause"]
    permissions = {
        "list": Permission.SEE_CREDITS,
        "retrieve": Permission.SEE_CREDITS,
        "create": actions.attribute_interruption,
    }

    @extend_schema(request=AttributionSerializer, responses={201: AttributionSerializer})
    def create(self, request: Request) -> Response:
        """Says what an interruption was caused by, or another cause than before."""
        asked = AttributionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.attribute_interruption(by=self.person, **asked.validated_data)
        return Response(AttributionSerializer(made).data, status=201)


routes = [("attributions", AttributionViewSet)]

"""Endpoints of planned maintenance."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.credits.maintenance import actions
from enforcement.credits.maintenance.queries import all_maintenance
from enforcement.credits.models import Maintenance
from tenants.customers.models import Service
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.permissions import Permission


class MaintenanceSerializer(serializers.ModelSerializer[Maintenance]):
    """Maintenance that was announced; `everywhere` means all services."""

    class Meta:
        model = Maintenance
        fields = [
            "id",
            "title",
            "everywhere",
            "services",
            "starts_at",
            "ends_at",
            "announced_at",
            "withdrawn_at",
            "withdrawal_reason",
        ]


class AnnounceSerializer(serializers.Serializer[Any]):
    """What is done, when, and to which services; all where none is named."""

    title = serializers.CharField(max_length=200)
    starts_at = InstantField()
    ends_at = InstantField()
    services = serializers.PrimaryKeyRelatedField(queryset=Service.objects.all(), many=True, required=False)


class TakeBackSerializer(serializers.Serializer[Any]):
    """Why it is taken back."""

    reason = serializers.CharField(max_length=1000)


class MaintenanceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Maintenance]):
    """Planned maintenance: announce it, and take it back."""

    queryset = all_maintenance()
    serializer_class = MaintenanceSerializer
    filterset_fields = ["everywhere", "services"]
    permissions = {
        "list": Permission.SEE_CREDITS,
        "retrieve": Permission.SEE_CREDITS,
        "create": actions.announce_maintenance,
        "withdraw": actions.withdraw_maintenance,
    }

    @extend_schema(request=AnnounceSerializer, responses={201: MaintenanceSerializer})
    def create(self, request: Request) -> Response:
        """Records maintenance that is planned."""
        asked = AnnounceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.announce_maintenance(by=self.person, **asked.validated_data)
        return Response(MaintenanceSerializer(made).data, status=201)

    @extend_schema(request=TakeBackSerializer, responses=MaintenanceSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Takes it back; from now on it is not planned."""
        asked = TakeBackSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        kept = actions.withdraw_maintenance(by=self.person, maintenance=self.get_object(), **asked.validated_data)
        return Response(MaintenanceSerializer(kept).data)


routes = [("maintenance", MaintenanceViewSet)]

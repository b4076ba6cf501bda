"""Endpoints for muted senders."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.reports.models import MutedSender
from enforcement.reports.senders.actions import mute_sender, unmute_sender
from enforcement.reports.senders.queries import muted_senders
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission


class MutedSenderSerializer(serializers.ModelSerializer[MutedSender]):
    """An address or a domain that is muted, or was."""

    class Meta:
        model = MutedSender
        fields = ["id", "sender", "reason", "muted_at", "ended_at"]


class MuteSerializer(serializers.Serializer[Any]):
    """Whom, and why."""

    sender = serializers.CharField(max_length=254)
    reason = serializers.CharField(max_length=300)


class MutedSenderViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[MutedSender]):
    """Muted senders: read, mute, unmute."""

    queryset = MutedSender.objects.none()
    serializer_class = MutedSenderSerializer
    filterset_fields: ClassVar = ["sender"]
    permissions: ClassVar = {
        "list": Permission.SEE_REPORTS,
        "retrieve": Permission.SEE_REPORTS,
        "create": mute_sender,
        "unmute": unmute_sender,
    }

    def get_queryset(self) -> Any:
        """Who is muted first."""
        return muted_senders()

    @extend_schema(request=MuteSerializer, responses={201: MutedSenderSerializer})
    def create(self, request: Request) -> Response:
        """Mutes an address or a domain."""
        form = MuteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        muted = mute_sender(by=self.person, **form.validated_data)
        return Response(MutedSenderSerializer(muted).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=MutedSenderSerializer)
    @action(detail=True, methods=["post"])
    def unmute(self, request: Request, pk: str) -> Response:
        """Lets its reports be looked into again."""
        return Response(MutedSenderSerializer(unmute_sender(by=self.person, muted=self.get_object())).data)


routes = [("muted-senders", MutedSenderViewSet)]

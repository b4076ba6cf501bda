"""Endpoints of notices, their deliveries, and a person's own inbox."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from policies.notices.actions import mark_seen
from policies.notices.filters import DeliveryFilter, NoticeFilter
from policies.notices.models import Channel, Delivery, DeliveryStatus, Notice
from policies.notices.queries import inbox, notices
from tenants.people.api import RoomViewSet
from tenants.people.models import User
from tenants.people.permissions import Permission


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """What was announced, and how far its mails have come."""

    people = serializers.IntegerField(help_text="People it was for.")
    people_seen = serializers.IntegerField(help_text="People who opened it in the portal.")
    mails = serializers.SerializerMethodField(help_text="Number of mails by state.")

    class Meta:
        model = Notice
        fields = ["id", "kind", "title", "path", "version", "content", "created_at", "people", "people_seen", "mails"]

    def get_mails(self, notice: Notice) -> dict[str, int]:
        """The number of mails in each state."""
        return {status.value: getattr(notice, f"mails_{status.value}") for status in DeliveryStatus}


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    """One notice to one person over one channel."""

    recipient = serializers.UUIDField(source="recipient.pseudonym")

    class Meta:
        model = Delivery
        fields = [
            "id",
            "notice",
            "recipient",
            "customer",
            "channel",
            "address",
            "status",
            "queued_at",
            "next_attempt_at",
            "attempts",
            "sent_at",
            "seen_at",
            "ended_at",
            "answer",
        ]


class InboxSerializer(serializers.ModelSerializer[Delivery]):
    """A notice in one's own inbox."""

    kind = serializers.CharField(source="notice.kind")
    title = serializers.CharField(source="notice.title")
    path = serializers.CharField(source="notice.path")
    content = serializers.JSONField(source="notice.content")

    class Meta:
        model = Delivery
        fields = ["id", "kind", "title", "path", "content", "customer", "queued_at", "seen_at"]


class NoticeViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Notice]):
    """What was announced to customers."""

    permissions = {"list": Permission.SEE_NOTICES, "retrieve": Permission.SEE_NOTICES}
    queryset = notices()
    serializer_class = NoticeSerializer
    filterset_class = NoticeFilter


class DeliveryViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Delivery]):
    """Whom a notice was for, and what became of it."""

    permissions = {"list": Permission.SEE_NOTICES, "retrieve": Permission.SEE_NOTICES}
    queryset = Delivery.objects.select_related("recipient").order_by("-queued_at", "pk")
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilter


class InboxViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Delivery]):
    """One's own inbox: what a customer's person was told in the portal."""

    permissions = {"list": None, "retrieve": None, "seen": None}
    queryset = Delivery.objects.filter(channel=Channel.INBOX).select_related("notice").order_by("-queued_at", "pk")
    serializer_class = InboxSerializer

    def get_queryset(self) -> Any:
        """Only one's own."""
        user = self.request.user
        return inbox(user) if isinstance(user, User) else super().get_queryset().none()

    @extend_schema(request=None, responses=InboxSerializer)
    @action(detail=True, methods=["post"])
    def seen(self, request: Request, pk: str) -> Response:
        """Keeps that the notice was opened; a second time changes nothing."""
        delivery = self.get_object()
        assert isinstance(request.user, User)
        mark_seen(by=request.user, delivery=delivery)
        delivery.refresh_from_db()
        return Response(InboxSerializer(delivery).data)


routes = [("notices", NoticeViewSet), ("deliveries", DeliveryViewSet), ("inbox", InboxViewSet)]

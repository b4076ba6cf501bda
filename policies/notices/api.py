"""Endpoints of notices, their deliveries, and a person's own inbox."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from policies.notices.actions.announcing import mark_seen
from policies.notices.actions.controls import cancel_notice, pause_notice, resume_notice, send_again
from policies.notices.actions.preferences import choose, make_feed
from policies.notices.filters import DeliveryFilter, NoticeFilter
from policies.notices.models import Channel, Delivery, DeliveryEventKind, DeliveryStatus, Notice, Preference
from policies.notices.queries import TROUBLE, events_of, inbox, notices, preference_of
from tenants.people.api import RoomViewSet
from tenants.people.models import User
from tenants.people.permissions import OWN, Permission
from tenants.resellers.addresses import absolute


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """What was announced, and how far its mails have come."""

    people = serializers.IntegerField(help_text="People it was for.")
    people_seen = serializers.IntegerField(help_text="People who opened it in the portal.")
    mails = serializers.SerializerMethodField(help_text="Number of mails by state.")

    class Meta:
        model = Notice
        fields = ["id", "kind", "title", "path", "version", "content", "created_at", "people", "people_seen", "mails"]

    def get_mails(self, notice: Notice) -> dict[str, int]:
        """Returns the number of mails in each state."""
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
            "language",
            "round",
            "status",
            "queued_at",
            "next_attempt_at",
            "attempts",
            "sent_at",
            "seen_at",
            "ended_at",
            "answer",
        ]


class DeliveryEventSerializer(serializers.Serializer[Any]):
    """One thing that was said of a delivery."""

    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    what = serializers.ChoiceField(choices=[TROUBLE, *DeliveryEventKind.values])
    words = serializers.CharField()
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # a declared field is no attribute


class PreferenceSerializer(serializers.ModelSerializer[Preference]):
    """How one wants to be told."""

    channels = serializers.ListField(child=serializers.ChoiceField(choices=Channel.choices), allow_empty=True)

    class Meta:
        model = Preference
        fields = ["channels", "language", "webhook_url"]


class FeedSerializer(serializers.Serializer[Any]):
    """The address of one's own feed, shown once."""

    address = serializers.URLField()


class InboxSerializer(serializers.ModelSerializer[Delivery]):
    """A notice in one's own inbox."""

    kind = serializers.CharField(source="notice.kind")
    title = serializers.CharField(source="notice.title")
    path = serializers.CharField(source="notice.path")
    content = serializers.JSONField(source="notice.content")

    class Meta:
        model = Delivery
        fields = ["id", "kind", "title", "path", "content", "customer", "queued_at", "seen_at"]


class NoticeReasonSerializer(serializers.Serializer[Any]):
    """Why a notice is controlled; the ledger keeps it."""

    reason = serializers.CharField(max_length=300)


class CancelledSerializer(serializers.Serializer[Any]):
    """What cancelling ended."""

    cancelled = serializers.IntegerField(help_text="Deliveries that will not be sent.")


class NoticeViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Notice]):
    """What was announced to customers."""

    permissions = {
        "list": Permission.SEE_NOTICES,
        "retrieve": Permission.SEE_NOTICES,
        "pause": pause_notice,
        "resume": resume_notice,
        "cancel": cancel_notice,
    }
    queryset = notices()
    serializer_class = NoticeSerializer
    filterset_class = NoticeFilter

    @extend_schema(request=NoticeReasonSerializer, responses=NoticeSerializer)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, pk: str) -> Response:
        """Lets no worker take up any more of it."""
        pause_notice(by=self.person, notice=self.get_object(), reason=self._reason(request))
        return Response(NoticeSerializer(self.get_object()).data)

    @extend_schema(request=None, responses=NoticeSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """Lets workers go on."""
        resume_notice(by=self.person, notice=self.get_object())
        return Response(NoticeSerializer(self.get_object()).data)

    @extend_schema(request=NoticeReasonSerializer, responses=CancelledSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Cancels it for everybody whom it has not been sent to."""
        ended = cancel_notice(by=self.person, notice=self.get_object(), reason=self._reason(request))
        return Response({"cancelled": ended})

    def _reason(self, request: Request) -> str:
        asked = NoticeReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return str(asked.validated_data["reason"])


class DeliveryViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Delivery]):
    """Whom a notice was for, and what became of it."""

    permissions = {
        "list": Permission.SEE_NOTICES,
        "retrieve": Permission.SEE_NOTICES,
        "events": Permission.SEE_NOTICES,
        "again": send_again,
    }
    queryset = Delivery.objects.select_related("recipient").order_by("-queued_at", "pk")
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilter

    @extend_schema(responses=DeliveryEventSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def events(self, request: Request, pk: str) -> Response:
        """What servers, bounces and staff said of it, oldest first."""
        return Response(DeliveryEventSerializer(events_of(self.get_object()), many=True).data)

    @extend_schema(request=None, responses=DeliverySerializer)
    @action(detail=True, methods=["post"])
    def again(self, request: Request, pk: str) -> Response:
        """Sends what failed, bounced or was cancelled once more, to the address that the person has now."""
        return Response(DeliverySerializer(send_again(by=self.person, delivery=self.get_object())).data)


class InboxViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Delivery]):
    """One's own inbox: what a customer's person was told in the portal."""

    permissions = {"list": OWN, "retrieve": OWN, "seen": OWN}
    never_stopped = True
    queryset = Delivery.objects.filter(channel=Channel.INBOX).select_related("notice").order_by("-queued_at", "pk")
    serializer_class = InboxSerializer

    def get_queryset(self) -> Any:
        """Returns only one's own."""
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


class PreferenceViewSet(RoomViewSet[Preference]):
    """How one wants to be told; one's own only."""

    permissions = {"list": None, "create": None, "feed": None}
    queryset = Preference.objects.all()
    serializer_class = PreferenceSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(responses=PreferenceSerializer)
    def list(self, request: Request) -> Response:
        """What one chose, or what holds for who never did."""
        return Response(PreferenceSerializer(preference_of(self.person)).data)

    @extend_schema(request=PreferenceSerializer, responses=PreferenceSerializer)
    def create(self, request: Request) -> Response:
        """Chooses; what is announced from now on comes that way."""
        asked = PreferenceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(PreferenceSerializer(choose(by=self.person, **asked.validated_data)).data)

    @extend_schema(request=None, responses={201: FeedSerializer})
    @action(detail=False, methods=["post"])
    def feed(self, request: Request) -> Response:
        """Makes the address of one's feed anew; the one before ends."""
        address = absolute(reverse("notice-feed", args=[make_feed(by=self.person)]))
        return Response({"address": address}, status=201)


routes = [
    ("notices", NoticeViewSet),
    ("deliveries", DeliveryViewSet),
    ("inbox", InboxViewSet),
    ("notice-preferences", PreferenceViewSet),
]

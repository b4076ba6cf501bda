"""Endpoints of the conversation about appeals: messages and files, of staff and of a customer's own people."""

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.appeals.conversation.actions import (
    open_appeal_evidence,
    open_own_evidence,
    pass_on_words,
    read_appeal_evidence,
    read_own_evidence,
    write_as_customer,
    write_as_staff,
)
from enforcement.appeals.conversation.filters import AppealEvidenceFilter, MessageFilter
from enforcement.appeals.conversation.queries import content_of, customers_files, files, messages
from enforcement.appeals.conversation.rules import LONGEST_WORDS
from enforcement.appeals.models import Appeal, AppealEvidence, AppealMessage
from enforcement.reports.custody.addresses import key_for, require_key
from enforcement.reports.custody.api import AddressSerializer, ShownSerializer
from enforcement.reports.custody.views.opening import download
from enforcement.reports.forms import received_files
from tenants.customers.queries import customers_of
from tenants.ledger import clock
from tenants.people.api import RoomViewSet
from tenants.people.models import User
from tenants.people.permissions import OWN, Permission

_BY_KEY = extend_schema(
    parameters=[OpenApiParameter("key", OpenApiTypes.STR, required=True)],
    responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
)


class AppealEvidenceSerializer(serializers.ModelSerializer[AppealEvidence]):
    """A file that came with an appeal (`message` null) or a message about it: everything but its content."""

    class Meta:
        model = AppealEvidence
        fields = [
            "id",
            "appeal",
            "message",
            "filename",
            "content_type",
            "size",
            "digest",
            "received_at",
            "removed_at",
        ]
        read_only_fields = fields


class OwnMessageSerializer(serializers.ModelSerializer[AppealMessage]):
    """What one side wrote about an appeal; who of the company wrote is not told."""

    evidence = AppealEvidenceSerializer(many=True, read_only=True)

    class Meta:
        model = AppealMessage
        fields = ["id", "appeal", "side", "words", "written_at", "evidence"]
        read_only_fields = fields


class MessageSerializer(OwnMessageSerializer):
    """The same with the pseudonym of who wrote it."""

    class Meta(OwnMessageSerializer.Meta):
        fields = [*OwnMessageSerializer.Meta.fields, "written_by"]
        read_only_fields = fields


class NewMessageSerializer(serializers.Serializer[Any]):
    """Words about an open appeal, with at most five files."""

    appeal = serializers.PrimaryKeyRelatedField(queryset=Appeal.objects.none())
    words = serializers.CharField(max_length=LONGEST_WORDS)
    files = serializers.ListField(child=serializers.FileField(), required=False, default=list, max_length=5)

    def __init__(self, *args: Any, person: User | None = None, anybodys: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Appeal.objects.all() if anybodys else Appeal.objects.none()
        if person is not None:
            rows = Appeal.objects.filter(customer__in=customers_of(person))
        self.fields["appeal"].queryset = rows  # type: ignore[attr-defined]  # a related field


def _said(form: NewMessageSerializer) -> dict[str, Any]:
    form.is_valid(raise_exception=True)
    said = form.validated_data
    return {**said, "files": received_files(said["files"])}


class AppealMessageViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[AppealMessage]):
    """What was written about appeals, and writing to a customer about its own."""

    queryset = AppealMessage.objects.none()
    serializer_class = MessageSerializer
    filterset_class = MessageFilter
    permissions: ClassVar = {
        "list": Permission.SEE_APPEALS,
        "retrieve": Permission.SEE_APPEALS,
        "create": write_as_staff,
        "pass_on": pass_on_words,
    }

    def get_queryset(self) -> Any:
        """Every message, in the order in which they were written."""
        return messages()

    @extend_schema(request=NewMessageSerializer, responses={201: MessageSerializer})
    def create(self, request: Request) -> Response:
        """Writes to the customer about its appeal."""
        return self._written(write_as_staff)

    @extend_schema(request=NewMessageSerializer, responses={201: MessageSerializer})
    @action(detail=False, methods=["post"], url_path="pass-on", pagination_class=None, filter_backends=())
    def pass_on(self, request: Request) -> Response:
        """Writes what the customer said since, by who filed the appeal for it."""
        return self._written(pass_on_words)

    def _written(self, verb: Callable[..., AppealMessage]) -> Response:
        made = verb(by=self.person, **_said(NewMessageSerializer(data=self.request.data, anybodys=True)))
        return Response(MessageSerializer(made).data, status=status.HTTP_201_CREATED)


class MyAppealMessageViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[AppealMessage]):
    """What was written about the appeals of the customers that the signed-in person acts for, and writing more."""

    queryset = AppealMessage.objects.none()
    serializer_class = OwnMessageSerializer
    filterset_class = MessageFilter
    permissions: ClassVar = {"list": OWN, "retrieve": OWN, "create": OWN}
    never_stopped = True

    def get_queryset(self) -> Any:
        """Only about one's own appeals."""
        if getattr(self, "swagger_fake_view", False):
            return AppealMessage.objects.none()
        return messages().filter(appeal__customer__in=customers_of(self.person))

    @extend_schema(request=NewMessageSerializer, responses={201: OwnMessageSerializer})
    def create(self, request: Request) -> Response:
        """Writes to the company about one's own appeal."""
        said = _said(NewMessageSerializer(data=request.data, person=self.person))
        made = write_as_customer(by=self.person, **said)
        return Response(OwnMessageSerializer(made).data, status=status.HTTP_201_CREATED)


def _address(name: str, evidence: AppealEvidence, person: User) -> Response:
    key, until = key_for(evidence, person=person, at=clock.now())
    url = f"{reverse(name, kwargs={'pk': evidence.pk})}?{urlencode({'key': key})}"
    return Response(AddressSerializer({"url": url, "expires_at": until}).data)


class AppealEvidenceViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[AppealEvidence]):
    """Files that came with appeals: what they are, and opening one, which is recorded."""

    queryset = AppealEvidence.objects.none()
    serializer_class = AppealEvidenceSerializer
    filterset_class = AppealEvidenceFilter
    permissions: ClassVar = {
        "list": Permission.SEE_APPEALS,
        "retrieve": Permission.SEE_APPEALS,
        "text": read_appeal_evidence,
        "open": open_appeal_evidence,
        "file": open_appeal_evidence,
    }

    def get_queryset(self) -> Any:
        """Every file."""
        return files()

    @extend_schema(request=None, responses=ShownSerializer)
    @action(detail=True, methods=["post"])
    def text(self, request: Request, pk: str) -> Response:
        """A file as text; that it was read is recorded."""
        shown = read_appeal_evidence(by=self.person, evidence=self.get_object())
        return Response(ShownSerializer(shown).data, headers={"Cache-Control": "no-store"})

    @extend_schema(request=None, responses=AddressSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        """Records that the file is opened, and answers the address from which it is fetched within two minutes."""
        evidence = self.get_object()
        open_appeal_evidence(by=self.person, evidence=evidence)
        return _address("api:appeal-evidence-file", evidence, self.person)

    @_BY_KEY
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str) -> HttpResponse:
        """The content, as bytes, for whom the address was made."""
        evidence = self.get_object()
        require_key(request.query_params.get("key", ""), evidence, person=self.person, at=clock.now())
        return download(evidence, content_of(evidence))


class MyAppealEvidenceViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[AppealEvidence]):
    """The files of one's own appeals, whichever side sent them."""

    queryset = AppealEvidence.objects.none()
    serializer_class = AppealEvidenceSerializer
    filterset_class = AppealEvidenceFilter
    permissions: ClassVar = {"list": OWN, "retrieve": OWN, "text": OWN, "open": OWN, "file": OWN}
    never_stopped = True

    def get_queryset(self) -> Any:
        """Only of one's own appeals."""
        if getattr(self, "swagger_fake_view", False):
            return AppealEvidence.objects.none()
        return customers_files(customers_of(self.person))

    @extend_schema(request=None, responses=ShownSerializer)
    @action(detail=True, methods=["post"])
    def text(self, request: Request, pk: str) -> Response:
        """A file as text."""
        shown = read_own_evidence(by=self.person, evidence=self.get_object())
        return Response(ShownSerializer(shown).data, headers={"Cache-Control": "no-store"})

    @extend_schema(request=None, responses=AddressSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        """The address from which the file is fetched within two minutes."""
        evidence = self.get_object()
        open_own_evidence(by=self.person, evidence=evidence)
        return _address("api:my-appeal-evidence-file", evidence, self.person)

    @_BY_KEY
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str) -> HttpResponse:
        """The content, as bytes, for whom the address was made."""
        evidence = self.get_object()
        require_key(request.query_params.get("key", ""), evidence, person=self.person, at=clock.now())
        return download(evidence, content_of(evidence))


routes = [
    ("appeal-messages", AppealMessageViewSet),
    ("my-appeal-messages", MyAppealMessageViewSet),
    ("appeal-evidence", AppealEvidenceViewSet),
    ("my-appeal-evidence", MyAppealEvidenceViewSet),
]

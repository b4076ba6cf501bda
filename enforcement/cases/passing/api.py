"""Endpoints of what was passed on, and of those to whom cases can be passed."""

import uuid
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.cases.models import Case
from enforcement.cases.passing import queries
from enforcement.cases.passing.actions import (
    end_recipient,
    note_passing,
    pass_case,
    register_recipient,
    withdraw_passing,
)
from enforcement.cases.passing.filters import PassingFilter, RecipientFilter
from enforcement.cases.passing.models import Passing, Recipient, RecipientKind, Way
from enforcement.cases.passing.rules import LONGEST_WORDS, PROTOCOLS, Said
from enforcement.reports.models import Evidence
from enforcement.reports.reasons import ReasonSerializer
from tenants.ledger import clock
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.keyset import KeysetPages
from tenants.people.permissions import Permission


class PassingSerializer(serializers.ModelSerializer[Passing]):
    """What was passed on, and how far it has come; `report` is what was sent, without the bytes of its files."""

    report = serializers.DictField(read_only=True)
    evidence = serializers.SerializerMethodField(help_text="Digests of the files that went along.")

    class Meta:
        model = Passing
        fields = [
            "id", "number", "case", "recipient", "kind", "name", "way", "address", "report", "digest", "size",
            "evidence", "reason", "names_customer", "ground", "passed_by", "queued_at", "status", "attempts", "answer",
            "sent_at", "withdrawn_at", "remote_status", "remote_reason", "remote_outcome", "asked_at", "ask_at",
            "ask_failure", "answered_at", "noted_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_evidence(self, passing: Passing) -> list[str]:
        """The digests, in the files' order."""
        return [one.digest for one in sorted(passing.files.all(), key=lambda one: one.place)]


class NewPassingSerializer(serializers.Serializer[Any]):
    """What is passed on to whom; `to` is a key of `destinations`.

    The same `reference` (a UUID) twice is passed once. `seen` is the digest that `preview` answered with: where what
    would be sent is not that any more, it is refused.
    """

    case = serializers.PrimaryKeyRelatedField(queryset=Case.objects.all())
    to = serializers.CharField(max_length=40)
    target = serializers.CharField(max_length=500)
    port = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=65_535)
    started_at = InstantField()
    ended_at = InstantField()
    protocol = serializers.ChoiceField(choices=list(PROTOCOLS), required=False, default="", allow_blank=True)
    words = serializers.CharField(max_length=LONGEST_WORDS, required=False, allow_blank=True, default="")
    evidence = serializers.PrimaryKeyRelatedField(queryset=Evidence.objects.all(), many=True, required=False)
    reason = serializers.CharField(max_length=2000)
    names_customer = serializers.BooleanField(default=False)
    ground = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    reference = serializers.UUIDField(required=False)
    seen = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")

    def asked(self) -> queries.Asked:
        """Returns what is asked for."""
        given = self.validated_data
        said = Said(
            category=given["case"].category,
            target=given["target"],
            port=given["port"],
            started_at=given["started_at"],
            ended_at=given["ended_at"],
            words=given["words"],
            protocol=given["protocol"],
        )
        return queries.Asked(
            reference=given.get("reference") or uuid.uuid4(),
            to=given["to"],
            said=said,
            evidence=given.get("evidence", []),
            reason=given["reason"],
            names_customer=given["names_customer"],
            ground=given["ground"],
        )


class PreviewSerializer(serializers.Serializer[Any]):
    """What would be sent, to whom; `reference` and `digest` (as `seen`) pass exactly that on."""

    reference = serializers.UUIDField()
    to = serializers.CharField()
    address = serializers.CharField()
    report = serializers.DictField()
    digest = serializers.CharField()
    size = serializers.IntegerField()


class DestinationSerializer(serializers.Serializer[Any]):
    """Somebody to whom a case can be passed."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=RecipientKind.choices)
    name = serializers.CharField()
    way = serializers.ChoiceField(choices=Way.choices)
    address = serializers.CharField()


class PassingViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Passing]):
    """What was passed on: read, look at before, pass, withdraw, note the answer."""

    queryset = Passing.objects.none()
    serializer_class = PassingSerializer
    filterset_class = PassingFilter
    pagination_class = KeysetPages
    orders = queries.ORDERS
    permissions: ClassVar = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "destinations": Permission.SEE_CASES,
        "preview": Permission.WORK_CASES,
        "create": pass_case,
        "withdraw": withdraw_passing,
        "note": note_passing,
    }

    def get_queryset(self) -> Any:
        """Everything that was passed on."""
        return queries.passings().prefetch_related("files")

    def _new(self, request: Request) -> NewPassingSerializer:
        said = NewPassingSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        return said

    @extend_schema(request=NewPassingSerializer, responses={201: PassingSerializer})
    def create(self, request: Request) -> Response:
        """Passes a case on; the customer's identity stays here unless it is released on a ground."""
        said = self._new(request)
        given = said.validated_data
        made = pass_case(by=self.person, case=given["case"], asked=said.asked(), seen=given["seen"])
        return Response(PassingSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=NewPassingSerializer, responses=PreviewSerializer, filters=False)
    @action(detail=False, methods=["post"])
    def preview(self, request: Request) -> Response:
        """Answers with what would be sent; nothing is."""
        said = self._new(request)
        asked = said.asked()
        ready = queries.prepared(said.validated_data["case"], asked, at=clock.now())
        to = ready.destination
        shown = {"reference": asked.reference, "to": to.name, "address": to.address, "report": ready.report}
        return Response(PreviewSerializer({**shown, "digest": ready.digest, "size": ready.size}).data)

    @extend_schema(responses=DestinationSerializer(many=True), filters=False)
    @action(detail=False, methods=["get"], pagination_class=None)
    def destinations(self, request: Request) -> Response:
        """To whom a case can be passed now."""
        return Response(DestinationSerializer(queries.destinations(), many=True).data)

    @extend_schema(request=ReasonSerializer, responses=PassingSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Takes back what was not sent yet."""
        said = ReasonSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        kept = withdraw_passing(by=self.person, passing=self.get_object(), reason=said.validated_data["reason"])
        return Response(PassingSerializer(kept).data)

    @extend_schema(request=None, responses=PassingSerializer)
    @action(detail=True, methods=["post"])
    def note(self, request: Request, pk: str) -> Response:
        """Notes what came of it, so that it waits for nobody."""
        return Response(PassingSerializer(note_passing(by=self.person, passing=self.get_object())).data)


class RecipientSerializer(serializers.ModelSerializer[Recipient]):
    """Somebody who is registered; the token is told to nobody."""

    has_token = serializers.SerializerMethodField()

    class Meta:
        model = Recipient
        fields = ["id", "kind", "name", "way", "address", "has_token", "registered_at", "ended_at"]
        read_only_fields = fields

    @extend_schema_field(serializers.BooleanField())
    def get_has_token(self, recipient: Recipient) -> bool:
        """Whether a token is kept."""
        return bool(recipient.token)


class NewRecipientSerializer(serializers.Serializer[Any]):
    """Who it is, and how a report reaches them."""

    kind = serializers.ChoiceField(choices=RecipientKind.choices)
    name = serializers.CharField(max_length=120)
    way = serializers.ChoiceField(choices=Way.choices)
    address = serializers.CharField(max_length=500)
    token = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class RecipientViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Recipient]):
    """Recipients: read, register, end."""

    queryset = Recipient.objects.none()
    serializer_class = RecipientSerializer
    filterset_class = RecipientFilter
    permissions: ClassVar = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "create": register_recipient,
        "end": end_recipient,
    }

    def get_queryset(self) -> Any:
        """Everybody who is registered."""
        return queries.recipients()

    @extend_schema(request=NewRecipientSerializer, responses={201: RecipientSerializer})
    def create(self, request: Request) -> Response:
        """Registers somebody to whom cases can be passed."""
        said = NewRecipientSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        made = register_recipient(by=self.person, **said.validated_data)
        return Response(RecipientSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=RecipientSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Offers them no more, and forgets the token."""
        return Response(RecipientSerializer(end_recipient(by=self.person, recipient=self.get_object())).data)

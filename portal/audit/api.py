"""Endpoints of the ledger's entries and signed heads."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from portal.audit.filters import EntryFilter
from portal.audit.views import entry_leaf, exported
from tenants.ledger.keys import current_kid, public_jwks
from tenants.ledger.models import Entry, HeadPublication, Stamp, TreeHead
from tenants.ledger.proving import prove_consistency, prove_inclusion
from tenants.people.api import RoomViewSet
from tenants.people.ledger_actions import rotate_key, send_heads
from tenants.people.permissions import Permission
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller


class EntrySerializer(serializers.ModelSerializer[Entry]):
    """One act, with its place in the sealed tree."""

    leaf_index = serializers.SerializerMethodField(help_text="Place in the tree, from 0; null until it is sealed.")

    class Meta:
        model = Entry
        fields = ["id", "at", "verb", "by", "subject_type", "subject_id", "facts", "leaf_index"]

    def get_leaf_index(self, entry: Entry) -> int | None:
        """The place in the tree."""
        return entry_leaf(entry)


class HeadSerializer(serializers.ModelSerializer[TreeHead]):
    """A signed head: `signed` is the JWS to keep elsewhere."""

    root_hash = serializers.SerializerMethodField(help_text="The root's hash in hexadecimal digits.")

    class Meta:
        model = TreeHead
        fields = ["size", "root_hash", "at", "signed"]

    def get_root_hash(self, head: TreeHead) -> str:
        """The root's hash."""
        return bytes(head.root).hex()


class HeadPublicationSerializer(serializers.ModelSerializer[HeadPublication]):
    """A head on its way elsewhere, and what became of it."""

    class Meta:
        model = HeadPublication
        fields = ["id", "head", "kind", "address", "status", "queued_at", "attempts", "sent_at", "answer"]


class SentSerializer(serializers.Serializer[Any]):
    """What sending the newest head began."""

    queued = serializers.IntegerField(help_text="Publications; 0 where the newest head went out before.")


class WhichHead(serializers.Serializer[Any]):
    """Which head an entry is to be proven under."""

    size = serializers.IntegerField(min_value=1, required=False, default=None, help_text="None: the newest head.")


class OlderHead(serializers.Serializer[Any]):
    """Which head is to be proven a beginning of this one."""

    first = serializers.IntegerField(min_value=1, help_text="The size of the older head.")


class InclusionSerializer(serializers.Serializer[Any]):
    """A proof by RFC 9162, 2.1.3: hashing the entry and then along the path gives the root that the head signs."""

    format = serializers.CharField(help_text="proviso-inclusion-proof/1")
    entry = serializers.DictField(help_text="Its canonical JSON (RFC 8785) is the leaf.")
    index = serializers.IntegerField(help_text="Place in the tree, from 0.")
    path = serializers.ListField(child=serializers.CharField(), help_text="Hashes in hexadecimal digits.")
    head = serializers.CharField(help_text="The signed tree head (JWS).")


class ConsistencySerializer(serializers.Serializer[Any]):
    """A proof by RFC 9162, 2.1.4: everything under the first head stands unchanged under the second."""

    format = serializers.CharField(help_text="proviso-consistency-proof/1")
    first = serializers.CharField(help_text="The older signed tree head (JWS).")
    second = serializers.CharField(help_text="The newer signed tree head (JWS).")
    path = serializers.ListField(child=serializers.CharField(), help_text="Hashes in hexadecimal digits.")


class EntryViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Entry]):
    """The ledger: who did what, when, with which facts. People are named by pseudonym."""

    permissions = {
        "list": Permission.SEE_LEDGER,
        "retrieve": Permission.SEE_LEDGER,
        "proof": Permission.SEE_LEDGER,
    }
    queryset = Entry.objects.select_related("leaf").order_by("-pk")
    serializer_class = EntrySerializer
    filterset_class = EntryFilter

    @extend_schema(parameters=[WhichHead], responses=InclusionSerializer)
    @action(detail=True, filterset_class=None)
    def proof(self, request: Request, pk: str) -> Response:
        """The proof that the entry stands in the sealed tree, checked with the published keys alone."""
        asked = WhichHead(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return Response(prove_inclusion(entry=self.get_object(), size=asked.validated_data["size"]))


class HeadViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[TreeHead]):
    """The signed heads over the ledger, newest first."""

    permissions = {
        "list": Permission.SEE_LEDGER,
        "retrieve": Permission.SEE_LEDGER,
        "consistency": Permission.SEE_LEDGER,
        "export": Permission.EXPORT_LEDGER,
        "publications": Permission.SEE_LEDGER,
        "send": send_heads,
        "stamp": Permission.SEE_LEDGER,
    }
    queryset = TreeHead.objects.order_by("-size")
    serializer_class = HeadSerializer
    filter_backends: Any = []

    @extend_schema(parameters=[OlderHead], responses=ConsistencySerializer)
    @action(detail=True)
    def consistency(self, request: Request, pk: str) -> Response:
        """The proof that this head continues an older one: nothing under the older one was changed since."""
        asked = OlderHead(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return Response(prove_consistency(first=asked.validated_data["first"], second=self.get_object().size))

    @extend_schema(responses=HeadPublicationSerializer(many=True))
    @action(detail=True)
    def publications(self, request: Request, pk: str) -> Response:
        """Where this head was sent, and whether it was time-stamped."""
        return Response(HeadPublicationSerializer(self.get_object().publications.order_by("kind"), many=True).data)

    @extend_schema(request=None, responses=SentSerializer)
    @action(detail=False, methods=["post"])
    def send(self, request: Request) -> Response:
        """Sends the newest head to whoever the settings name, now."""
        return Response({"queued": send_heads(by=self.person)})

    @extend_schema(responses={(200, "application/timestamp-reply"): OpenApiTypes.BINARY})
    @action(detail=True)
    def stamp(self, request: Request, pk: str) -> HttpResponse:
        """The authority's time stamp of this head (RFC 3161); 404 where there is none."""
        found = get_object_or_404(Stamp, head=self.get_object())
        return HttpResponse(bytes(found.response), content_type="application/timestamp-reply")

    @extend_schema(responses={(200, "application/jsonl"): OpenApiTypes.BINARY})
    @action(detail=False)
    def export(self, request: Request) -> FileResponse:
        """The whole sealed ledger as one file that `verify_ledger` checks without this portal."""
        return exported()


class KeySerializer(serializers.Serializer[Any]):
    """A key that the reseller signs or signed with."""

    kid = serializers.CharField(help_text="Its RFC 7638 thumbprint.")
    signs = serializers.BooleanField(help_text="Whether it signs now; an older one only checks what it signed.")


class RotationSerializer(serializers.Serializer[Any]):
    """Why the signing key is replaced."""

    reason = serializers.CharField(max_length=300)


class KeyViewSet(RoomViewSet[Reseller]):
    """The reseller's signing keys; the public halves stand at /.well-known/proviso-keys.json."""

    queryset = Reseller.objects.none()
    serializer_class = KeySerializer
    pagination_class = None
    filter_backends: Any = ()
    permissions = {"list": Permission.SEE_LEDGER, "rotate": rotate_key}

    @extend_schema(responses=KeySerializer(many=True))
    def list(self, request: Request) -> Response:
        """Every key that was ever published."""
        return Response(_keys())

    @extend_schema(request=RotationSerializer, responses=KeySerializer(many=True))
    @action(detail=False, methods=["post"])
    def rotate(self, request: Request) -> Response:
        """Signs with a new key from now on; older keys stay published and keep verifying."""
        asked = RotationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        rotate_key(by=self.person, reason=asked.validated_data["reason"])
        return Response(_keys())


def _keys() -> list[dict[str, Any]]:
    schema = connection.schema_name
    current = current_kid(schema)
    return [{"kid": key["kid"], "signs": key["kid"] == current} for key in public_jwks(schema)["keys"]]


routes = [("ledger-entries", EntryViewSet), ("ledger-heads", HeadViewSet), ("ledger-keys", KeyViewSet)]

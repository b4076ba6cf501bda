"""Endpoints of the ledger's entries and signed heads."""

from typing import Any

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request

from portal.audit.filters import EntryFilter
from portal.audit.views import entry_leaf, exported
from tenants.ledger.models import Entry, TreeHead
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission


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


class EntryViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Entry]):
    """The ledger: who did what, when, with which facts. People are named by pseudonym."""

    permissions = {"list": Permission.SEE_LEDGER, "retrieve": Permission.SEE_LEDGER}
    queryset = Entry.objects.select_related("leaf").order_by("-pk")
    serializer_class = EntrySerializer
    filterset_class = EntryFilter


class HeadViewSet(ListModelMixin, RoomViewSet[TreeHead]):
    """The signed heads over the ledger, newest first."""

    permissions = {"list": Permission.SEE_LEDGER, "export": Permission.EXPORT_LEDGER}
    queryset = TreeHead.objects.order_by("-size")
    serializer_class = HeadSerializer
    filter_backends: Any = []

    @extend_schema(responses={(200, "application/jsonl"): OpenApiTypes.BINARY})
    @action(detail=False)
    def export(self, request: Request) -> FileResponse:
        """The whole sealed ledger as one file that `verify_ledger` checks without this portal."""
        return exported()


routes = [("ledger-entries", EntryViewSet), ("ledger-heads", HeadViewSet)]

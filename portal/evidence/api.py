"""Endpoints of this room: exporting evidence, and checking whatever somebody brings."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from portal.evidence.actions import export_evidence
from portal.evidence.checking import NotReadable, check
from portal.evidence.forms import bytes_of
from portal.evidence.subjects import Kind, subject
from portal.evidence.views import exported
from tenants.people.api import RoomViewSet
from tenants.resellers.refusals import Refused


class EvidenceRequestSerializer(serializers.Serializer[Any]):
    """What the file is about, and what goes along."""

    about = serializers.ChoiceField(choices=[(kind.value, kind.value) for kind in Kind])
    named = serializers.CharField(
        max_length=120, help_text="Its id; or the customer's reference, the number of the case or version."
    )
    names = serializers.BooleanField(default=True, help_text="Whether a member names the people behind pseudonyms.")
    head = serializers.CharField(
        max_length=4_000, required=False, allow_blank=True, default="", help_text="A signed tree head kept elsewhere."
    )


class EvidenceViewSet(RoomViewSet[Any]):
    """Evidence files: everything about a customer, a case or a version, signed; each export is recorded."""

    permissions: ClassVar = {"create": export_evidence}
    serializer_class = EvidenceRequestSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(request=EvidenceRequestSerializer, responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def create(self, request: Request) -> FileResponse:
        """Exports one file that `verify_evidence` checks without this portal."""
        asked = EvidenceRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        found = subject(Kind(said["about"]), said["named"])
        return exported(by=self.person, subject=found, names=said["names"], head=said["head"])


class BroughtSerializer(serializers.Serializer[Any]):
    """What is to be checked."""

    file = serializers.FileField(help_text="A receipt, its PDF, a version, an evidence file, a ledger or a tree head.")


class ConfirmedSerializer(serializers.Serializer[Any]):
    """What something of ours proves, in words."""

    kind = serializers.CharField(help_text="receipt, document, evidence, ledger or head")
    sentence = serializers.CharField()
    claims = serializers.DictField(help_text="What a receipt states; empty for anything else.")
    proves = serializers.ListField(child=serializers.CharField())
    proves_not = serializers.ListField(child=serializers.CharField())
    kept = serializers.BooleanField(help_text="Whether this portal still holds the acknowledgement of a receipt.")
    version = serializers.IntegerField(source="version.number", default=None, allow_null=True)


class VerifyViewSet(RoomViewSet[Any]):
    """Checking what somebody brings; open to anyone, as the page is. Nothing is kept."""

    permissions: ClassVar = {"create": None}
    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (MultiPartParser,)
    serializer_class = BroughtSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(request={"multipart/form-data": BroughtSerializer}, responses={200: ConfirmedSerializer}, auth=[])
    def create(self, request: Request) -> Response:
        """Says what it proves; 422 (`not_confirmed`, with `faults`; `not_readable`, `too_large`) for anything else."""
        sent = BroughtSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            verdict = check(bytes_of(sent.validated_data["file"]))
        except ValidationError as error:
            raise Refused("too_large", error.messages[0], status=422) from error
        except NotReadable as error:
            raise Refused("not_readable", str(error), status=422) from error
        if not verdict.valid:
            details = {"kind": verdict.kind, "faults": list(verdict.faults)}
            raise Refused("not_confirmed", verdict.sentence, status=422, details=details)
        return Response(ConfirmedSerializer(verdict).data)


routes = [("evidence-files", EvidenceViewSet), ("verify", VerifyViewSet)]

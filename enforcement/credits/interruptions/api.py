"""Endpoints of interruptions."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.cases.models import Determination
from enforcement.credits.interruptions import actions
from enforcement.credits.interruptions.filters import InterruptionFilter
from enforcement.credits.interruptions.queries import interruptions
from enforcement.credits.models import Interruption
from tenants.csv_files.uploads import CsvFileSerializer, bytes_of
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.permissions import Permission

SEE, MANAGE = Permission.SEE_CREDITS, Permission.MANAGE_CREDITS


class InterruptionSerializer(serializers.ModelSerializer[Interruption]):
    """An interruption of a service; `determination` names the violation that caused it, if staff found one."""

    determination = serializers.UUIDField(source="cause_found.determination_id", default=None)
    withdrawn_at = InstantField(source="withdrawal.withdrawn_at", default=None, allow_null=True)

    class Meta:
        model = Interruption
        fields = [
            "id",
            "service",
            "reference",
            "starts_at",
            "ends_at",
            "cause",
            "recorded_at",
            "determination",
            "withdrawn_at",
        ]


class WithdrawSerializer(serializers.Serializer[Any]):
    """Why it is withdrawn."""

    reason = serializers.CharField(max_length=1000)


class CauseSerializer(serializers.Serializer[Any]):
    """Which determined violation caused it."""

    determination = serializers.PrimaryKeyRelatedField(queryset=Determination.objects.all())


class InterruptionsImportedSerializer(serializers.Serializer[Any]):
    """What the import did."""

    rows = serializers.IntegerField()
    added = serializers.IntegerField()
    ended = serializers.IntegerField()
    saved = serializers.BooleanField()


class InterruptionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Interruption]):
    """Interruptions: import them, and link the violation that caused one."""

    queryset = interruptions()
    serializer_class = InterruptionSerializer
    filterset_class = InterruptionFilter
    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "import_file": actions.import_interruptions,
        "cause": actions.link_cause,
        "withdraw": actions.withdraw_interruption,
    }

    @extend_schema(request={"multipart/form-data": CsvFileSerializer}, responses=InterruptionsImportedSerializer)
    @action(detail=False, methods=["post"], url_path="import")
    def import_file(self, request: Request) -> Response:
        """Takes a CSV over, or names every mistake by line and saves nothing."""
        asked = CsvFileSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        done = actions.import_interruptions(by=request.user, data=bytes_of(given["file"]), dry_run=given["dry_run"])  # type: ignore[arg-type]  # likewise
        return Response(InterruptionsImportedSerializer(done).data)

    @extend_schema(request=CauseSerializer, responses=InterruptionSerializer)
    @action(detail=True, methods=["post"])
    def cause(self, request: Request, pk: str) -> Response:
        """Links the violation that caused it."""
        asked = CauseSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.link_cause(by=request.user, interruption=self.get_object(), **asked.validated_data)  # type: ignore[arg-type]  # likewise
        return Response(InterruptionSerializer(interruptions().get(pk=pk)).data)

    @extend_schema(request=WithdrawSerializer, responses=InterruptionSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Says that it never was; it counts in no month computed from now on."""
        asked = WithdrawSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.withdraw_interruption(by=request.user, interruption=self.get_object(), **asked.validated_data)  # type: ignore[arg-type]  # likewise
        return Response(InterruptionSerializer(interruptions().get(pk=pk)).data)


routes = [("interruptions", InterruptionViewSet)]

"""Endpoints of interruptions, and of what monitoring reports."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.credits.interruptions import actions
from enforcement.credits.interruptions.alertmanager import MOST_BYTES
from enforcement.credits.interruptions.filters import InterruptionFilter, MonitoringAlertFilter
from enforcement.credits.interruptions.queries import alerts, candidates, interruptions
from enforcement.credits.interruptions.serializers import (
    AlertmanagerSerializer,
    CandidateSerializer,
    CauseSerializer,
    CorrectionSerializer,
    DeliveredSerializer,
    EndSerializer,
    InterruptionSerializer,
    InterruptionsImportedSerializer,
    MatchSerializer,
    MonitoringAlertSerializer,
    NewInterruptionSerializer,
    SetAsideSerializer,
    WithdrawSerializer,
)
from enforcement.credits.models import Interruption, MonitoringAlert
from tenants.csv_files.uploads import CsvFileSerializer, bytes_of
from tenants.people.api import RoomViewSet
from tenants.people.endpoints import StrictJSONParser
from tenants.people.permissions import Permission
from tenants.resellers.refusals import Refused

SEE = Permission.SEE_CREDITS


def shown(pk: Any) -> dict[str, Any]:
    """Returns the interruption as it is now."""
    return dict(InterruptionSerializer(interruptions().get(pk=pk)).data)


class InterruptionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Interruption]):
    """Interruptions: record, import, end, correct and withdraw them, and link the violation that caused one."""

    queryset = interruptions()
    serializer_class = InterruptionSerializer
    filterset_class = InterruptionFilter
    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "create": actions.record_interruption,
        "import_file": actions.import_interruptions,
        "alertmanager": actions.receive_alerts,
        "end": actions.end_interruption,
        "correct": actions.correct_interruption,
        "withdraw": actions.withdraw_interruption,
        "candidates": SEE,
        "cause": actions.link_cause,
    }

    @extend_schema(
        request=NewInterruptionSerializer, responses={201: InterruptionSerializer, 200: InterruptionSerializer}
    )
    def create(self, request: Request) -> Response:
        """Records one; told again it changes nothing, or adds the end it lacked, and the answer is 200."""
        asked = NewInterruptionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        service = said.pop("service")
        made, is_new = actions.record_interruption(by=self.person, service=service, told=actions.Told(**said))
        return Response(shown(made.pk), status=201 if is_new else 200)

    @extend_schema(request={"multipart/form-data": CsvFileSerializer}, responses=InterruptionsImportedSerializer)
    @action(detail=False, methods=["post"], url_path="import")
    def import_file(self, request: Request) -> Response:
        """Takes a CSV over, or names every mistake by line and saves nothing."""
        asked = CsvFileSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        done = actions.import_interruptions(by=self.person, data=bytes_of(given["file"]), dry_run=given["dry_run"])
        return Response(InterruptionsImportedSerializer(done).data)

    @extend_schema(request=AlertmanagerSerializer, responses=DeliveredSerializer)
    @action(detail=False, methods=["post"], parser_classes=[StrictJSONParser])
    def alertmanager(self, request: Request) -> Response:
        """Takes in what Alertmanager's webhook delivers; delivered again or in another order it changes nothing."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            sentence = _("A delivery has at most %d bytes: set max_alerts, or group alerts by more labels.")
            raise Refused("too_large", sentence % MOST_BYTES, status=413)
        done = actions.receive_alerts(by=self.person, body=request.data)
        return Response(DeliveredSerializer(done).data)

    @extend_schema(request=EndSerializer, responses=InterruptionSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Says when one ended that goes on."""
        asked = EndSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.end_interruption(by=self.person, interruption=self.get_object(), **asked.validated_data)
        return Response(shown(pk))

    @extend_schema(request=CorrectionSerializer, responses={201: InterruptionSerializer})
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: str) -> Response:
        """Replaces it by another row; the answer is the correction, and the old one stays to be read."""
        asked = CorrectionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found = self.get_object()
        said = {
            name: asked.validated_data.get(name, getattr(found, name)) for name in ("starts_at", "ends_at", "cause")
        }
        reason = asked.validated_data["reason"]
        made = actions.correct_interruption(by=self.person, interruption=found, reason=reason, **said)
        return Response(shown(made.pk), status=201)

    @extend_schema(request=WithdrawSerializer, responses=InterruptionSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Says that it never was; it counts in no month computed from now on."""
        asked = WithdrawSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.withdraw_interruption(by=self.person, interruption=self.get_object(), **asked.validated_data)
        return Response(shown(pk))

    @extend_schema(responses=CandidateSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def candidates(self, request: Request, pk: str) -> Response:
        """The determinations that can have caused it: the likely ones first, then up to 200 others, newest first."""
        found = candidates(self.get_object())
        likely = [{**CandidateSerializer(one).data, "likely": True} for one in found.likely]
        return Response([*likely, *CandidateSerializer(found.others, many=True).data])

    @extend_schema(request=CauseSerializer, responses=InterruptionSerializer)
    @action(detail=True, methods=["post"])
    def cause(self, request: Request, pk: str) -> Response:
        """Links the violation that caused it; a link is replaced where an appeal overturned the determination."""
        asked = CauseSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.link_cause(by=self.person, interruption=self.get_object(), **asked.validated_data)
        return Response(shown(pk))


class MonitoringAlertViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[MonitoringAlert]):
    """What monitoring reported: say which service an alert is about where its name is not known."""

    queryset = alerts()
    serializer_class = MonitoringAlertSerializer
    filterset_class = MonitoringAlertFilter
    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "match": actions.match_alert,
        "set_aside": actions.set_aside_alert,
    }

    @extend_schema(request=MatchSerializer, responses=MonitoringAlertSerializer)
    @action(detail=True, methods=["post"])
    def match(self, request: Request, pk: str) -> Response:
        """Says which service it is about, and records its interruption."""
        asked = MatchSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.match_alert(by=self.person, alert=self.get_object(), **asked.validated_data)
        return Response(MonitoringAlertSerializer(alerts().get(pk=pk)).data)

    @extend_schema(request=SetAsideSerializer, responses=MonitoringAlertSerializer)
    @action(detail=True, methods=["post"], url_path="set-aside")
    def set_aside(self, request: Request, pk: str) -> Response:
        """Says that it is about no service of a customer; it can be matched later."""
        asked = SetAsideSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.set_aside_alert(by=self.person, alert=self.get_object(), **asked.validated_data)
        return Response(MonitoringAlertSerializer(alerts().get(pk=pk)).data)


routes = [("interruptions", InterruptionViewSet), ("monitoring-alerts", MonitoringAlertViewSet)]

"""Endpoints that open cases about several reports and join several into one."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.cases.models import Case
from enforcement.cases.triage.actions import join_reports, open_cases
from enforcement.reports.inbox.api import SeveralSerializer
from tenants.people.api import Permissions, RoomViewSet


class OpenedSerializer(serializers.Serializer[Any]):
    """The cases that were opened, by id."""

    cases = serializers.ListField(child=serializers.UUIDField())


class TriageActions(RoomViewSet[Case]):
    """What the inbox adds to the endpoint of cases."""

    permissions: ClassVar[Permissions] = {"open_several": open_cases, "join": join_reports}

    @extend_schema(request=SeveralSerializer, responses={201: OpenedSerializer}, filters=False)
    @action(detail=False, methods=["post"], url_path="open", pagination_class=None)
    def open_several(self, request: Request) -> Response:
        """Opens a case for each service and kind of conduct that the reports are about; they are completed by it."""
        asked = SeveralSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = open_cases(by=self.person, reports=asked.validated_data["reports"])
        return Response({"cases": [case.pk for case in made]}, status=status.HTTP_201_CREATED)

    @extend_schema(request=SeveralSerializer, responses=OpenedSerializer)
    @action(detail=True, methods=["post"])
    def join(self, request: Request, pk: str) -> Response:
        """Adds the reports that wait to the case; they are completed by it."""
        asked = SeveralSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        case = join_reports(by=self.person, case=self.get_object(), reports=asked.validated_data["reports"])
        return Response({"cases": [case.pk]})

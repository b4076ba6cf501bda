"""Endpoints of the inbox: reports given to somebody, several completed at once, and the filters that people keep."""

import uuid
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.reports.inbox import queries
from enforcement.reports.inbox.actions import assign_reports, complete_reports, forget_filter, save_filter
from enforcement.reports.inbox.rules import MOST, REASONS
from enforcement.reports.models import Reason, Report, SavedFilter
from tenants.people.api import Permissions, RoomViewSet
from tenants.people.models import User
from tenants.people.permissions import Permission


class SeveralSerializer(serializers.Serializer[Any]):
    """Reports by their ids, 200 at most."""

    reports = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=MOST)

    def validate_reports(self, ids: list[uuid.UUID]) -> list[Report]:
        """The reports themselves; every one must be there."""
        found = queries.identified(ids)
        if len(found) != len(set(ids)):
            raise serializers.ValidationError("There is no such report.")
        return found


class AssigneeSerializer(serializers.Serializer[Any]):
    """Who looks into it, by pseudonym; null for nobody."""

    to = serializers.UUIDField(allow_null=True)

    def validate_to(self, pseudonym: uuid.UUID | None) -> User | None:
        """The person."""
        if pseudonym is None:
            return None
        person = User.objects.filter(pseudonym=pseudonym).first()
        if person is None:
            raise serializers.ValidationError("There is no such person.")
        return person


class AssignSeveralSerializer(AssigneeSerializer, SeveralSerializer):
    """Which reports are given to whom."""


class CompleteSeveralSerializer(SeveralSerializer):
    """Which reports are completed, and why."""

    reason = serializers.ChoiceField(choices=REASONS)


class MovedSerializer(serializers.Serializer[Any]):
    """The reports that an act changed; what was so already is left out."""

    reports = serializers.ListField(child=serializers.UUIDField())


def moved(reports: list[Report]) -> Response:
    """Answers with the ids of the reports that an act changed."""
    return Response({"reports": [report.pk for report in reports]})


class InboxActions(RoomViewSet[Report]):
    """What the inbox adds to the endpoint of reports."""

    permissions: ClassVar[Permissions] = {
        "assign": assign_reports,
        "assign_several": assign_reports,
        "complete_several": complete_reports,
    }

    @extend_schema(request=AssigneeSerializer, responses=MovedSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """Gives a report that waits to somebody, or to nobody."""
        asked = AssigneeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return moved(assign_reports(by=self.person, reports=[self.get_object()], to=asked.validated_data["to"]))

    @extend_schema(
        request=AssignSeveralSerializer,
        responses=MovedSerializer,
        filters=False,
        operation_id="reports_assign_several",
    )
    @action(detail=False, methods=["post"], url_path="assign", pagination_class=None)
    def assign_several(self, request: Request) -> Response:
        """Gives those of the reports that wait to somebody, or to nobody."""
        asked = AssignSeveralSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return moved(assign_reports(by=self.person, **asked.validated_data))

    @extend_schema(
        request=CompleteSeveralSerializer,
        responses=MovedSerializer,
        filters=False,
        operation_id="reports_complete_several",
    )
    @action(detail=False, methods=["post"], url_path="complete", pagination_class=None)
    def complete_several(self, request: Request) -> Response:
        """Completes those of the reports that wait, with one reason."""
        asked = CompleteSeveralSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        reports, reason = asked.validated_data["reports"], Reason(asked.validated_data["reason"])
        return moved(complete_reports(by=self.person, reports=reports, reason=reason))


class SavedFilterSerializer(serializers.ModelSerializer[SavedFilter]):
    """How the person sees the inbox: `query` is what stands behind the `?` of its address."""

    class Meta:
        model = SavedFilter
        fields = ["id", "name", "query", "created_at"]
        read_only_fields = ["created_at"]


class NewFilterSerializer(serializers.Serializer[Any]):
    """A filter and its name; one of the same name is replaced."""

    name = serializers.CharField(max_length=60)
    query = serializers.CharField(max_length=500, allow_blank=True)


class SavedFilterViewSet(ListModelMixin, RoomViewSet[SavedFilter]):
    """One's own filters of the inbox."""

    queryset = SavedFilter.objects.none()
    serializer_class = SavedFilterSerializer
    filter_backends = ()
    permissions = {"list": Permission.SEE_REPORTS, "create": save_filter, "destroy": forget_filter}

    def get_queryset(self) -> Any:
        """Only one's own."""
        if getattr(self, "swagger_fake_view", False):
            return SavedFilter.objects.none()
        return queries.saved_filters(self.person.pseudonym)

    @extend_schema(request=NewFilterSerializer, responses={201: SavedFilterSerializer})
    def create(self, request: Request) -> Response:
        """Keeps a filter."""
        asked = NewFilterSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        kept = save_filter(by=self.person, **asked.validated_data)
        return Response(SavedFilterSerializer(kept).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Forgets a filter."""
        forget_filter(by=self.person, saved=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

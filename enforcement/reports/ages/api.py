"""Endpoints of how old acts may be: one document, read and replaced."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.reports.ages.actions import MOST, set_oldest
from enforcement.reports.ages.queries import days_set
from enforcement.reports.models import OldestAct
from policies.documents.model.categories import CATEGORIES
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission


class OldestActSerializer(serializers.Serializer[Any]):
    """After how many days an act of a kind waits for a person."""

    category = serializers.ChoiceField(choices=sorted(CATEGORIES))
    days = serializers.IntegerField(min_value=1, max_value=MOST)


class OldestActsSerializer(serializers.Serializer[Any]):
    """What was set; kinds that are left out are as usual."""

    ages = OldestActSerializer(many=True)


class OldestActViewSet(RoomViewSet[OldestAct]):
    """How old acts may be when they are reported, before a person looks first."""

    queryset = OldestAct.objects.none()
    serializer_class = OldestActsSerializer
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar = {"list": Permission.SEE_REPORTS, "change": set_oldest}

    def _answer(self) -> Response:
        return Response({"ages": [{"category": name, "days": days} for name, days in days_set().items()]})

    @extend_schema(responses=OldestActsSerializer, operation_id="report_ages_retrieve")
    def list(self, request: Request) -> Response:
        """What was set."""
        return self._answer()

    @extend_schema(request=OldestActsSerializer, responses=OldestActsSerializer)
    @action(detail=False, methods=["post"])
    def change(self, request: Request) -> Response:
        """Replaces all of it from now on."""
        said = OldestActsSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        set_oldest(by=self.person, days={one["category"]: one["days"] for one in said.validated_data["ages"]})
        return self._answer()


routes = [("report-ages", OldestActViewSet)]

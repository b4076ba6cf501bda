"""Endpoints of strikes: all of them, what violations count, and the customers' own."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.cases.strikes.actions import MOST, set_strikes
from enforcement.cases.strikes.models import Strike, StrikeRule, Suggested
from enforcement.cases.strikes.queries import rules, strikes, thresholds
from policies.documents.model.categories import CATEGORIES
from tenants.customers.queries import customers_of
from tenants.people.api import RoomViewSet
from tenants.people.permissions import OWN, Permission


class StrikeSerializer(serializers.ModelSerializer[Strike]):
    """A strike; it counts from `given_at` up to `expires_at`, unless it was undone."""

    class Meta:
        model = Strike
        fields = ["id", "determination", "customer", "category", "weight", "given_at", "expires_at", "undone_at"]
        read_only_fields = fields


class WeightSerializer(serializers.Serializer[Any]):
    """What a violation of a category counts, and for how many days."""

    category = serializers.ChoiceField(choices=sorted(CATEGORIES))
    weight = serializers.IntegerField(min_value=1, max_value=MOST)
    days = serializers.IntegerField(min_value=1, max_value=MOST)


class ThresholdSerializer(serializers.Serializer[Any]):
    """From which sum on which measure is suggested."""

    points = serializers.IntegerField(min_value=1, max_value=MOST)
    suggests = serializers.ChoiceField(choices=Suggested.choices)


class StrikeSettingsSerializer(serializers.Serializer[Any]):
    """All of it; what is left out counts nothing."""

    weights = WeightSerializer(many=True)
    thresholds = ThresholdSerializer(many=True)


class StrikeViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Strike]):
    """Strikes that were given."""

    queryset = Strike.objects.none()
    serializer_class = StrikeSerializer
    filterset_fields: ClassVar = ["customer", "category", "determination"]
    permissions: ClassVar = {"list": Permission.SEE_CASES, "retrieve": Permission.SEE_CASES}

    def get_queryset(self) -> Any:
        """Every strike."""
        return strikes()


class StrikeSettingsViewSet(RoomViewSet[StrikeRule]):
    """What violations count: one document, read and replaced."""

    queryset = StrikeRule.objects.none()
    serializer_class = StrikeSettingsSerializer
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar = {"list": Permission.SEE_CASES, "change": set_strikes}

    def _answer(self) -> Response:
        return Response(
            {
                "weights": [
                    {"category": one.category, "weight": one.weight, "days": one.days} for one in rules().values()
                ],
                "thresholds": [{"points": one.points, "suggests": one.suggests} for one in thresholds()],
            }
        )

    @extend_schema(responses=StrikeSettingsSerializer, operation_id="strike_settings_retrieve")
    def list(self, request: Request) -> Response:
        """The settings as they are."""
        return self._answer()

    @extend_schema(request=StrikeSettingsSerializer, responses=StrikeSettingsSerializer)
    @action(detail=False, methods=["post"])
    def change(self, request: Request) -> Response:
        """Replaces all of it from now on."""
        said = StrikeSettingsSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        weights = {one["category"]: (one["weight"], one["days"]) for one in said.validated_data["weights"]}
        sums = {one["points"]: Suggested(one["suggests"]) for one in said.validated_data["thresholds"]}
        set_strikes(by=self.person, weights=weights, thresholds=sums)
        return self._answer()


class MyStrikeViewSet(ListModelMixin, RoomViewSet[Strike]):
    """The strikes of the customers that the signed-in person acts for."""

    queryset = Strike.objects.none()
    serializer_class = StrikeSerializer
    permissions: ClassVar = {"list": OWN}
    never_stopped = True

    def get_queryset(self) -> Any:
        """Only one's own."""
        if getattr(self, "swagger_fake_view", False):
            return Strike.objects.none()
        return strikes().filter(customer__in=customers_of(self.person))

"""Endpoints of service levels."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.credits.level_terms import FIELDS
from enforcement.credits.levels import actions
from enforcement.credits.models import LevelVersion, ServiceLevel, ServiceLevelTerm
from enforcement.credits.queries import levels
from enforcement.credits.terms import Cause, Measured, Rounding
from tenants.customers.models import Service
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.permissions import Permission

SEE: Final = Permission.SEE_CREDITS


class HoursField(serializers.ListField):
    """Service hours: a weekday (1 is Monday) and two times of day."""

    child = serializers.CharField(max_length=5)


class TermsSerializer(serializers.Serializer[Any]):
    """What a version of a service level agrees; what is not said is as nobody agreed otherwise."""

    tiers = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(max_length=12), min_length=2, max_length=2),
        max_length=20,
        help_text="Pairs: below this percent, credit this percent of the price.",
    )
    measured = serializers.ChoiceField(choices=Measured.choices, required=False)
    hours = serializers.ListField(
        child=HoursField(min_length=3, max_length=3),
        max_length=70,
        required=False,
        help_text="Service hours in the month's time zone, each a weekday (1 is Monday) and two times.",
    )
    rounding = serializers.ChoiceField(choices=Rounding.choices, required=False)
    digits = serializers.IntegerField(min_value=0, max_value=6, required=False)
    shortest_seconds = serializers.IntegerField(min_value=0, max_value=86_400, required=False)
    clauses = serializers.DictField(
        child=serializers.CharField(max_length=200),
        required=False,
        help_text=f"What is excluded, with the clause that says so: {', '.join(Cause.values)}.",
    )
    excluded_stays = serializers.BooleanField(required=False, help_text="Excluded time stays in the denominator.")
    maintenance_notice_hours = serializers.IntegerField(min_value=0, max_value=8760, required=False)
    cap_percent = serializers.DecimalField(max_digits=7, decimal_places=4, required=False, allow_null=True)
    cap_amount = serializers.DecimalField(max_digits=13, decimal_places=3, required=False, allow_null=True)
    smallest_credit = serializers.DecimalField(max_digits=13, decimal_places=3, required=False, allow_null=True)
    currency = serializers.RegexField(r"^([A-Z]{3})?$", required=False, allow_blank=True)
    claim_days = serializers.IntegerField(min_value=1, max_value=3660, required=False, allow_null=True)
    past_due_clause = serializers.CharField(max_length=200, required=False, allow_blank=True)


class LevelVersionSerializer(serializers.ModelSerializer[LevelVersion]):
    """What a service level agrees from `effective_at` until its next version."""

    class Meta:
        model = LevelVersion
        fields = ["id", "number", "effective_at", *FIELDS, "recorded_at"]


class LevelSerializer(serializers.ModelSerializer[ServiceLevel]):
    """A service level with its versions."""

    versions = LevelVersionSerializer(many=True)

    class Meta:
        model = ServiceLevel
        fields = ["id", "name", "created_at", "versions"]


class NewLevelSerializer(TermsSerializer):
    """A service level's name, and what its first version agrees."""

    name = serializers.CharField(max_length=100)


class ChangeSerializer(TermsSerializer):
    """What the next version agrees, and from when on; from now if that is not said."""

    effective_at = InstantField(required=False)


class AssignmentSerializer(serializers.Serializer[Any]):
    """Which service gets the level, from when."""

    service = serializers.PrimaryKeyRelatedField(queryset=Service.objects.all())
    starts_at = InstantField()


class TermSerializer(serializers.ModelSerializer[ServiceLevelTerm]):
    """A service has a level from an instant on."""

    class Meta:
        model = ServiceLevelTerm
        fields = ["id", "service", "level", "starts_at", "ends_at"]


class LevelViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[ServiceLevel]):
    """Service levels, their versions, and assigning them."""

    queryset = levels()
    serializer_class = LevelSerializer
    filterset_fields = ["name"]
    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "create": actions.create_level,
        "change": actions.change_level,
        "assign": actions.assign_level,
    }

    @extend_schema(request=NewLevelSerializer, responses={201: LevelSerializer})
    def create(self, request: Request) -> Response:
        """Makes a service level."""
        asked = NewLevelSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        terms = dict(asked.validated_data)
        level = actions.create_level(by=self.person, name=terms.pop("name"), terms=terms)
        return Response(LevelSerializer(level).data, status=201)

    @extend_schema(request=ChangeSerializer, responses={201: LevelVersionSerializer})
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Agrees a next version; what held until then stays."""
        asked = ChangeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        terms = dict(asked.validated_data)
        effective_at = terms.pop("effective_at", None)
        version = actions.change_level(by=self.person, level=self.get_object(), terms=terms, effective_at=effective_at)
        return Response(LevelVersionSerializer(version).data, status=201)

    @extend_schema(request=AssignmentSerializer, responses={201: TermSerializer})
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """Gives a service this level."""
        asked = AssignmentSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        term = actions.assign_level(by=self.person, level=self.get_object(), **asked.validated_data)
        return Response(TermSerializer(term).data, status=201)


routes = [("service-levels", LevelViewSet)]

"""Endpoints for appeals: the reviewers' and the customers' own."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.appeals.actions import (
    Anew,
    Milder,
    decide_appeal,
    dismiss_appeal,
    file_appeal,
    file_for_customer,
    take_appeal,
    withdraw_appeal,
)
from enforcement.appeals.conversation import api as conversation
from enforcement.appeals.conversation.api import AppealEvidenceSerializer
from enforcement.appeals.filters import AppealFilter
from enforcement.appeals.models import Appeal, AppealDecision, Outcome
from enforcement.appeals.queries import appeals
from enforcement.cases.api import NewDeterminationSerializer
from enforcement.cases.citations import added_by_id, provisions_by_id
from enforcement.cases.models import Determination
from enforcement.cases.queries import effective_ones
from enforcement.holds.actions.proposing import KIND_CHOICES
from enforcement.holds.models import Ground, Measure, MeasureKind, Restricted
from enforcement.reports.forms import received_files
from tenants.customers.queries import customers_of
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.models import User
from tenants.people.permissions import OWN, Permission


class OwnDecisionSerializer(serializers.ModelSerializer[AppealDecision]):
    """How an appeal was decided, as its customer is told."""

    class Meta:
        model = AppealDecision
        fields = ["outcome", "reasons", "replacement", "measure_instead", "reviewed_at"]


class DecisionSerializer(OwnDecisionSerializer):
    """The same with who reviewed."""

    class Meta(OwnDecisionSerializer.Meta):
        fields = [*OwnDecisionSerializer.Meta.fields, "reviewed_by"]


class OwnAppealSerializer(serializers.ModelSerializer[Appeal]):
    """An appeal; `decision` is null until a third person has decided."""

    evidence = AppealEvidenceSerializer(many=True, read_only=True)
    decision = serializers.SerializerMethodField()
    decision_serializer: ClassVar[type[OwnDecisionSerializer]] = OwnDecisionSerializer

    class Meta:
        model = Appeal
        fields = [
            "id",
            "number",
            "determination",
            "measure",
            "customer",
            "words",
            "filed_at",
            "status",
            "status_at",
            "dismissed_because",
            "evidence",
            "decision",
        ]

    @extend_schema_field(OwnDecisionSerializer(allow_null=True))
    def get_decision(self, appeal: Appeal) -> Any:
        """The decision, or null."""
        made = AppealDecision.objects.filter(appeal=appeal).first()
        return self.decision_serializer(made).data if made else None


class AppealSerializer(OwnAppealSerializer):
    """The same with the pseudonyms of who filed and who reviewed."""

    decision_serializer = DecisionSerializer

    class Meta(OwnAppealSerializer.Meta):
        fields = [*OwnAppealSerializer.Meta.fields, "filed_by", "on_behalf"]

    @extend_schema_field(DecisionSerializer(allow_null=True))
    def get_decision(self, appeal: Appeal) -> Any:
        """The decision, or null."""
        return super().get_decision(appeal)


class AnewSerializer(NewDeterminationSerializer):
    """What a modified appeal determines instead, in the same case."""

    case = None  # type: ignore[assignment]  # taken out: it is the appealed one's


class MilderSerializer(serializers.Serializer[Any]):
    """What is proposed instead of a measure, on the same services."""

    kind = serializers.ChoiceField(choices=KIND_CHOICES)
    starts_at = InstantField(required=False, allow_null=True, default=None)
    ends_at = InstantField(required=False, allow_null=True, default=None)
    without_notice = serializers.BooleanField(default=False)
    ground = serializers.ChoiceField(choices=Ground.choices, required=False, allow_blank=True, default="")
    restricts = serializers.ChoiceField(choices=Restricted.choices, required=False, allow_blank=True, default="")
    restricts_detail = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class OutcomeSerializer(serializers.Serializer[Any]):
    """What becomes of it; a modified determination needs `anew`, a modified measure may have something `milder`."""

    outcome = serializers.ChoiceField(choices=Outcome.choices)
    reasons = serializers.CharField(max_length=20_000)
    anew = AnewSerializer(required=False, allow_null=True, default=None)
    milder = MilderSerializer(required=False, allow_null=True, default=None)


class DismissalSerializer(serializers.Serializer[Any]):
    """Why it cannot be heard."""

    reasons = serializers.CharField()


class NewAppealSerializer(serializers.Serializer[Any]):
    """Either a determination or a measure, why it is wrong, and at most five files."""

    determination = serializers.PrimaryKeyRelatedField(queryset=Determination.objects.none(), required=False)
    measure = serializers.PrimaryKeyRelatedField(queryset=Measure.objects.none(), required=False)
    words = serializers.CharField(max_length=20_000)
    files = serializers.ListField(child=serializers.FileField(), required=False, default=list, max_length=5)

    def __init__(self, *args: Any, person: User | None = None, anybodys: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if anybodys:
            self.fields["determination"].queryset = Determination.objects.all()  # type: ignore[attr-defined]  # a related field
            self.fields["measure"].queryset = Measure.objects.all()  # type: ignore[attr-defined]  # likewise
        if person is not None:
            own = customers_of(person)
            self.fields["determination"].queryset = effective_ones().filter(customer__in=own)  # type: ignore[attr-defined]  # a related field
            self.fields["measure"].queryset = Measure.objects.filter(customer__in=own)  # type: ignore[attr-defined]  # likewise

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Exactly one of the two is appealed."""
        if ("determination" in said) == ("measure" in said):
            raise serializers.ValidationError(_("Appeal either a determination or a measure."))
        return {**said, "files": received_files(said["files"])}


def _anew(said: dict[str, Any]) -> Anew:
    cites = said["citations"]
    return Anew(
        citations=provisions_by_id(cites),
        added=added_by_id(cites),
        actor=said["actor"],
        intent=said["intent"],
        conduct=said["conduct"],
        act_started_at=said["act_started_at"],
        act_ended_at=said["act_ended_at"],
        facts=said["facts"],
        rationale=said["rationale"],
        despite_authorization=said["despite_authorization"],
        actor_kind=said["actor_kind"],
        against=said["against"],
        ground=said["ground"],
        evidence=said.get("evidence", []),
    )


def _milder(appeal: Appeal, said: dict[str, Any]) -> Milder:
    return Milder(
        kind=MeasureKind(said["kind"]),
        services=list(appeal.measure.services.all()) if appeal.measure else [],
        starts_at=said["starts_at"],
        ends_at=said["ends_at"],
        without_notice=said["without_notice"],
        ground=said["ground"],
        restricts=said["restricts"],
        restricts_detail=said["restricts_detail"],
    )


class AppealViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Appeal]):
    """Appeals: read, take into review, decide, find inadmissible."""

    queryset = Appeal.objects.none()
    serializer_class = AppealSerializer
    filterset_class = AppealFilter
    permissions: ClassVar = {
        "list": Permission.SEE_APPEALS,
        "retrieve": Permission.SEE_APPEALS,
        "create": file_for_customer,
        "take": take_appeal,
        "decide": decide_appeal,
        "dismiss": dismiss_appeal,
    }

    def get_queryset(self) -> Any:
        """Every appeal."""
        return appeals()

    @extend_schema(request=NewAppealSerializer, responses={201: AppealSerializer})
    def create(self, request: Request) -> Response:
        """Files for a customer what it said by telephone, letter or mail."""
        form = NewAppealSerializer(data=request.data, anybodys=True)
        form.is_valid(raise_exception=True)
        filed = file_for_customer(by=self.person, **form.validated_data)
        return Response(AppealSerializer(filed).data, status=status.HTTP_201_CREATED)

    def _answer(self) -> Response:
        return Response(AppealSerializer(self.get_object()).data)

    @extend_schema(request=None, responses=AppealSerializer)
    @action(detail=True, methods=["post"])
    def take(self, request: Request, pk: str) -> Response:
        """A third person takes it into review."""
        take_appeal(by=self.person, appeal=self.get_object())
        return self._answer()

    @extend_schema(request=OutcomeSerializer, responses=AppealSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """Upholds, overturns or modifies the determination."""
        form = OutcomeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        said = form.validated_data
        appeal = self.get_object()
        decide_appeal(
            by=self.person,
            appeal=appeal,
            outcome=Outcome(said["outcome"]),
            reasons=said["reasons"],
            anew=_anew(said["anew"]) if said["anew"] else None,
            milder=_milder(appeal, said["milder"]) if said["milder"] else None,
        )
        return self._answer()

    @extend_schema(request=DismissalSerializer, responses=AppealSerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, pk: str) -> Response:
        """Finds that it cannot be heard."""
        form = DismissalSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        dismiss_appeal(by=self.person, appeal=self.get_object(), reasons=form.validated_data["reasons"])
        return self._answer()


class MyAppealViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Appeal]):
    """The appeals of the customers that the signed-in person acts for."""

    queryset = Appeal.objects.none()
    serializer_class = OwnAppealSerializer
    permissions: ClassVar = {"list": OWN, "retrieve": OWN, "create": OWN, "withdraw": OWN}
    never_stopped = True

    def get_queryset(self) -> Any:
        """Only one's own."""
        if getattr(self, "swagger_fake_view", False):
            return Appeal.objects.none()
        return appeals().filter(customer__in=customers_of(self.person))

    @extend_schema(request=NewAppealSerializer, responses={201: OwnAppealSerializer})
    def create(self, request: Request) -> Response:
        """Files an appeal against a determination about one's own customer, or a measure."""
        form = NewAppealSerializer(data=request.data, person=self.person)
        form.is_valid(raise_exception=True)
        said = form.validated_data
        customer = (said.get("measure") or said["determination"]).customer
        filed = file_appeal(by=self.person, customer=customer, **said)
        return Response(OwnAppealSerializer(filed).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=OwnAppealSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Takes the appeal back."""
        return Response(OwnAppealSerializer(withdraw_appeal(by=self.person, appeal=self.get_object())).data)


routes = [("appeals", AppealViewSet), ("my-appeals", MyAppealViewSet), *conversation.routes]

"""Endpoints for cases and determinations."""

from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.cases import queries, work_api
from enforcement.cases.actions import (
    approve_determination,
    attach_report,
    close_case,
    determine,
    investigate_case,
    open_case,
    reopen_case,
)
from enforcement.cases.allowances.api import AllowanceViewSet, CaseProposalViewSet, UsageViewSet
from enforcement.cases.authorizations.api import (
    AuthorizationRequestViewSet,
    AuthorizationViewSet,
    MyAuthorizationViewSet,
)
from enforcement.cases.citations import added_by_id, citable_for, provisions_by_id
from enforcement.cases.filters import CaseFilter, DeterminationFilter
from enforcement.cases.findings.api import FindingViewSet
from enforcement.cases.models import Actor, Against, Approval, Basis, Case, Citation, Conduct, Determination, Intent
from enforcement.cases.passing.api import PassingViewSet, RecipientViewSet
from enforcement.cases.strikes.api import MyStrikeViewSet, StrikeSettingsViewSet, StrikeViewSet
from enforcement.cases.triage.api import TriageActions
from enforcement.cases.work_api import WORK, CaseSerializer, WorkOnCases
from enforcement.reports.models import Evidence, Report
from enforcement.reports.reasons import ReasonSerializer
from policies.versions.models import PostedProvision
from tenants.customers.models import Service
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.keyset import KeysetPages
from tenants.people.permissions import Permission


class NewCaseSerializer(serializers.Serializer[Any]):
    """What a case is opened with."""

    service = serializers.PrimaryKeyRelatedField(queryset=Service.objects.all())
    reports = serializers.PrimaryKeyRelatedField(queryset=Report.objects.all(), many=True, required=False)
    category = serializers.CharField(max_length=40)
    summary = serializers.CharField(max_length=2000)


class AttachSerializer(serializers.Serializer[Any]):
    """Which report belongs to the case, too."""

    report = serializers.PrimaryKeyRelatedField(queryset=Report.objects.all())


class CitableSerializer(serializers.ModelSerializer[PostedProvision]):
    """A provision that may be cited."""

    version = serializers.IntegerField(source="version.number")
    in_force_from = serializers.DateTimeField(source="version.effective_at")
    general = serializers.BooleanField()

    class Meta:
        model = PostedProvision
        fields = ["id", "version", "in_force_from", "key", "number", "text", "digest", "discretionary", "general"]


class CitationSerializer(serializers.ModelSerializer[Citation]):
    """A cited provision with its words."""

    version = serializers.IntegerField(source="version.number")
    key = serializers.CharField()
    number = serializers.CharField()
    text = serializers.CharField(help_text="The words that bound the customer, as agreed with it.")

    class Meta:
        model = Citation
        fields = ["provision", "deviation", "version", "key", "number", "text", "digest"]


class ApprovalSerializer(serializers.ModelSerializer[Approval]):
    """Who approved, and when."""

    class Meta:
        model = Approval
        fields = ["approved_by", "approved_at"]


class DeterminationSerializer(serializers.ModelSerializer[Determination]):
    """A determination with what it cites; `approval` is null while another person has yet to approve."""

    citations = CitationSerializer(many=True)
    approval = ApprovalSerializer(allow_null=True, default=None)
    evidence = serializers.SerializerMethodField(help_text="Digests of the files that it relies on.")

    class Meta:
        model = Determination
        fields = [
            "id",
            "case",
            "customer",
            "service",
            "actor",
            "actor_kind",
            "against",
            "ground",
            "evidence",
            "intent",
            "conduct",
            "act_started_at",
            "act_ended_at",
            "facts",
            "rationale",
            "despite_authorization",
            "needs_approval",
            "decided_by",
            "decided_at",
            "citations",
            "approval",
        ]

    def get_evidence(self, determination: Determination) -> list[str]:
        """The digests of the files."""
        return sorted(one.digest for one in determination.reliances.all())


class NewDeterminationSerializer(serializers.Serializer[Any]):
    """What is determined; `citations` are ids of provisions or of added deviations; instants carry a zone."""

    case = serializers.PrimaryKeyRelatedField(queryset=Case.objects.all())
    citations = serializers.ListField(child=serializers.UUIDField())
    actor = serializers.CharField(max_length=200)
    intent = serializers.ChoiceField(choices=Intent.choices)
    conduct = serializers.ChoiceField(choices=Conduct.choices)
    actor_kind = serializers.ChoiceField(choices=Actor.choices, default=Actor.ACCOUNT_USER)
    against = serializers.ChoiceField(choices=Against.choices, default=Against.OTHERS)
    ground = serializers.ChoiceField(choices=Basis.choices, default=Basis.POLICY)
    evidence = serializers.PrimaryKeyRelatedField(queryset=Evidence.objects.all(), many=True, required=False)
    act_started_at = InstantField()
    act_ended_at = InstantField()
    facts = serializers.CharField()
    rationale = serializers.CharField(required=False, default="", allow_blank=True)
    despite_authorization = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        help_text="Owed where the act falls inside an authorization: why it is a violation all the same.",
    )


class SpanSerializer(serializers.Serializer[Any]):
    """From when until when (both included)."""

    start = InstantField()
    end = InstantField()


class CaseViewSet(ListModelMixin, RetrieveModelMixin, TriageActions, WorkOnCases):
    """Cases: read, open, work on, investigate, close, reopen; and what may be cited in one."""

    queryset = Case.objects.none()
    serializer_class = CaseSerializer
    filterset_class = CaseFilter
    pagination_class = KeysetPages
    orders = queries.ORDERS
    permissions: ClassVar = {
        **TriageActions.permissions,
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "citable": Permission.SEE_CASES,
        "create": open_case,
        "attach": attach_report,
        "investigate": investigate_case,
        "close": close_case,
        "reopen": reopen_case,
        **WORK,
    }

    def get_queryset(self) -> Any:
        """Every case with its reports' ids."""
        return queries.cases().prefetch_related("reports")

    def _said(self, form: serializers.Serializer[Any]) -> Any:
        form.is_valid(raise_exception=True)
        return form.validated_data

    def _answer(self, case: Case, code: int = status.HTTP_200_OK) -> Response:
        return Response(CaseSerializer(case).data, status=code)

    @extend_schema(request=NewCaseSerializer, responses={201: CaseSerializer})
    def create(self, request: Request) -> Response:
        """Opens a case; its reports are completed by it."""
        said = self._said(NewCaseSerializer(data=request.data))
        said.setdefault("reports", [])
        return self._answer(open_case(by=self.person, **said), status.HTTP_201_CREATED)

    @extend_schema(
        parameters=[
            OpenApiParameter("start", OpenApiTypes.DATETIME, required=True),
            OpenApiParameter("end", OpenApiTypes.DATETIME, required=True),
        ],
        responses=CitableSerializer(many=True),
        filters=False,
    )
    @action(detail=True, methods=["get"], pagination_class=None)
    def citable(self, request: Request, pk: str) -> Response:
        """What a determination about an act from `start` to `end` may cite."""
        span = self._said(SpanSerializer(data=request.query_params))
        rows = citable_for(customer=self.get_object().customer, start=span["start"], end=span["end"])
        return Response(CitableSerializer(rows, many=True).data)

    @extend_schema(request=AttachSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def attach(self, request: Request, pk: str) -> Response:
        """Adds one more report about the same thing."""
        said = self._said(AttachSerializer(data=request.data))
        return self._answer(attach_report(by=self.person, case=self.get_object(), report=said["report"]))

    @extend_schema(request=None, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def investigate(self, request: Request, pk: str) -> Response:
        """Somebody looks into it now."""
        return self._answer(investigate_case(by=self.person, case=self.get_object()))

    @extend_schema(request=ReasonSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Ends the work on it."""
        said = self._said(ReasonSerializer(data=request.data))
        return self._answer(close_case(by=self.person, case=self.get_object(), reason=said["reason"]))

    @extend_schema(request=ReasonSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Takes a closed case up again."""
        said = self._said(ReasonSerializer(data=request.data))
        return self._answer(reopen_case(by=self.person, case=self.get_object(), reason=said["reason"]))


class DeterminationViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Determination]):
    """Determinations: read, decide, approve another person's."""

    queryset = (
        Determination.objects.select_related("approval")
        .prefetch_related("citations__provision", "citations__deviation", "citations__version", "reliances")
        .order_by("-decided_at")
    )
    serializer_class = DeterminationSerializer
    filterset_class = DeterminationFilter
    permissions: ClassVar = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "create": determine,
        "approve": approve_determination,
    }

    @extend_schema(request=NewDeterminationSerializer, responses={201: DeterminationSerializer})
    def create(self, request: Request) -> Response:
        """Determines a violation."""
        form = NewDeterminationSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        said = dict(form.validated_data)
        wanted = [str(one) for one in said.pop("citations")]
        provisions = provisions_by_id(wanted)
        added = added_by_id(wanted)
        if len(provisions) + len(added) != len(set(wanted)):
            raise serializers.ValidationError({"citations": ["There is no such provision."]})
        made = determine(by=self.person, citations=provisions, added=added, **said)
        return Response(DeterminationSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=DeterminationSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Approves what another person decided."""
        approve_determination(by=self.person, determination=self.get_object())
        return Response(DeterminationSerializer(self.get_object()).data)


routes = [
    ("cases", CaseViewSet),
    ("determinations", DeterminationViewSet),
    ("authorization-requests", AuthorizationRequestViewSet),
    ("authorizations", AuthorizationViewSet),
    ("my-authorization-requests", MyAuthorizationViewSet),
    ("findings", FindingViewSet),
    ("passings", PassingViewSet),
    ("recipients", RecipientViewSet),
    ("allowances", AllowanceViewSet),
    ("usage", UsageViewSet),
    ("case-proposals", CaseProposalViewSet),
    ("strikes", StrikeViewSet),
    ("strike-settings", StrikeSettingsViewSet),
    ("my-strikes", MyStrikeViewSet),
    *work_api.routes,
]

"""Endpoints of measures, holds and statements of reasons."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.cases.models import Case, Determination
from enforcement.holds import actions, provisioning
from enforcement.holds.actions.proposing import KIND_CHOICES, MOST_SERVICES
from enforcement.holds.attention import differences
from enforcement.holds.dsa_export import for_transparency_database
from enforcement.holds.filters import DifferenceFilter, HoldFilter, MeasureFilter
from enforcement.holds.models import (
    Ground,
    Hold,
    HoldReason,
    Measure,
    MeasureKind,
    Restricted,
    StateDifference,
    StatementOfReasons,
)
from enforcement.holds.queries import HOLD_ORDERS, MEASURE_ORDERS, measures, service_enabled, timed_holds
from enforcement.holds.statement_files import pdf_response
from enforcement.reports.reasons import OptionalReasonSerializer
from policies.versions.company import this_reseller
from tenants.customers.models import Service
from tenants.customers.queries import customers_of
from tenants.ledger import clock
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.keyset import KeysetPages
from tenants.people.permissions import OWN, Permission

EVENTS = [provisioning.PLACED, provisioning.LIFTED]


#: Reasons of holds that rest on no measure.
REASONS = [(one.value, one.label) for one in HoldReason if one is not HoldReason.ABUSE]


class MeasureSerializer(serializers.ModelSerializer[Measure]):
    """A measure, what it rests on and where it stands."""

    class Meta:
        model = Measure
        fields = [
            "id",
            "case",
            "determination",
            "customer",
            "service",
            "services",
            "kind",
            "restricts",
            "restricts_detail",
            "without_notice",
            "ground",
            "finding",
            "reason",
            "reinstates",
            "remedy",
            "remedy_digest",
            "starts_at",
            "ends_at",
            "needs_approval",
            "proposed_by",
            "proposed_at",
            "status",
            "status_at",
        ]


class ProposalSerializer(serializers.Serializer[Any]):
    """What to do about a determined violation; without `starts_at` at once, without services on the case's own."""

    determination = serializers.PrimaryKeyRelatedField(queryset=Determination.objects.all())
    kind = serializers.ChoiceField(choices=KIND_CHOICES)
    service = serializers.PrimaryKeyRelatedField(queryset=Service.objects.all(), required=False, allow_null=True)
    services = serializers.ListField(
        child=serializers.PrimaryKeyRelatedField(queryset=Service.objects.all()),
        required=False,
        max_length=MOST_SERVICES,
    )
    starts_at = InstantField(required=False, allow_null=True)
    ends_at = InstantField(required=False, allow_null=True)
    without_notice = serializers.BooleanField(default=False)
    ground = serializers.ChoiceField(choices=Ground.choices, required=False, allow_blank=True)
    restricts = serializers.ChoiceField(choices=Restricted.choices, required=False, allow_blank=True)
    restricts_detail = serializers.CharField(max_length=200, required=False, allow_blank=True)
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class InterimSerializer(serializers.Serializer[Any]):
    """What to stop for now, before a determination; without `ends_at` for 72 hours, without services the case's own."""

    case = serializers.PrimaryKeyRelatedField(queryset=Case.objects.all())
    services = serializers.ListField(
        child=serializers.PrimaryKeyRelatedField(queryset=Service.objects.all()),
        required=False,
        max_length=MOST_SERVICES,
    )
    ground = serializers.ChoiceField(choices=Ground.choices)
    finding = serializers.CharField(max_length=5000)
    ends_at = InstantField(required=False, allow_null=True)
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class MeasureEndingSerializer(serializers.Serializer[Any]):
    """Why a measure ends."""

    reason = serializers.CharField(max_length=1000)


class ExtendingSerializer(serializers.Serializer[Any]):
    """Until when a measure lasts instead, and why: the customer reads it."""

    ends_at = InstantField()
    reason = serializers.CharField(max_length=1000)


class SeveralMeasuresSerializer(OptionalReasonSerializer):
    """Measures that are cancelled or ended together, and why."""

    measures = serializers.PrimaryKeyRelatedField(queryset=measures(), many=True)


class MeasureViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Measure]):
    """Measures: propose, suspend for now, approve, cancel, extend, end, reinstate."""

    queryset = measures()
    serializer_class = MeasureSerializer
    filterset_class = MeasureFilter
    pagination_class = KeysetPages
    orders = MEASURE_ORDERS
    permissions = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "create": actions.propose_measure,
        "approve": actions.approve_measure,
        "cancel": actions.cancel_measure,
        "end": actions.end_measure,
        "cancel_several": actions.cancel_measures,
        "end_several": actions.end_measures,
        "extend": actions.extend_measure,
        "interim": actions.suspend_for_now,
        "reinstate": actions.reinstate,
    }

    @extend_schema(request=ProposalSerializer, responses={201: MeasureSerializer})
    def create(self, request: Request) -> Response:
        """Takes a measure, or proposes it where a second person must agree."""
        asked = ProposalSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = {**asked.validated_data, "kind": MeasureKind(asked.validated_data["kind"])}
        measure = actions.propose_measure(by=self.person, **given)
        return Response(MeasureSerializer(measure).data, status=201)

    @extend_schema(request=InterimSerializer, responses={201: MeasureSerializer})
    @action(detail=False, methods=["post"])
    def interim(self, request: Request) -> Response:
        """Suspends services of a case at once, before a determination; it lapses by itself."""
        asked = InterimSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        measure = actions.suspend_for_now(by=self.person, **asked.validated_data)
        return Response(MeasureSerializer(measure).data, status=201)

    @extend_schema(request=OptionalReasonSerializer, responses=MeasureSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Another person agrees."""
        asked = OptionalReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        measure = actions.approve_measure(by=self.person, measure=self.get_object(), **asked.validated_data)
        return Response(MeasureSerializer(measure).data)

    @extend_schema(request=OptionalReasonSerializer, responses=MeasureSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Takes back a measure that has not taken effect."""
        asked = OptionalReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        measure = actions.cancel_measure(by=self.person, measure=self.get_object(), **asked.validated_data)
        return Response(MeasureSerializer(measure).data)

    @extend_schema(
        operation_id="measures_cancel_several",
        request=SeveralMeasuresSerializer,
        responses=MeasureSerializer(many=True),
    )
    @action(detail=False, methods=["post"], url_path="cancel", pagination_class=None, filterset_class=None)
    def cancel_several(self, request: Request) -> Response:
        """Takes measures back that have not taken effect, all or none."""
        asked = SeveralMeasuresSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.cancel_measures(by=self.person, **asked.validated_data)
        return Response(MeasureSerializer(made, many=True).data)

    @extend_schema(
        operation_id="measures_end_several", request=SeveralMeasuresSerializer, responses=MeasureSerializer(many=True)
    )
    @action(detail=False, methods=["post"], url_path="end", pagination_class=None, filterset_class=None)
    def end_several(self, request: Request) -> Response:
        """Ends measures and lifts their holds, all or none; each customer is told."""
        asked = SeveralMeasuresSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.end_measures(by=self.person, **asked.validated_data)
        return Response(MeasureSerializer(made, many=True).data)

    @extend_schema(request=ExtendingSerializer, responses=MeasureSerializer)
    @action(detail=True, methods=["post"])
    def extend(self, request: Request, pk: str) -> Response:
        """Moves the end of an open measure later."""
        asked = ExtendingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        extension = actions.extend_measure(by=self.person, measure=self.get_object(), **asked.validated_data)
        return Response(MeasureSerializer(extension.measure).data)

    @extend_schema(request=MeasureEndingSerializer, responses={201: MeasureSerializer})
    @action(detail=True, methods=["post"])
    def reinstate(self, request: Request, pk: str) -> Response:
        """Proposes that what a termination stopped runs again."""
        asked = MeasureEndingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        measure = actions.reinstate(by=self.person, measure=self.get_object(), **asked.validated_data)
        return Response(MeasureSerializer(measure).data, status=201)

    @extend_schema(request=MeasureEndingSerializer, responses=MeasureSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Ends a measure and lifts its hold."""
        asked = MeasureEndingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        measure = actions.end_measure(by=self.person, measure=self.get_object(), **asked.validated_data)
        return Response(MeasureSerializer(measure).data)


class HoldSerializer(serializers.ModelSerializer[Hold]):
    """A hold; `enabled` says whether its service runs now, all holds considered."""

    service_reference = serializers.CharField(source="service.reference")
    enabled = serializers.SerializerMethodField()

    class Meta:
        model = Hold
        fields = [
            "id",
            "service",
            "service_reference",
            "measure",
            "reason",
            "restricts",
            "restricts_detail",
            "note",
            "starts_at",
            "placed_at",
            "lifted_at",
            "confirmed_at",
            "lift_confirmed_at",
            "enabled",
        ]

    def get_enabled(self, hold: Hold) -> bool:
        """Whether no hold on the service is open now."""
        return service_enabled(hold.service, clock.now())


class PlacingSerializer(serializers.Serializer[Any]):
    """A hold that rests on no measure."""

    service = serializers.PrimaryKeyRelatedField(queryset=Service.objects.all())
    reason = serializers.ChoiceField(choices=REASONS)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    starts_at = InstantField(required=False, allow_null=True)


class ConfirmationSerializer(serializers.Serializer[Any]):
    """What was carried out: `hold.placed` or `hold.lifted`; without it, whatever the hold asks for now."""

    event = serializers.ChoiceField(choices=EVENTS, required=False)


class LiftingSerializer(OptionalReasonSerializer):
    """Holds that are lifted together, and why."""

    holds = serializers.PrimaryKeyRelatedField(queryset=Hold.objects.select_related("service"), many=True)


class HoldViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Hold]):
    """Holds: place and lift those without a measure, confirm what the endpoint did."""

    queryset = timed_holds().select_related("service__customer", "measure").order_by("-placed_at")
    serializer_class = HoldSerializer
    filterset_class = HoldFilter
    pagination_class = KeysetPages
    orders = HOLD_ORDERS
    permissions = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "create": actions.place_hold,
        "lift": actions.lift_hold,
        "lift_several": actions.lift_holds,
        "confirm": actions.confirm_hold,
        "resend": actions.resend_calls,
    }

    @extend_schema(request=PlacingSerializer, responses={201: HoldSerializer})
    def create(self, request: Request) -> Response:
        """Stops a service for payment, maintenance, a legal order or at the customer's request."""
        asked = PlacingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = {**asked.validated_data, "reason": HoldReason(asked.validated_data["reason"])}
        return Response(HoldSerializer(actions.place_hold(by=self.person, **given)).data, status=201)

    @extend_schema(request=OptionalReasonSerializer, responses=HoldSerializer)
    @action(detail=True, methods=["post"])
    def lift(self, request: Request, pk: str) -> Response:
        """Lifts this hold and no other."""
        asked = OptionalReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        hold = actions.lift_hold(by=self.person, hold=self.get_object(), **asked.validated_data)
        return Response(HoldSerializer(hold).data)

    @extend_schema(operation_id="holds_lift_several", request=LiftingSerializer, responses=HoldSerializer(many=True))
    @action(detail=False, methods=["post"], url_path="lift", pagination_class=None, filterset_class=None)
    def lift_several(self, request: Request) -> Response:
        """Lifts these holds and no others, all or none."""
        asked = LiftingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(HoldSerializer(actions.lift_holds(by=self.person, **asked.validated_data), many=True).data)

    @extend_schema(request=ConfirmationSerializer, responses=HoldSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """The provisioning endpoint carried the hold out, or undid it."""
        asked = ConfirmationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        hold = actions.confirm_hold(by=self.person, hold=self.get_object(), event=asked.validated_data.get("event"))
        return Response(HoldSerializer(hold).data)

    @extend_schema(request=None, responses={200: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"])
    def resend(self, request: Request, pk: str) -> Response:
        """Queues failed calls about this hold once more."""
        return Response({"queued": actions.resend_calls(by=self.person, hold=self.get_object())})


class DifferenceSerializer(serializers.ModelSerializer[StateDifference]):
    """A service that the provider has on or off without us."""

    service_reference = serializers.CharField(source="service.reference")

    class Meta:
        model = StateDifference
        fields = [
            "id",
            "service",
            "service_reference",
            "state",
            "since",
            "found_at",
            "seen_at",
            "accepted_at",
            "over_at",
        ]


class StateDifferenceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[StateDifference]):
    """What the provider's own list of states says otherwise: accept it, or call the endpoint again."""

    queryset = differences()
    serializer_class = DifferenceSerializer
    filterset_class = DifferenceFilter
    permissions = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "accept": actions.accept_difference,
        "send": actions.send_again,
    }

    @extend_schema(request=OptionalReasonSerializer, responses=DifferenceSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Somebody knows of it."""
        asked = OptionalReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found = actions.accept_difference(by=self.person, difference=self.get_object(), **asked.validated_data)
        return Response(DifferenceSerializer(found).data)

    @extend_schema(request=OptionalReasonSerializer, responses={200: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"])
    def send(self, request: Request, pk: str) -> Response:
        """Calls the provisioning endpoint once more."""
        asked = OptionalReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        sent = actions.send_again(by=self.person, difference=self.get_object(), **asked.validated_data)
        return Response({"queued": sent})


class StatementOfReasonsSerializer(serializers.ModelSerializer[StatementOfReasons]):
    """A statement of reasons as it was issued."""

    content = serializers.SerializerMethodField()

    class Meta:
        model = StatementOfReasons
        fields = ["id", "number", "measure", "extension", "customer", "content", "digest", "issued_at", "appeal_until"]

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_content(self, statement: StatementOfReasons) -> dict[str, Any]:
        """Provisions with text and digest, facts, duration, how to appeal."""
        content: dict[str, Any] = statement.content
        return content


class StatementOfReasonsViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[StatementOfReasons]):
    """All statements of reasons, for staff."""

    queryset = StatementOfReasons.objects.order_by("-number")
    serializer_class = StatementOfReasonsSerializer
    filterset_fields = ["customer", "measure"]
    permissions = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "sheet": Permission.SEE_CASES,
        "transparency": Permission.SEE_CASES,
    }

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True)
    def sheet(self, request: Request, pk: str) -> HttpResponse:
        """The statement as a PDF/A to file."""
        return pdf_response(self.get_object())

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def transparency(self, request: Request, pk: str) -> Response:
        """The statement as the DSA Transparency Database's API takes it, without the customer's identity."""
        return Response(for_transparency_database(self.get_object()))


class MyStatementViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[StatementOfReasons]):
    """The statements of reasons of the customers that the signed-in person acts for."""

    queryset = StatementOfReasons.objects.order_by("-number")
    serializer_class = StatementOfReasonsSerializer
    permissions = {"list": OWN, "retrieve": OWN, "sheet": OWN}
    never_stopped = True

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True)
    def sheet(self, request: Request, pk: str) -> HttpResponse:
        """The statement as a PDF/A to file."""
        return pdf_response(self.get_object())

    def get_queryset(self) -> QuerySet[StatementOfReasons]:
        """Only one's own customers'."""
        found = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return found.none()
        return found.filter(customer__in=customers_of(self.request.user))  # type: ignore[arg-type]  # Allowed lets only people in


class EndpointSerializer(serializers.Serializer[Any]):
    """Where calls go, and the secret they are signed with."""

    url = serializers.CharField()
    states_url = serializers.CharField()
    secret = serializers.CharField()


class ProvisioningViewSet(RoomViewSet[Hold]):
    """The provisioning endpoint: its address and its Standard Webhooks secret."""

    queryset = Hold.objects.none()
    serializer_class = EndpointSerializer
    pagination_class = None
    filter_backends = []
    permissions = {"list": Permission.MANAGE_SETTINGS}

    @extend_schema(responses=EndpointSerializer, operation_id="provisioning_retrieve")
    def list(self, request: Request) -> Response:
        """The endpoint as it is."""
        reseller, secret = this_reseller(), provisioning.signing_secret()
        found = {"url": reseller.provisioning_url, "states_url": reseller.provisioning_states_url, "secret": secret}
        return Response(found)


routes = [
    ("measures", MeasureViewSet),
    ("holds", HoldViewSet),
    ("statements-of-reasons", StatementOfReasonsViewSet),
    ("my-statements", MyStatementViewSet),
    ("provisioning", ProvisioningViewSet),
    ("provider-differences", StateDifferenceViewSet),
]

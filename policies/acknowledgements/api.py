"""Endpoints of this room: acknowledgements, checking receipts, and what bound a customer when."""

import uuid
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from policies.acknowledgements.actions import acknowledge
from policies.acknowledgements.binding import Binding, what_bound
from policies.acknowledgements.deviations_api import DeviationViewSet
from policies.acknowledgements.instants import asked_instant
from policies.acknowledgements.models import Acknowledgement, Method
from policies.acknowledgements.verifying import verify_receipt
from tenants.customers.models import Customer
from tenants.customers.queries import customers_of
from tenants.ledger import clock
from tenants.people.api import RoomViewSet
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.resellers.refusals import Refused


class AcknowledgementSerializer(serializers.ModelSerializer[Acknowledgement]):
    """An acknowledgement as it is kept; people by pseudonym."""

    version = serializers.IntegerField(source="version.number", read_only=True)
    customer_reference = serializers.CharField(source="customer.reference", read_only=True)
    ticks = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Acknowledgement
        fields = [
            "id", "version", "digest", "person", "customer", "customer_reference", "capacity", "method", "ticks", "at",
            "binding_digest", "edition_language", "edition_digest", "receipt",
        ]  # fmt: skip
        read_only_fields = fields


class AcknowledgingSerializer(serializers.Serializer[Any]):
    """What a reader sends: the digest of the words read, and the keys of provisions that ask for their own tick."""

    customer = serializers.UUIDField(required=False, help_text="Leave it out where you act for one customer only.")
    digest = serializers.RegexField(r"^[0-9a-f]{64}$")
    ticks = serializers.ListField(child=serializers.CharField(max_length=120), required=False, max_length=500)
    binding_digest = serializers.RegexField(
        r"^[0-9a-f]{64}$", required=False, help_text="Of the words with what the agreement says otherwise."
    )
    language = serializers.CharField(
        required=False, max_length=20, help_text="Of the edition that was read; left out, the governing words were."
    )


class SegmentSerializer(serializers.Serializer[Any]):
    """A stretch of words of a redline."""

    op = serializers.ChoiceField(choices=["equal", "insert", "delete"])
    text = serializers.CharField()


class ChangeSerializer(serializers.Serializer[Any]):
    """One changed provision."""

    op = serializers.CharField()
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, as DRF collects them
    moved_from = serializers.CharField(allow_null=True)
    redline = SegmentSerializer(many=True)


class NotInForceSerializer(serializers.Serializer[Any]):
    """The problem that answers another digest than that of the words in force."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    digest = serializers.CharField(help_text="Of the words in force.")
    version = serializers.IntegerField(help_text="The number of the version in force.")
    since_version = serializers.IntegerField(allow_null=True, help_text="What the redline is against.")
    redline = ChangeSerializer(many=True)


class AcknowledgementFilter(django_filters.FilterSet):
    """By version, customer, capacity, and instants from and until (UTC)."""

    version = django_filters.NumberFilter(field_name="version__number")
    since = django_filters.IsoDateTimeFilter(field_name="at", lookup_expr="gte")
    until = django_filters.IsoDateTimeFilter(field_name="at", lookup_expr="lte")

    class Meta:
        model = Acknowledgement
        fields = ["version", "digest", "customer", "capacity"]


class AcknowledgementViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Acknowledgement]):
    """Who acknowledged which words; a customer's person adds one for itself."""

    permissions: ClassVar = {"list": Permission.SEE_CUSTOMERS, "retrieve": Permission.SEE_CUSTOMERS, "create": None}
    queryset = Acknowledgement.objects.select_related("version", "customer").order_by("-at", "pk")
    serializer_class = AcknowledgementSerializer
    filterset_class = AcknowledgementFilter

    @extend_schema(
        request=AcknowledgingSerializer,
        responses={200: AcknowledgementSerializer, 201: AcknowledgementSerializer, 409: NotInForceSerializer},
    )
    def create(self, request: Request) -> Response:
        """Acknowledges the words with this digest; a second time answers 200 with the same row and receipt."""
        sent = AcknowledgingSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        user = request.user
        assert isinstance(user, User)
        customer = _customer(user, sent.validated_data.get("customer"))
        earlier = set(
            Acknowledgement.objects.filter(customer=customer, person=user.pseudonym).values_list("pk", flat=True)
        )
        row = acknowledge(
            by=user,
            customer=customer,
            digest=sent.validated_data["digest"],
            ticks=sent.validated_data.get("ticks", []),
            method=Method.API,
            binding_digest=sent.validated_data.get("binding_digest", ""),
            language=sent.validated_data.get("language", ""),
        )
        return Response(AcknowledgementSerializer(row).data, status=200 if row.pk in earlier else 201)


def _customer(user: User, asked: uuid.UUID | None) -> Customer:
    """The customer a person acknowledges for; never one it does not act for (404)."""
    mine: QuerySet[Customer] = customers_of(user).distinct()
    if asked is not None:
        return get_object_or_404(mine, pk=asked)
    found = list(mine[:2])
    if not found:
        raise Refused("not_a_member", "You act for no customer, so there is nothing to acknowledge for.", status=403)
    if len(found) > 1:
        raise Refused("which_customer", "You act for several customers: name one as “customer”.", status=422)
    return found[0]


class ReceiptSerializer(serializers.Serializer[Any]):
    """A receipt to be checked: a compact JWS."""

    receipt = serializers.CharField(max_length=8000)


class VerdictSerializer(serializers.Serializer[Any]):
    """What a good receipt says."""

    valid = serializers.BooleanField()
    sentence = serializers.CharField()
    claims = serializers.DictField()
    version_known = serializers.BooleanField(help_text="Whether a posted version has that number and digest.")
    kept = serializers.BooleanField(help_text="Whether this portal still holds that acknowledgement.")


class ReceiptViewSet(RoomViewSet[Any]):
    """Checking receipts; open to anyone, as the page is."""

    permissions: ClassVar = {"verify": None}
    authentication_classes = ()
    permission_classes = (AllowAny,)
    serializer_class = ReceiptSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(request=ReceiptSerializer, responses={200: VerdictSerializer}, auth=[])
    @action(detail=False, methods=["post"])
    def verify(self, request: Request) -> Response:
        """Says what a receipt states; 422 (`receipt_invalid`) for one that was not signed here or was changed."""
        sent = ReceiptSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        verdict = verify_receipt("".join(sent.validated_data["receipt"].split()))
        if not verdict.valid:
            raise Refused("receipt_invalid", verdict.sentence, status=422)
        return Response(
            {
                "valid": True,
                "sentence": verdict.sentence,
                "claims": verdict.claims,
                "version_known": verdict.version is not None,
                "kept": verdict.kept,
            }
        )


class BindingEvidenceSerializer(serializers.Serializer[Any]):
    """One thing that shows what was posted, told, shown or acknowledged."""

    kind = serializers.CharField()
    at = serializers.DateTimeField()
    title = serializers.CharField()
    detail = serializers.CharField()
    digest = serializers.CharField(help_text="Of the words or bytes that this is about; empty where it is about none.")
    later = serializers.BooleanField(help_text="Whether it happened after the instant asked for.")


class BoundDeviationSerializer(serializers.Serializer[Any]):
    """What the agreement said otherwise than the version."""

    effect = serializers.CharField(source="agreed.effect")
    key = serializers.CharField(source="agreed.key")
    text = serializers.CharField(source="agreed.text")
    agreement = serializers.CharField(source="agreed.agreement")
    since = serializers.DateTimeField(source="agreed.since")
    digest = serializers.CharField(source="agreed.digest")
    redline = SegmentSerializer(source="segments", many=True)


class BindingSerializer(serializers.Serializer[Binding]):
    """What bound a customer at an instant; computed, never kept."""

    customer = serializers.UUIDField(source="customer.pk")
    at = serializers.DateTimeField()
    binds = serializers.BooleanField()
    sentence = serializers.CharField()
    agreement = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField()
    digest = serializers.CharField()
    binding_digest = serializers.CharField(help_text="Of the version with its deviations.")
    deviations = BoundDeviationSerializer(source="marks", many=True)
    since = serializers.DateTimeField(allow_null=True)
    evidence = BindingEvidenceSerializer(many=True)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_agreement(self, binding: Binding) -> str | None:
        """The number of the agreement that the policy was part of."""
        return binding.agreement.number if binding.agreement else None

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_version(self, binding: Binding) -> int | None:
        """The number of the version that bound."""
        return binding.version.number if binding.version else None


class BindingViewSet(RoomViewSet[Any]):
    """What bound a customer at an instant, and on what evidence."""

    permissions: ClassVar = {"retrieve": Permission.SEE_CUSTOMERS}
    queryset = Customer.objects.all()
    serializer_class = BindingSerializer
    filter_backends = ()

    @extend_schema(
        parameters=[OpenApiParameter("at", OpenApiTypes.DATETIME, description="The instant; now without it.")]
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        """The version, digest, agreement and evidence at the instant of `?at=` (default: now)."""
        customer = self.get_object()
        del pk
        at = asked_instant(request.query_params.get("at", ""), clock.now())
        return Response(BindingSerializer(what_bound(customer=customer, at=at)).data)


routes = [
    ("acknowledgements", AcknowledgementViewSet),
    ("receipts", ReceiptViewSet),
    ("bindings", BindingViewSet),
    ("deviations", DeviationViewSet),
]

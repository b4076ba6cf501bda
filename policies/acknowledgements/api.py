"""Endpoints of this room: acknowledging, on the portal and on paper, and declining."""

import uuid
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from policies.acknowledgements.actions import acknowledge, decline, record_paper
from policies.acknowledgements.actions.declining import REASON
from policies.acknowledgements.actions.paper import Signer
from policies.acknowledgements.bindings_api import BindingViewSet, SegmentSerializer
from policies.acknowledgements.coverage_api import CoverageViewSet, PersonCoverageViewSet
from policies.acknowledgements.deviations_api import DeviationViewSet
from policies.acknowledgements.filters import AcknowledgementFilter, DeclineFilter
from policies.acknowledgements.models import Acknowledgement, Decline, Means, Method, Paper
from policies.acknowledgements.queries import all_acknowledgements, all_declines
from policies.acknowledgements.receipts_api import ReceiptViewSet
from policies.acknowledgements.views.paper import paper_of
from policies.acknowledgements.views.receipts import sheet_answer
from tenants.customers.models import Capacity, Customer, Membership
from tenants.customers.queries import acts_for
from tenants.people.api import RoomViewSet
from tenants.people.models import User
from tenants.people.permissions import OWN, Permission
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused


class PaperSerializer(serializers.ModelSerializer[Paper]):
    """What an acknowledgement given outside the portal stands on; people by pseudonym."""

    class Meta:
        model = Paper
        fields = [
            "means", "signed_on", "zone", "filename", "content_type", "document_digest", "stated_authority", "note",
            "attested_by", "recorded_at",
        ]  # fmt: skip
        read_only_fields = fields


class AcknowledgementSerializer(serializers.ModelSerializer[Acknowledgement]):
    """An acknowledgement as it is kept; people by pseudonym."""

    version = serializers.IntegerField(source="version.number", read_only=True)
    customer_reference = serializers.CharField(source="customer.reference", read_only=True)
    ticks = serializers.ListField(child=serializers.CharField(), read_only=True)
    paper = PaperSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Acknowledgement
        fields = [
            "id", "version", "digest", "person", "customer", "customer_reference", "capacity", "authority", "method",
            "ticks", "at", "binding_digest", "edition_language", "edition_digest", "paper", "receipt",
        ]  # fmt: skip
        read_only_fields = fields


#: One for all answers of the busiest endpoint: it finds out once what its fields are.
_AS_KEPT = AcknowledgementSerializer()


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


class RecordingSerializer(serializers.Serializer[Any]):
    """An acknowledgement given outside the portal: who signed (somebody who acts for the customer, or a name) what."""

    customer = serializers.PrimaryKeyRelatedField(queryset=Customer.objects.all())
    digest = serializers.RegexField(r"^[0-9a-f]{64}$", help_text="Of the version that was signed.")
    membership = serializers.PrimaryKeyRelatedField(
        queryset=Membership.objects.select_related("user", "customer"), required=False, allow_null=True, default=None
    )
    signer_name = serializers.CharField(required=False, allow_blank=True, max_length=150, default="")
    capacity = serializers.ChoiceField(choices=Capacity.choices, default=Capacity.REPRESENTATIVE)
    stated_authority = serializers.CharField(required=False, allow_blank=True, max_length=200, default="")
    signed_on = serializers.DateField(help_text="A day in the reseller's time zone.")
    means = serializers.ChoiceField(choices=Means.choices, default=Means.SIGNED)
    ticks = serializers.ListField(child=serializers.CharField(max_length=120), required=False, default=list)
    language = serializers.CharField(required=False, allow_blank=True, max_length=20, default="")
    note = serializers.CharField(required=False, allow_blank=True, max_length=500, default="")
    file = serializers.FileField(help_text="PDF, PNG or JPEG.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The signer and the file as the verb takes them."""
        file = attrs.pop("file")
        signer = Signer(
            membership=attrs.pop("membership"),
            name=attrs.pop("signer_name"),
            capacity=attrs.pop("capacity"),
            stated_authority=attrs.pop("stated_authority"),
        )
        return attrs | {"signer": signer, "filename": file.name, "data": file.read()}


class AcknowledgementViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Acknowledgement]):
    """Who acknowledged which words; a customer's person adds one for itself."""

    permissions: ClassVar = {
        "list": Permission.SEE_CUSTOMERS,
        "retrieve": Permission.SEE_CUSTOMERS,
        "sheet": Permission.SEE_CUSTOMERS,
        "create": OWN,
        "record_paper": Permission.MANAGE_CUSTOMERS,
        "paper": Permission.SEE_CUSTOMERS,
    }
    never_stopped = True
    queryset = all_acknowledgements()
    serializer_class = AcknowledgementSerializer
    filterset_class = AcknowledgementFilter

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True)
    def sheet(self, request: Request, pk: str) -> HttpResponse:
        """The receipt as a PDF to file, with the signed token printed on it and in its metadata."""
        return sheet_answer(self.get_object(), connection.tenant)

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
        customer = own_customer(user, sent.validated_data.get("customer"))
        row = acknowledge(
            by=user,
            customer=customer,
            digest=sent.validated_data["digest"],
            ticks=sent.validated_data.get("ticks", []),
            method=Method.API,
            binding_digest=sent.validated_data.get("binding_digest", ""),
            language=sent.validated_data.get("language", ""),
        )
        return Response(_AS_KEPT.to_representation(row), status=200 if row.repeated else 201)

    @extend_schema(
        request={"multipart/form-data": RecordingSerializer},
        responses={201: AcknowledgementSerializer, 409: NotInForceSerializer},
    )
    @action(detail=False, methods=["post"], url_path="paper", parser_classes=[MultiPartParser])
    def record_paper(self, request: Request) -> Response:
        """Records one that was given outside the portal, with its file; whoever sends it attests it."""
        sent = RecordingSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        row = record_paper(by=self.person, **sent.validated_data)
        return Response(AcknowledgementSerializer(row).data, status=201)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], url_path="file")
    def paper(self, request: Request, pk: str) -> HttpResponse:
        """The paper itself, byte for byte; 404 for one given on the portal."""
        del request, pk
        return paper_of(self.get_object().paper)


class DeclineSerializer(serializers.ModelSerializer[Decline]):
    """A decline as it is kept; people by pseudonym. It undoes nothing of what binds."""

    version = serializers.IntegerField(source="version.number", read_only=True)
    customer_reference = serializers.CharField(source="customer.reference", read_only=True)
    acknowledged_later = serializers.BooleanField(
        source="later", default=False, read_only=True, help_text="Whether the person acknowledged the version since."
    )

    class Meta:
        model = Decline
        fields = [
            "id", "version", "digest", "binding_digest", "person", "customer", "customer_reference", "capacity",
            "authority", "method", "edition_language", "edition_digest", "reason", "at", "acknowledged_later",
        ]  # fmt: skip
        read_only_fields = fields


class DecliningSerializer(serializers.Serializer[Any]):
    """What a reader sends who does not agree: the digest of the words read, and why if they like."""

    customer = serializers.UUIDField(required=False, help_text="Leave it out where you act for one customer only.")
    digest = serializers.RegexField(r"^[0-9a-f]{64}$")
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=REASON)
    binding_digest = serializers.RegexField(r"^[0-9a-f]{64}$", required=False, default="")
    language = serializers.CharField(required=False, max_length=20, default="")


class DeclineViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Decline]):
    """Who declined which words; a customer's person adds one for itself. The words bind all the same (R5)."""

    permissions: ClassVar = {"list": Permission.SEE_CUSTOMERS, "retrieve": Permission.SEE_CUSTOMERS, "create": OWN}
    never_stopped = True
    queryset = all_declines()
    serializer_class = DeclineSerializer
    filterset_class = DeclineFilter

    @extend_schema(request=DecliningSerializer, responses={201: DeclineSerializer, 409: NotInForceSerializer})
    def create(self, request: Request) -> Response:
        """Declines the words with this digest; a second time answers with the same row."""
        sent = DecliningSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        said = dict(sent.validated_data)
        customer = own_customer(self.person, said.pop("customer", None))
        row = decline(by=self.person, customer=customer, method=Method.API, **said)
        return Response(DeclineSerializer(row).data, status=201)


def own_customer(user: User, asked: uuid.UUID | None) -> Customer:
    """The customer a person acknowledges for; never one it does not act for (404)."""
    mine = acts_for(user)
    if asked is not None:
        found = [one for one in mine if one.pk == asked]
        if not found:
            raise Http404
        return found[0]
    if not mine:
        raise Refused("not_a_member", "You act for no customer, so there is nothing to acknowledge for.", status=403)
    if len(mine) > 1:
        raise Refused("which_customer", "You act for several customers: name one as “customer”.", status=422)
    return mine[0]


routes = [
    ("acknowledgements", AcknowledgementViewSet),
    ("declines", DeclineViewSet),
    ("receipts", ReceiptViewSet),
    ("bindings", BindingViewSet),
    ("coverage", CoverageViewSet),
    ("coverage-people", PersonCoverageViewSet),
    ("deviations", DeviationViewSet),
]

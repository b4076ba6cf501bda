"""Endpoints of what agreements say otherwise than the policy."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from policies.acknowledgements.deviations.actions import record_deviation
from policies.acknowledgements.deviations.filters import DeviationFilter
from policies.documents.model.document import Kind
from tenants.customers.actions import end_deviation
from tenants.customers.models import Agreement, Deviation, DeviationEffect
from tenants.customers.serializers import EndingSerializer
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.permissions import Permission


class DeviationSerializer(serializers.ModelSerializer[Deviation]):
    """A negotiated deviation as it is kept."""

    agreement_number = serializers.CharField(source="agreement.number", read_only=True)

    class Meta:
        model = Deviation
        fields = [
            "id", "customer", "agreement", "agreement_number", "effect", "key", "parent_key", "kind", "discretionary",
            "text", "general_digest", "starts_at", "ends_at", "filename", "document_digest", "digest", "recorded_at",
            "recorded_by",
        ]  # fmt: skip
        read_only_fields = fields


class NegotiatingSerializer(serializers.Serializer[Any]):
    """What was agreed, with the signed document."""

    agreement = serializers.PrimaryKeyRelatedField(queryset=Agreement.objects.all())
    effect = serializers.ChoiceField(choices=DeviationEffect.choices)
    key = serializers.CharField(max_length=80, help_text="The provision's key, or a new one where it is added.")
    text = serializers.CharField(required=False, allow_blank=True, default="")
    parent_key = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    kind = serializers.ChoiceField(
        choices=[kind.value for kind in Kind],
        default=Kind.PROHIBITION.value,
        help_text="Of an added provision; an agreement adds no heading and no incorporation.",
    )
    discretionary = serializers.BooleanField(default=False)
    starts_at = InstantField()
    ends_at = InstantField(required=False, allow_null=True, default=None)
    document = serializers.FileField()


class DeviationViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Deviation]):
    """What agreements say otherwise than the policy (R1)."""

    permissions: ClassVar = {
        "list": Permission.SEE_CUSTOMERS,
        "retrieve": Permission.SEE_CUSTOMERS,
        "create": record_deviation,
        "end": end_deviation,
    }
    queryset = Deviation.objects.select_related("agreement").order_by("-recorded_at", "pk")
    serializer_class = DeviationSerializer
    filterset_class = DeviationFilter

    def get_parsers(self) -> list[Any]:
        """A file comes with what is recorded; everything else is JSON."""
        recorded = getattr(self, "action_map", None) and "create" in self.action_map.values()
        return [MultiPartParser()] if recorded else super().get_parsers()

    @extend_schema(request={"multipart/form-data": NegotiatingSerializer}, responses={201: DeviationSerializer})
    def create(self, request: Request) -> Response:
        """Records a deviation with the signed document."""
        asked = NegotiatingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        file, kind = said.pop("document"), Kind(said.pop("kind"))
        made = record_deviation(by=self.person, filename=file.name, data=file.read(), kind=kind, **said)
        return Response(DeviationSerializer(made).data, status=201)

    @extend_schema(request=EndingSerializer, responses=DeviationSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str | None = None) -> Response:
        """Ends it, now or at an instant to come."""
        asked = EndingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        kept = end_deviation(by=self.person, deviation=self.get_object(), ends_at=asked.validated_data["at"])
        return Response(DeviationSerializer(kept).data)

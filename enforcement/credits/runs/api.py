"""Endpoints of runs: have a month computed or looked at, and see how far it is."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.credits.models import CreditRun, PreviewedChange, RunCustomer
from enforcement.credits.runs.actions import run_credits
from enforcement.credits.runs.queries import changes, failures, runs
from tenants.customers.currencies import money
from tenants.customers.models import Customer
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission

SEE = Permission.SEE_CREDITS


class AskedRunSerializer(serializers.Serializer[Any]):
    """Which month, such as 2026-10; whether only to look; for which customers, if not for all."""

    month = serializers.CharField(max_length=7)
    preview = serializers.BooleanField(default=False)
    customers = serializers.PrimaryKeyRelatedField(
        queryset=Customer.objects.all(), many=True, default=None, allow_null=True
    )


class CreditRunSerializer(serializers.ModelSerializer[CreditRun]):
    """A run: of `customers` are `left` to compute, and `failed` could not be; `ended_at` is null while it goes on."""

    class Meta:
        model = CreditRun
        fields = [
            "id",
            "month",
            "preview",
            "asked_by",
            "asked_at",
            "customers",
            "left",
            "failed",
            "made",
            "unchanged",
            "ended_at",
        ]


class PreviewedChangeSerializer(serializers.ModelSerializer[PreviewedChange]):
    """A statement that would be made, and the one that it would supersede."""

    class Meta:
        model = PreviewedChange
        fields = ["run", "customer", "currency", "before", "total", "difference"]

    def to_representation(self, instance: PreviewedChange) -> dict[str, Any]:
        """With amounts in their currency's digits."""
        amounts = {name: money(getattr(instance, name), instance.currency) for name in ("total", "difference")}
        return {**super().to_representation(instance), **amounts}


class RunFailureSerializer(serializers.ModelSerializer[RunCustomer]):
    """A customer that could not be computed, and what failed."""

    class Meta:
        model = RunCustomer
        fields = ["run", "customer", "failure"]


class CreditRunViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[CreditRun]):
    """Runs: ask for one, and see how far it is."""

    queryset = runs()
    serializer_class = CreditRunSerializer
    filterset_fields = ["month", "preview"]
    permissions = {"list": SEE, "retrieve": SEE, "create": run_credits}

    @extend_schema(request=AskedRunSerializer, responses={202: CreditRunSerializer})
    def create(self, request: Request) -> Response:
        """Has a month that is over computed, or looked at; a worker does it. Again, it changes nothing else."""
        asked = AskedRunSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = run_credits(by=self.person, **asked.validated_data)
        return Response(CreditRunSerializer(runs().get(pk=made.pk)).data, status=202)


class PreviewedChangeViewSet(mixins.ListModelMixin, RoomViewSet[PreviewedChange]):
    """What previews found that would change, the largest change first."""

    queryset = changes()
    serializer_class = PreviewedChangeSerializer
    filterset_fields = ["run", "customer"]
    permissions = {"list": SEE}


class RunFailureViewSet(mixins.ListModelMixin, RoomViewSet[RunCustomer]):
    """The customers that a run could not compute."""

    queryset = failures()
    serializer_class = RunFailureSerializer
    filterset_fields = ["run", "customer"]
    permissions = {"list": SEE}


routes = [
    ("credit-runs", CreditRunViewSet),
    ("credit-run-changes", PreviewedChangeViewSet),
    ("credit-run-failures", RunFailureViewSet),
]

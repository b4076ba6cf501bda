"""Endpoints of following upstream, decision by decision."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from policies.drafts.serializers.drafts import DraftSerializer
from policies.following import actions, serializers
from policies.following.models import Choice
from policies.following.offers import offers_of, own_copy
from policies.versions.models import Policy
from policies.versions.queries import releases_offered
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission
from tenants.resellers.models import Release

SEE = Permission.SEE_POLICIES


class ReleaseViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Release]):
    """What upstream offers, what of it differs from one's own copy, and taking it over."""

    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "offers": SEE,
        "take_over": actions.take_over_release,
        "decide": actions.decide_offers,
        "undo": actions.undo_decision,
        "join": actions.join_provision,
        "split": actions.split_provision,
    }
    serializer_class = serializers.ReleaseSerializer
    queryset = Release.objects.none()
    filterset_fields = ["policy", "number"]

    def get_queryset(self) -> QuerySet[Release]:
        """Upstream's releases only; row security would show no others anyway."""
        tenant = getattr(self.request, "tenant", None)
        return releases_offered(schema=tenant.schema_name if tenant else "")

    @extend_schema(responses=serializers.OfferSerializer(many=True))
    @action(detail=True, filter_backends=[], pagination_class=None)
    def offers(self, _request: Request, **_: Any) -> Response:
        """Every change the release offers to one's own copy, and what was decided about it."""
        release = self.get_object()
        copy = own_copy(Policy.objects.filter(slug=release.policy).first())
        return Response(serializers.OfferSerializer(offers_of(release, copy), many=True).data)

    @extend_schema(request=None, responses=DraftSerializer)
    @action(detail=True, methods=["post"], url_path="take-over")
    def take_over(self, _request: Request, **_: Any) -> Response:
        """Makes the whole release the first draft of who has no copy yet."""
        draft = actions.take_over_release(by=self.person, release=self.get_object())
        return Response(DraftSerializer(draft).data)

    @extend_schema(request=serializers.Deciding, responses=serializers.TakeOverSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, **_: Any) -> Response:
        """Takes changes into the draft, as offered or reworded, or leaves one's own; the rest stays open."""
        wanted = serializers.Deciding(data=request.data)
        wanted.is_valid(raise_exception=True)
        given: dict[str, Any] = wanted.validated_data
        decisions = [actions.Decision(**{**one, "choice": Choice(one["choice"])}) for one in given.pop("decisions")]
        made = actions.decide_offers(by=self.person, release=self.get_object(), decisions=decisions, **given)
        return Response(serializers.TakeOverSerializer(made).data)

    @extend_schema(request=serializers.Undoing, responses=serializers.TakeOverSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, **_: Any) -> Response:
        """Takes one decision back; its change is open again."""
        wanted = serializers.Undoing(data=request.data)
        wanted.is_valid(raise_exception=True)
        made = actions.undo_decision(by=self.person, release=self.get_object(), **wanted.validated_data)
        return Response(serializers.TakeOverSerializer(made).data)

    @extend_schema(request=serializers.Joining, responses=serializers.CounterpartSerializer)
    @action(detail=True, methods=["post"])
    def join(self, request: Request, **_: Any) -> Response:
        """Says that an own provision is one which the release adds; they are then compared."""
        wanted = serializers.Joining(data=request.data)
        wanted.is_valid(raise_exception=True)
        said = actions.join_provision(by=self.person, release=self.get_object(), **wanted.validated_data)
        return Response(serializers.CounterpartSerializer(said).data)

    @extend_schema(request=serializers.Splitting, responses=serializers.CounterpartSerializer)
    @action(detail=True, methods=["post"])
    def split(self, request: Request, **_: Any) -> Response:
        """Says that an own provision is not the one which the release adds; theirs is offered as one more."""
        wanted = serializers.Splitting(data=request.data)
        wanted.is_valid(raise_exception=True)
        said = actions.split_provision(by=self.person, release=self.get_object(), **wanted.validated_data)
        return Response(serializers.CounterpartSerializer(said).data)


routes = [("releases", ReleaseViewSet)]

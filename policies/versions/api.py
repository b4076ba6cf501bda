"""Endpoints of policies, posted versions, their provisions and proofs; all of the room's routes."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from policies.versions import actions, serializers
from policies.versions.changes import difference
from policies.versions.company import this_reseller
from policies.versions.editions import read_in
from policies.versions.models import Edition, MandatoryMark, Policy, PolicyVersion, PostedProvision, PostingProof
from policies.versions.queries import alarm_standing, in_force, last_proof, the_policy
from policies.versions.searching import LONGEST, matching
from policies.versions.serialization import version_json
from tenants.ledger import clock
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission

SEE = Permission.SEE_POLICIES


class VersionFilter(filters.FilterSet):
    """Versions of a policy, by number, digest or the time of their effect."""

    policy = filters.CharFilter(field_name="policy__slug")
    effective = filters.IsoDateTimeFromToRangeFilter(field_name="effective_at")
    withdrawn = filters.BooleanFilter(field_name="withdrawn_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = PolicyVersion
        fields = ["number", "digest", "significance"]


class VersionViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[PolicyVersion]):
    """Posted versions."""

    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "document": SEE,
        "compare": SEE,
        "postpone": actions.postpone_version,
        "withdraw": actions.withdraw_version,
    }
    serializer_class = serializers.VersionSerializer
    queryset = PolicyVersion.objects.select_related("policy").order_by("-effective_at", "-number")
    filterset_class = VersionFilter

    @extend_schema(
        parameters=[OpenApiParameter("lang", OpenApiTypes.STR, description="An edition’s language.")],
        responses=OpenApiTypes.OBJECT,
    )
    @action(detail=True, filter_backends=[], pagination_class=None)
    def document(self, request: Request, **_: Any) -> Response:
        """The canonical document, governing or in another language, with what is known about its posting."""
        return Response(version_json(read_in(self.get_object(), request.query_params.get("lang", ""))))

    @extend_schema(
        parameters=[OpenApiParameter("to", OpenApiTypes.UUID, required=True, description="Compared with.")],
        responses=OpenApiTypes.OBJECT,
    )
    @action(detail=True, filter_backends=[], pagination_class=None)
    def compare(self, request: Request, **_: Any) -> Response:
        """What changed from this version to another; `difference` applied to this document gives the other one."""
        before = self.get_object()
        asked = serializers.Compared(data=request.query_params)
        asked.is_valid(raise_exception=True)
        after = get_object_or_404(self.get_queryset(), pk=asked.validated_data["to"])
        return Response(difference(before, after))

    @extend_schema(request=serializers.Postponing, responses={201: serializers.PostponementSerializer})
    @action(detail=True, methods=["post"])
    def postpone(self, request: Request, **_: Any) -> Response:
        """Puts a scheduled version's effect off."""
        wanted = serializers.Postponing(data=request.data)
        wanted.is_valid(raise_exception=True)
        moved = actions.postpone_version(by=self.person, version=self.get_object(), **wanted.validated_data)
        return Response(serializers.PostponementSerializer(moved).data, status=201)

    @extend_schema(request=None, responses=serializers.VersionSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, **_: Any) -> Response:
        """Takes a scheduled version back before it takes effect."""
        version = actions.withdraw_version(by=self.person, version=self.get_object())
        return Response(serializers.VersionSerializer(version).data)


class ProvisionFilter(filters.FilterSet):
    """Provisions by version, key, kind and category, and by words: then the best match first."""

    q = filters.CharFilter(method="by_words", label="Words that are in the provision", max_length=LONGEST)

    def by_words(self, queryset: QuerySet[PostedProvision], _name: str, words: str) -> QuerySet[PostedProvision]:
        """Those in which every word is, or begins a word; where none is, the nearest in letters."""
        return matching(queryset, words)

    class Meta:
        model = PostedProvision
        fields = ["version", "version__number", "key", "kind", "category", "discretionary"]


class ProvisionViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[PostedProvision]):
    """Posted provisions, citable one by one."""

    permissions = {"list": SEE, "retrieve": SEE}
    serializer_class = serializers.ProvisionSerializer
    queryset = PostedProvision.objects.order_by("-version__number", "position")
    filterset_class = ProvisionFilter


class ProofViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[PostingProof]):
    """What the declared website served."""

    permissions = {"list": SEE, "retrieve": SEE, "body": SEE, "website": SEE, "check": actions.ask_for_check}
    serializer_class = serializers.ProofSerializer
    queryset = PostingProof.objects.order_by("-fetched_at")
    filterset_fields = ["version", "shows_version"]

    @extend_schema(responses=serializers.WebsiteSerializer)
    @action(detail=False, filter_backends=[], pagination_class=None)
    def website(self, request: Request) -> Response:
        """The declared address, what it must show, what was found last, and the alarm while it stands."""
        policy = the_policy()
        version = in_force(policy=policy, at=clock.now()) if policy else None
        told = {
            "address": this_reseller().website,
            "version": version,
            "last": last_proof(version) if version else None,
            "alarm": alarm_standing(policy) if policy else None,
        }
        return Response(serializers.WebsiteSerializer(told).data)

    @extend_schema(request=None, responses={202: None})
    @action(detail=False, methods=["post"], filter_backends=[], pagination_class=None)
    def check(self, _request: Request) -> Response:
        """Has the website fetched now, at most once a minute."""
        actions.ask_for_check(by=self.person, policy=get_object_or_404(Policy, slug="aup"))
        return Response(status=202)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, filter_backends=[], pagination_class=None)
    def body(self, _request: Request, **_: Any) -> HttpResponse:
        """The bytes as they were served."""
        return HttpResponse(bytes(self.get_object().body), content_type="application/octet-stream")


class MandatoryMarkViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[MandatoryMark]):
    """What resellers below must keep from the next version on, with the contract that says so."""

    permissions = {"list": SEE, "retrieve": SEE, "create": actions.mark_mandatory, "destroy": actions.unmark_mandatory}
    serializer_class = serializers.MandatoryMarkSerializer
    queryset = MandatoryMark.objects.order_by("key")
    filterset_fields = ["policy", "key"]

    @extend_schema(request=serializers.Marking, responses={201: serializers.MandatoryMarkSerializer})
    def create(self, request: Request) -> Response:
        """Marks a posted provision."""
        wanted = serializers.Marking(data=request.data)
        wanted.is_valid(raise_exception=True)
        mark = actions.mark_mandatory(by=self.person, **wanted.validated_data)
        return Response(serializers.MandatoryMarkSerializer(mark).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, _request: Request, pk: str) -> Response:
        """Takes a mark away."""
        actions.unmark_mandatory(by=self.person, mark=self.get_object())
        return Response(status=204)


class EditionViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Edition]):
    """Posted versions in other languages."""

    permissions = {"list": SEE, "retrieve": SEE}
    serializer_class = serializers.EditionSerializer
    queryset = Edition.objects.order_by("-version__number", "language")
    filterset_fields = ["version", "version__number", "language"]


routes = [
    ("versions", VersionViewSet),
    ("editions", EditionViewSet),
    ("provisions", ProvisionViewSet),
    ("proofs", ProofViewSet),
    ("mandatory-marks", MandatoryMarkViewSet),
]

"""Endpoints about reviewers from upstream."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.reviewers.actions import (
    ask_upstream,
    invite_reviewer,
    name_reviewer,
    stop_asking,
    withdraw_reviewer,
)
from tenants.people.reviewers.queries import seen_requests, seen_reviewers
from tenants.people.room_api import RoomViewSet
from tenants.resellers.models import NamedReviewer, ReviewRequest


class ReviewRequestSerializer(serializers.ModelSerializer[ReviewRequest]):
    """That a reseller asks its upstream to name people who review its appeals."""

    class Meta:
        model = ReviewRequest
        fields = ["id", "reseller", "reseller_name", "upstream", "asked_at", "ended_at"]
        read_only_fields = fields


class NamedReviewerSerializer(serializers.ModelSerializer[NamedReviewer]):
    """A person of the upstream who may be invited to review a reseller's appeals."""

    class Meta:
        model = NamedReviewer
        fields = ["id", "request", "email", "name", "named_at", "withdrawn_at"]
        read_only_fields = fields


class NamingSerializer(serializers.Serializer[Any]):
    """Which of one's staff is named."""

    user = serializers.PrimaryKeyRelatedField(queryset=User.objects.all())


class ReviewRequestViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[ReviewRequest]):
    """What this reseller asks of its upstream, and what resellers ask of it."""

    queryset = ReviewRequest.objects.none()
    serializer_class = ReviewRequestSerializer
    permissions: ClassVar = {
        "list": Permission.MANAGE_PEOPLE,
        "retrieve": Permission.MANAGE_PEOPLE,
        "create": ask_upstream,
        "stop": stop_asking,
        "name_person": name_reviewer,
    }

    def get_queryset(self) -> Any:
        """One's own, and those that one is asked."""
        return seen_requests()

    @extend_schema(request=None, responses={201: ReviewRequestSerializer})
    def create(self, request: Request) -> Response:
        """Asks the upstream."""
        made = ask_upstream(by=self.person)
        return Response(ReviewRequestSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ReviewRequestSerializer, filters=False)
    @action(detail=False, methods=["post"], pagination_class=None, filter_backends=())
    def stop(self, request: Request) -> Response:
        """Asks no longer; the upstream's people lose the role here."""
        return Response(ReviewRequestSerializer(stop_asking(by=self.person)).data)

    @extend_schema(request=NamingSerializer, responses={201: NamedReviewerSerializer})
    @action(detail=True, methods=["post"], url_path="name")
    def name_person(self, request: Request, pk: str) -> Response:
        """Names one of one's staff to the reseller that asks."""
        asked = NamingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        named = name_reviewer(by=self.person, request=self.get_object(), **asked.validated_data)
        return Response(NamedReviewerSerializer(named).data, status=status.HTTP_201_CREATED)


class NamedReviewerViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[NamedReviewer]):
    """Whom the upstream named, and whom one named: inviting and withdrawing."""

    queryset = NamedReviewer.objects.none()
    serializer_class = NamedReviewerSerializer
    filterset_fields: ClassVar = ["request"]
    permissions: ClassVar = {
        "list": Permission.MANAGE_PEOPLE,
        "retrieve": Permission.MANAGE_PEOPLE,
        "invite": invite_reviewer,
        "withdraw": withdraw_reviewer,
    }

    def get_queryset(self) -> Any:
        """Those named to this reseller, and by it."""
        return seen_reviewers()

    @extend_schema(request=None, responses=NamedReviewerSerializer)
    @action(detail=True, methods=["post"])
    def invite(self, request: Request, pk: str) -> Response:
        """Lets the person review appeals here; every administrator is told."""
        invite_reviewer(by=self.person, named=self.get_object())
        return Response(NamedReviewerSerializer(self.get_object()).data)

    @extend_schema(request=None, responses=NamedReviewerSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Names the person no longer."""
        return Response(NamedReviewerSerializer(withdraw_reviewer(by=self.person, named=self.get_object())).data)


routes = [("review-requests", ReviewRequestViewSet), ("named-reviewers", NamedReviewerViewSet)]

"""Endpoints of policies, and of posting their drafts."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from policies.drafts import actions
from policies.drafts.models import Draft
from policies.drafts.posting_preview import about_to_post
from policies.drafts.serializers.drafts import DraftSerializer
from policies.drafts.serializers.posting import AboutToPostSerializer, Posting
from policies.versions.company import this_reseller
from policies.versions.models import Policy
from policies.versions.serializers import PolicySerializer, VersionSerializer
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission

SEE = Permission.SEE_POLICIES


class PolicyViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Policy]):
    """The reseller's policies, and posting their drafts."""

    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "post_draft": actions.post_version,
        "posting": SEE,
        "start_draft": actions.start_draft,
    }
    serializer_class = PolicySerializer
    queryset = Policy.objects.order_by("slug")
    filterset_fields = ["slug"]

    @extend_schema(request=Posting, responses={201: VersionSerializer})
    @action(detail=True, methods=["post"], url_path="post")
    def post_draft(self, request: Request, **_: Any) -> Response:
        """Posts the draft, at once or at the instant given."""
        wanted = Posting(data=request.data)
        wanted.is_valid(raise_exception=True)
        version = actions.post_version(by=self.person, policy=self.get_object(), **wanted.validated_data)
        return Response(VersionSerializer(version).data, status=201)

    @extend_schema(responses=AboutToPostSerializer)
    @action(detail=True, filter_backends=[], pagination_class=None)
    def posting(self, request: Request, **_: Any) -> Response:
        """What posting the draft would do: what changes, what is missing, whom it reaches, and from when."""
        draft = get_object_or_404(Draft, policy=self.get_object())
        return Response(AboutToPostSerializer(about_to_post(draft, this_reseller())).data)

    @extend_schema(request=None, responses={201: DraftSerializer})
    @action(detail=True, methods=["post"], url_path="start-draft")
    def start_draft(self, request: Request, **_: Any) -> Response:
        """Begins a draft from the version posted last."""
        draft = actions.start_draft(by=self.person, policy=self.get_object())
        return Response(DraftSerializer(draft).data, status=201)

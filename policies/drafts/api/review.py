"""Endpoints of a draft's review: comments at its provisions, and approvals."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from policies.drafts import actions
from policies.drafts.filters import CommentFilter
from policies.drafts.models import Draft, DraftApproval, DraftComment
from policies.drafts.serializers import review as shapes
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission

SEE = Permission.SEE_POLICIES


class CommentViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[DraftComment]):
    """What reviewers and writers said; those speak who may edit or post."""

    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "create": actions.add_comment,
        "answer": actions.answer_comment,
        "resolve": actions.resolve_comment,
        "reopen": actions.reopen_comment,
    }
    serializer_class = shapes.DraftCommentSerializer
    queryset = DraftComment.objects.order_by("said_at", "id")
    filterset_class = CommentFilter

    @extend_schema(request=shapes.NewRemark, responses={201: shapes.DraftCommentSerializer})
    def create(self, request: Request) -> Response:
        """Says something at a provision of a draft, or of the whole."""
        wanted = shapes.NewRemark(data=request.data)
        wanted.is_valid(raise_exception=True)
        given = dict(wanted.validated_data)
        draft = get_object_or_404(Draft, pk=given.pop("draft"))
        comment = actions.add_comment(by=self.person, draft=draft, **given)
        return Response(shapes.DraftCommentSerializer(comment).data, status=201)

    @extend_schema(request=shapes.Remark, responses={201: shapes.DraftCommentSerializer})
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, **_: Any) -> Response:
        """Answers in the thread."""
        wanted = shapes.Remark(data=request.data)
        wanted.is_valid(raise_exception=True)
        answer = actions.answer_comment(by=self.person, comment=self.get_object(), **wanted.validated_data)
        return Response(shapes.DraftCommentSerializer(answer).data, status=201)

    @extend_schema(request=None, responses=shapes.DraftCommentSerializer)
    @action(detail=True, methods=["post"])
    def resolve(self, _request: Request, **_: Any) -> Response:
        """Closes the thread."""
        thread = actions.resolve_comment(by=self.person, comment=self.get_object())
        return Response(shapes.DraftCommentSerializer(thread).data)

    @extend_schema(request=None, responses=shapes.DraftCommentSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, _request: Request, **_: Any) -> Response:
        """Opens a resolved thread again."""
        thread = actions.reopen_comment(by=self.person, comment=self.get_object())
        return Response(shapes.DraftCommentSerializer(thread).data)


class ApprovalViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[DraftApproval]):
    """Who approved which words; what was posted keeps its approval here."""

    permissions = {"list": SEE, "retrieve": SEE}
    serializer_class = shapes.DraftApprovalSerializer
    queryset = DraftApproval.objects.order_by("-approved_at")
    filterset_fields = ["policy", "draft", "digest"]

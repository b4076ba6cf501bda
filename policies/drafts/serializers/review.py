"""Shapes of what is said of a draft and who approved it."""

from typing import Any

from rest_framework import serializers

from policies.drafts.models import DraftApproval, DraftComment
from policies.drafts.serializers.drafts import Revision


class ReturnReason(Revision):
    """Why the draft is returned to its writers."""

    reason = serializers.CharField()


class DraftApprovalSerializer(serializers.ModelSerializer[DraftApproval]):
    """Who approved which words, by pseudonym."""

    class Meta:
        model = DraftApproval
        fields = ["id", "policy", "draft", "revision", "digest", "approved_by", "approved_at"]


class DraftCommentSerializer(serializers.ModelSerializer[DraftComment]):
    """A comment or an answer in its `thread`; `words` is what it spoke about."""

    class Meta:
        model = DraftComment
        fields = [
            "id",
            "policy",
            "draft",
            "key",
            "thread",
            "text",
            "words",
            "digest",
            "revision",
            "returned",
            "said_by",
            "said_at",
            "resolved_by",
            "resolved_at",
        ]


class Remark(serializers.Serializer[Any]):
    """What to say."""

    text = serializers.CharField()


class NewRemark(Remark):
    """What to say of a draft, at a provision or (key left out) of the whole."""

    draft = serializers.UUIDField()
    key = serializers.CharField(required=False, allow_blank=True, max_length=120)

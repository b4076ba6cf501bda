"""Shapes of policies, what is posted, and how it is; what is allowed is decided by the verbs."""

from typing import Any

from rest_framework import serializers

from policies.documents import Kind
from policies.versions.models import (
    Policy,
    PolicyVersion,
    PostedProvision,
    PostingProof,
    Postponement,
    Significance,
    WebsiteAlarm,
)

#: As the API names them.
KINDS = [(kind.value, kind.value) for kind in Kind]


class PolicySerializer(serializers.ModelSerializer[Policy]):
    """A policy."""

    class Meta:
        model = Policy
        fields = ["id", "slug", "title", "created_at"]


class VersionSerializer(serializers.ModelSerializer[PolicyVersion]):
    """A posted version without its words; `edition_digests` names its editions by language."""

    edition_digests = serializers.DictField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = PolicyVersion
        fields = [
            "id",
            "policy",
            "number",
            "digest",
            "edition_digests",
            "summary",
            "significance",
            "base_publisher",
            "base_number",
            "posted_at",
            "effective_at",
            "withdrawn_at",
        ]


class ProvisionSerializer(serializers.ModelSerializer[PostedProvision]):
    """A posted provision; `id` is what a determination cites."""

    class Meta:
        model = PostedProvision
        fields = [
            "id",
            "version",
            "position",
            "parent_key",
            "key",
            "kind",
            "category",
            "number",
            "text",
            "digest",
            "needs_authorization",
            "discretionary",
            "acknowledge_separately",
        ]


class ProofSerializer(serializers.ModelSerializer[PostingProof]):
    """What the declared website served; `digest` is that of the body."""

    class Meta:
        model = PostingProof
        fields = ["id", "version", "url", "fetched_at", "http_status", "digest", "shows_version", "framed", "problem"]


class AlarmSerializer(serializers.ModelSerializer[WebsiteAlarm]):
    """Since when, and by which proof, the website is known not to show what is in force."""

    class Meta:
        model = WebsiteAlarm
        fields = ["id", "raised_at", "raised_by", "cleared_at", "cleared_by"]


class WebsiteSerializer(serializers.Serializer[Any]):
    """The declared website: what it must show, what was found last, and the alarm while it stands."""

    address = serializers.CharField()
    version = VersionSerializer(allow_null=True)
    last = ProofSerializer(allow_null=True)
    alarm = AlarmSerializer(allow_null=True)


class Posting(serializers.Serializer[Any]):
    """What goes into the notice, and when the version takes effect (left out: now)."""

    summary = serializers.CharField()
    significance = serializers.ChoiceField(choices=Significance.choices, default=Significance.MATERIAL)
    at = serializers.DateTimeField(required=False)
    notify = serializers.BooleanField(required=False, allow_null=True, default=None)


class Postponing(serializers.Serializer[Any]):
    """A later instant of effect, and why."""

    to = serializers.DateTimeField()
    reason = serializers.CharField()


class PostponementSerializer(serializers.ModelSerializer[Postponement]):
    """One move of a scheduled version's effect."""

    class Meta:
        model = Postponement
        fields = ["id", "version", "effect_before", "effect_after", "reason", "at"]


class AboutToPostSerializer(serializers.Serializer[Any]):
    """What posting the draft would do."""

    next_number = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField())
    only_formatting = serializers.BooleanField()
    proposed = serializers.ChoiceField(choices=Significance.choices)
    earliest = serializers.DateTimeField(allow_null=True)
    unresolved = serializers.ListField(child=serializers.CharField())
    missing = serializers.ListField(child=serializers.CharField())
    altered = serializers.ListField(child=serializers.CharField(), help_text="Mandatory provisions that are not kept.")
    languages = serializers.ListField(child=serializers.CharField(), help_text="Editions that are posted with it.")
    incomplete = serializers.ListField(child=serializers.CharField(), help_text="Those that posting waits for.")
    to_confirm = serializers.BooleanField(help_text="Nobody has confirmed yet what an import proposed.")
    reached = serializers.IntegerField()


class Compared(serializers.Serializer[Any]):
    """Which version to compare with."""

    to = serializers.UUIDField()


class RedlineSegmentSerializer(serializers.Serializer[Any]):
    """A stretch of a redline."""

    op = serializers.ChoiceField(choices=["equal", "insert", "delete"])
    text = serializers.CharField()


class ProvisionChangeSerializer(serializers.Serializer[Any]):
    """One changed provision."""

    op = serializers.CharField(source="kind")
    key = serializers.CharField(source="anchor")
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, which DRF allows
    redline = RedlineSegmentSerializer(many=True, source="segments")

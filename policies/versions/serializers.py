"""Shapes of policies, what is posted, and how it is; what is allowed is decided by the verbs."""

from typing import Any

from rest_framework import serializers

from policies.documents import Kind
from policies.versions.models import (
    Edition,
    MandatoryMark,
    Policy,
    PolicyVersion,
    PostedProvision,
    PostingProof,
    Postponement,
    WebsiteAlarm,
)
from tenants.people.fields import InstantField

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


class Postponing(serializers.Serializer[Any]):
    """A later instant of effect, and why."""

    to = InstantField()
    reason = serializers.CharField()


class PostponementSerializer(serializers.ModelSerializer[Postponement]):
    """One move of a scheduled version's effect."""

    class Meta:
        model = Postponement
        fields = ["id", "version", "effect_before", "effect_after", "reason", "at"]


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


class MandatorySerializer(serializers.Serializer[Any]):
    """A provision that must be kept, why, and who asks for it."""

    key = serializers.CharField()
    basis = serializers.CharField()
    by = serializers.CharField()


class MandatoryMarkSerializer(serializers.ModelSerializer[MandatoryMark]):
    """One's own mark at a provision."""

    class Meta:
        model = MandatoryMark
        fields = ["id", "policy", "key", "basis", "marked_at", "marked_by"]


class Marking(serializers.Serializer[Any]):
    """The provision to mark, and the contract."""

    policy = serializers.PrimaryKeyRelatedField(queryset=Policy.objects.all())
    key = serializers.CharField()
    basis = serializers.CharField(max_length=500)


class EditionSerializer(serializers.ModelSerializer[Edition]):
    """A posted edition; `digest` is that of its own words, the version’s own govern."""

    document = serializers.DictField(read_only=True)

    class Meta:
        model = Edition
        fields = ["id", "version", "language", "digest", "document"]

"""Shapes of what the endpoints take and give; what is allowed is decided by the verbs."""

from typing import Any

from rest_framework import serializers

from policies.documents import CATEGORIES, Kind
from policies.versions.models import Draft, Policy, PolicyVersion, PostedProvision, PostingProof, Significance
from tenants.resellers.models import Release

#: As the API names them.
KINDS = [(kind.value, kind.value) for kind in Kind]


class PolicySerializer(serializers.ModelSerializer[Policy]):
    """A policy."""

    class Meta:
        model = Policy
        fields = ["id", "slug", "title", "created_at"]


class DraftSerializer(serializers.ModelSerializer[Draft]):
    """A draft; `document` is the canonical document with its variables unfilled."""

    document = serializers.DictField(read_only=True)
    values = serializers.DictField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Draft
        fields = [
            "id",
            "policy",
            "document",
            "values",
            "base_publisher",
            "base_number",
            "status",
            "revision",
            "updated_at",
        ]


class VersionSerializer(serializers.ModelSerializer[PolicyVersion]):
    """A posted version without its words."""

    class Meta:
        model = PolicyVersion
        fields = [
            "id",
            "policy",
            "number",
            "digest",
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
        fields = ["id", "version", "url", "fetched_at", "http_status", "digest", "shows_version", "problem"]


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    """What upstream offers."""

    class Meta:
        model = Release
        fields = ["id", "publisher", "publisher_name", "policy", "number", "digest", "summary", "effective_at"]


class Revision(serializers.Serializer[Any]):
    """The revision the writer saw; left out, the draft is taken as it is."""

    revision = serializers.IntegerField(required=False, min_value=0)


class ImportedFile(Revision):
    """A text, Markdown, HTML, Word or PDF file."""

    file = serializers.FileField()


class NewProvision(Revision):
    """A provision to add."""

    text = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS, default=Kind.PROHIBITION.value)
    category = serializers.ChoiceField(choices=list(CATEGORIES), required=False, allow_null=True)
    number = serializers.CharField(required=False, allow_blank=True, max_length=40)
    parent_key = serializers.CharField(required=False, allow_null=True)
    position = serializers.IntegerField(required=False, min_value=0)
    needs_authorization = serializers.BooleanField(required=False)
    discretionary = serializers.BooleanField(required=False)
    acknowledge_separately = serializers.BooleanField(required=False)


class ChangedProvision(Revision):
    """What to change of a provision; what is left out stays."""

    text = serializers.CharField(required=False)
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    category = serializers.ChoiceField(choices=["", *CATEGORIES], required=False)
    number = serializers.CharField(required=False, allow_blank=True, max_length=40)
    needs_authorization = serializers.BooleanField(required=False)
    discretionary = serializers.BooleanField(required=False)
    acknowledge_separately = serializers.BooleanField(required=False)


class Place(Revision):
    """Where to move a provision: under a parent (null: to the top), at a position from 0 (left out: to the end)."""

    parent_key = serializers.CharField(required=False, allow_null=True)
    position = serializers.IntegerField(required=False, min_value=0)


class Values(Revision):
    """A value for each variable named; an empty one leaves it open."""

    values = serializers.DictField(child=serializers.CharField(allow_blank=True))


class Posting(serializers.Serializer[Any]):
    """What goes into the notice, and when the version takes effect (left out: now)."""

    summary = serializers.CharField()
    significance = serializers.ChoiceField(choices=Significance.choices, default=Significance.MATERIAL)
    at = serializers.DateTimeField(required=False)


class TakingOver(Revision):
    """Which provisions to take over as offered, and which with other words."""

    keys = serializers.ListField(child=serializers.CharField(), required=False)
    rewordings = serializers.DictField(child=serializers.CharField(), required=False)


class Compared(serializers.Serializer[Any]):
    """Which version to compare with."""

    to = serializers.UUIDField()


class RedlineSegmentSerializer(serializers.Serializer[Any]):
    """A stretch of a redline."""

    op = serializers.ChoiceField(choices=["equal", "insert", "delete"])
    text = serializers.CharField()


class OfferSerializer(serializers.Serializer[Any]):
    """One change offered: upstream's own redline, and the one against one's own copy."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, which DRF allows
    op = serializers.CharField(source="offer.op")
    status = serializers.CharField(source="offer.status")
    proposed = serializers.CharField()
    upstream = RedlineSegmentSerializer(many=True)
    own = RedlineSegmentSerializer(many=True)


class ProvisionChangeSerializer(serializers.Serializer[Any]):
    """One changed provision."""

    op = serializers.CharField(source="kind")
    key = serializers.CharField(source="anchor")
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, which DRF allows
    redline = RedlineSegmentSerializer(many=True, source="segments")

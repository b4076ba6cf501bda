"""Serializers of acknowledgements and declines."""

from typing import Any

from rest_framework import serializers

from policies.acknowledgements.actions.declining import LONGEST_REASON
from policies.acknowledgements.binding.serializers import SegmentSerializer
from policies.acknowledgements.models import Acknowledgement, Decline
from policies.acknowledgements.paper.serializers import PaperSerializer


class AcknowledgementSerializer(serializers.ModelSerializer[Acknowledgement]):
    """An acknowledgement as it is kept; people by pseudonym."""

    version = serializers.IntegerField(source="version.number", read_only=True)
    customer_reference = serializers.CharField(source="customer.reference", read_only=True)
    ticks = serializers.ListField(child=serializers.CharField(), read_only=True)
    paper = PaperSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Acknowledgement
        fields = [
            "id", "version", "digest", "person", "customer", "customer_reference", "capacity", "authority", "method",
            "ticks", "at", "binding_digest", "edition_language", "edition_digest", "paper", "receipt",
        ]  # fmt: skip
        read_only_fields = fields


class AcknowledgingSerializer(serializers.Serializer[Any]):
    """What a reader sends: the digest of the words read, and the keys of provisions that ask for their own tick."""

    customer = serializers.UUIDField(required=False, help_text="Leave it out where you act for one customer only.")
    digest = serializers.RegexField(r"^[0-9a-f]{64}$")
    ticks = serializers.ListField(child=serializers.CharField(max_length=120), required=False, max_length=500)
    binding_digest = serializers.RegexField(
        r"^[0-9a-f]{64}$", required=False, help_text="Of the words with what the agreement says otherwise."
    )
    language = serializers.CharField(
        required=False, max_length=20, help_text="Of the edition that was read; left out, the governing words were."
    )


class ChangeSerializer(serializers.Serializer[Any]):
    """One changed provision."""

    op = serializers.CharField()
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, as DRF collects them
    moved_from = serializers.CharField(allow_null=True)
    redline = SegmentSerializer(many=True)


class NotInForceSerializer(serializers.Serializer[Any]):
    """The problem that answers another digest than that of the words in force."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    digest = serializers.CharField(help_text="Of the words in force.")
    version = serializers.IntegerField(help_text="The number of the version in force.")
    since_version = serializers.IntegerField(allow_null=True, help_text="What the redline is against.")
    redline = ChangeSerializer(many=True)


class DeclineSerializer(serializers.ModelSerializer[Decline]):
    """A decline as it is kept; people by pseudonym. It undoes nothing of what binds."""

    version = serializers.IntegerField(source="version.number", read_only=True)
    customer_reference = serializers.CharField(source="customer.reference", read_only=True)
    acknowledged_later = serializers.BooleanField(
        source="later", default=False, read_only=True, help_text="Whether the person acknowledged the version since."
    )

    class Meta:
        model = Decline
        fields = [
            "id", "version", "digest", "binding_digest", "person", "customer", "customer_reference", "capacity",
            "authority", "method", "edition_language", "edition_digest", "reason", "at", "acknowledged_later",
        ]  # fmt: skip
        read_only_fields = fields


class DecliningSerializer(serializers.Serializer[Any]):
    """What a reader sends who does not agree: the digest of the words read, and why if they like."""

    customer = serializers.UUIDField(required=False, help_text="Leave it out where you act for one customer only.")
    digest = serializers.RegexField(r"^[0-9a-f]{64}$")
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_REASON)
    binding_digest = serializers.RegexField(r"^[0-9a-f]{64}$", required=False, default="")
    language = serializers.CharField(required=False, max_length=20, default="")

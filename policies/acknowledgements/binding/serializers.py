"""Serializers of what bound a customer, and of redlines."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from policies.acknowledgements.binding.queries import Binding
from tenants.people.fields import InstantField


class SegmentSerializer(serializers.Serializer[Any]):
    """A stretch of words of a redline."""

    op = serializers.ChoiceField(choices=["equal", "insert", "delete"])
    text = serializers.CharField()


class BindingEvidenceSerializer(serializers.Serializer[Any]):
    """One thing that shows what was posted, told, shown or acknowledged."""

    kind = serializers.CharField()
    at = InstantField()
    title = serializers.CharField()
    detail = serializers.CharField()
    digest = serializers.CharField(help_text="Of the words or bytes that this is about; empty where it is about none.")
    later = serializers.BooleanField(help_text="Whether it happened after the instant asked for.")


class BoundDeviationSerializer(serializers.Serializer[Any]):
    """What the agreement said otherwise than the version."""

    effect = serializers.CharField(source="agreed.effect")
    key = serializers.CharField(source="agreed.key")
    text = serializers.CharField(source="agreed.text")
    agreement = serializers.CharField(source="agreed.agreement")
    since = serializers.DateTimeField(source="agreed.since")
    digest = serializers.CharField(source="agreed.digest")
    redline = SegmentSerializer(source="segments", many=True)


class BindingSerializer(serializers.Serializer[Binding]):
    """What bound a customer at an instant; computed, never kept."""

    customer = serializers.UUIDField(source="customer.pk")
    at = InstantField()
    binds = serializers.BooleanField()
    sentence = serializers.CharField()
    agreement = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField()
    digest = serializers.CharField()
    binding_digest = serializers.CharField(help_text="Of the version with its deviations.")
    deviations = BoundDeviationSerializer(source="marks", many=True)
    since = serializers.DateTimeField(allow_null=True)
    evidence = BindingEvidenceSerializer(many=True)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_agreement(self, binding: Binding) -> str | None:
        """Returns the number of the agreement that the policy was part of."""
        return binding.agreement.number if binding.agreement else None

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_version(self, binding: Binding) -> int | None:
        """Returns the number of the version that bound."""
        return binding.version.number if binding.version else None

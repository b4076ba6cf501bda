"""Serializers of acknowledgements given on paper."""

from typing import Any

from rest_framework import serializers

from policies.acknowledgements.models import Means, Paper
from policies.acknowledgements.paper.actions import Signer
from tenants.customers.models import Capacity, Customer, Membership


class PaperSerializer(serializers.ModelSerializer[Paper]):
    """What an acknowledgement given outside the portal stands on; people by pseudonym."""

    class Meta:
        model = Paper
        fields = [
            "means", "signed_on", "zone", "filename", "content_type", "document_digest", "stated_authority", "note",
            "attested_by", "recorded_at",
        ]  # fmt: skip
        read_only_fields = fields


class RecordingSerializer(serializers.Serializer[Any]):
    """An acknowledgement given outside the portal: who signed (somebody who acts for the customer, or a name) what."""

    customer = serializers.PrimaryKeyRelatedField(queryset=Customer.objects.all())
    digest = serializers.RegexField(r"^[0-9a-f]{64}$", help_text="Of the version that was signed.")
    membership = serializers.PrimaryKeyRelatedField(
        queryset=Membership.objects.select_related("user", "customer"), required=False, allow_null=True, default=None
    )
    signer_name = serializers.CharField(required=False, allow_blank=True, max_length=150, default="")
    capacity = serializers.ChoiceField(choices=Capacity.choices, default=Capacity.REPRESENTATIVE)
    stated_authority = serializers.CharField(required=False, allow_blank=True, max_length=200, default="")
    signed_on = serializers.DateField(help_text="A day in the reseller's time zone.")
    means = serializers.ChoiceField(choices=Means.choices, default=Means.SIGNED)
    ticks = serializers.ListField(child=serializers.CharField(max_length=120), required=False, default=list)
    language = serializers.CharField(required=False, allow_blank=True, max_length=20, default="")
    note = serializers.CharField(required=False, allow_blank=True, max_length=500, default="")
    file = serializers.FileField(help_text="PDF, PNG or JPEG.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Returns the signer and the file as the verb takes them."""
        file = attrs.pop("file")
        signer = Signer(
            membership=attrs.pop("membership"),
            name=attrs.pop("signer_name"),
            capacity=attrs.pop("capacity"),
            stated_authority=attrs.pop("stated_authority"),
        )
        return attrs | {"signer": signer, "filename": file.name, "data": file.read()}

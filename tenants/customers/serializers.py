"""Shapes of the endpoints about customers; the verbs decide."""

from typing import Any, ClassVar

from rest_framework import serializers

from tenants.customers.currencies import money
from tenants.customers.models import Agreement, Authority, Basis, Capacity, Customer, Identifier, Membership, Service
from tenants.people.fields import InstantField


class CustomerSerializer(serializers.ModelSerializer[Customer]):
    """A customer."""

    class Meta:
        model = Customer
        fields = ["id", "reference", "name", "created_at"]
        read_only_fields = ["id", "created_at"]
        extra_kwargs: ClassVar[dict[str, Any]] = {"reference": {"validators": []}}


class RenamingSerializer(serializers.Serializer[Customer]):
    """Another name."""

    name = serializers.CharField(max_length=200)


class AgreementSerializer(serializers.ModelSerializer[Agreement]):
    """An agreement that the AUP is part of."""

    defined_terms = serializers.DictField(child=serializers.CharField(), required=False)

    class Meta:
        model = Agreement
        fields = ["id", "customer", "number", "starts_at", "ends_at", "defined_terms"]
        read_only_fields = ["id"]
        extra_kwargs: ClassVar[dict[str, Any]] = {"number": {"validators": []}}


class EndingSerializer(serializers.Serializer[Agreement]):
    """When something ends; now where it is left out."""

    at = InstantField(required=False, allow_null=True, default=None)


class ServiceSerializer(serializers.ModelSerializer[Service]):
    """A service; its customer follows from the agreement."""

    class Meta:
        model = Service
        fields = [
            "id",
            "customer",
            "agreement",
            "reference",
            "name",
            "monthly_price",
            "currency",
            "starts_at",
            "ends_at",
        ]
        read_only_fields = ["id", "customer", "ends_at"]
        extra_kwargs = {"reference": {"validators": []}, "monthly_price": {"min_value": 0}}

    def to_representation(self, instance: Service) -> dict[str, Any]:
        """With the price in its currency's digits."""
        return {
            **super().to_representation(instance),
            "monthly_price": money(instance.monthly_price, instance.currency),
        }


class PriceSerializer(serializers.ModelSerializer[Service]):
    """Another name or price."""

    class Meta:
        model = Service
        fields = ["name", "monthly_price", "currency"]
        extra_kwargs = {"monthly_price": {"min_value": 0}}


class IdentifierSerializer(serializers.ModelSerializer[Identifier]):
    """What a service holds or held."""

    value = serializers.CharField(source="shown", read_only=True)

    class Meta:
        model = Identifier
        fields = ["id", "service", "kind", "value", "port_from", "port_to", "held_from", "held_until"]
        read_only_fields = fields


class HoldingSerializer(serializers.Serializer[Identifier]):
    """What a service holds from now, or from an instant."""

    service = serializers.PrimaryKeyRelatedField(queryset=Service.objects.all())
    kind = serializers.ChoiceField(choices=Identifier.Kind.choices)
    value = serializers.CharField(max_length=253)
    held_from = InstantField(required=False, allow_null=True, default=None)


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    """Somebody who acts or acted for a customer."""

    name = serializers.CharField(source="user.name", read_only=True)
    email = serializers.EmailField(source="user.email", read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "customer", "name", "email", "capacity", "authority", "since", "until"]
        read_only_fields = fields


class ActingSerializer(serializers.Serializer[Membership]):
    """Somebody who acts for a customer from now on."""

    customer = serializers.PrimaryKeyRelatedField(queryset=Customer.objects.all())
    name = serializers.CharField(max_length=150)
    email = serializers.EmailField(max_length=254)
    capacity = serializers.ChoiceField(choices=Capacity.choices, default=Capacity.REPRESENTATIVE)
    authority = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    basis = serializers.ChoiceField(choices=Basis.choices, default=Basis.STATED)


class AuthoritySerializer(serializers.ModelSerializer[Authority]):
    """On what basis somebody may or might bind a customer; people by pseudonym."""

    class Meta:
        model = Authority
        fields = [
            "id", "membership", "customer", "person", "basis", "words", "starts_at", "ends_at", "filename",
            "document_digest", "replaced", "recorded_at", "recorded_by",
        ]  # fmt: skip
        read_only_fields = fields


class BasisSerializer(serializers.Serializer[Authority]):
    """What an authority rests on, with a document (PDF, PNG or JPEG) where there is one."""

    basis = serializers.ChoiceField(choices=Basis.choices)
    words = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    ends_at = InstantField(required=False, allow_null=True, default=None)
    document = serializers.FileField(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Returns the document as the verbs take it."""
        document = attrs.pop("document", None)
        return attrs | ({"filename": document.name, "data": document.read()} if document else {})


class AuthorizingSerializer(BasisSerializer):
    """A representative, and what their authority rests on."""

    membership = serializers.PrimaryKeyRelatedField(queryset=Membership.objects.all())
    starts_at = InstantField(required=False, allow_null=True, default=None)


class ReplacingSerializer(BasisSerializer):
    """Who takes over from a representative, and on what basis."""

    name = serializers.CharField(max_length=150)
    email = serializers.EmailField(max_length=254)


class StepSerializer(serializers.Serializer[Customer]):
    """One step of an import."""

    line = serializers.IntegerField()
    step = serializers.CharField()
    sentence = serializers.CharField()


class ImportedSerializer(serializers.Serializer[Customer]):
    """What an import did or would do."""

    rows = serializers.IntegerField()
    saved = serializers.BooleanField()
    counts = serializers.DictField(child=serializers.IntegerField())
    steps = StepSerializer(many=True)

"""Shapes of following upstream: releases, what they offer, what is decided about it, and mandatory provisions."""

from typing import Any

from rest_framework import serializers

from policies.drafts.serializers.drafts import Revision
from policies.following.models import Choice, Resolution, TakeOver
from policies.versions.models import Counterpart
from policies.versions.serializers import MandatorySerializer, RedlineSegmentSerializer
from tenants.resellers.models import Release


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    """What upstream offers."""

    mandatory = MandatorySerializer(many=True, read_only=True)

    class Meta:
        model = Release
        fields = [
            "id",
            "publisher",
            "publisher_name",
            "policy",
            "number",
            "digest",
            "mandatory",
            "summary",
            "effective_at",
        ]


class ResolutionSerializer(serializers.ModelSerializer[Resolution]):
    """One decision, by pseudonym."""

    class Meta:
        model = Resolution
        fields = ["key", "choice", "decided_at", "decided_by"]


class OfferSerializer(serializers.Serializer[Any]):
    """One change offered: upstream's own redline, that of one's own changes, and what would change in one's own copy.

    `seen` is what a decision names; `mandatory` is the contract that obliges one to take it over, if any;
    `upstream_key` the key that upstream knows the provision by; `identical` tells that one's own copy says it in the
    very words; `beside` is the path of the own provision that has the number which this would bring.
    """

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, which DRF allows
    op = serializers.CharField(source="offer.op")
    status = serializers.CharField(source="offer.status")
    proposed = serializers.CharField()
    mandatory = serializers.CharField()
    seen = serializers.CharField()
    upstream_key = serializers.CharField()
    identical = serializers.BooleanField()
    paired = serializers.BooleanField()
    joinable = serializers.BooleanField()
    beside = serializers.CharField(source="offer.beside.path", default="")
    decision = ResolutionSerializer(allow_null=True)
    upstream = RedlineSegmentSerializer(many=True)
    mine = RedlineSegmentSerializer(many=True)
    own = RedlineSegmentSerializer(many=True)


class DecisionSerializer(serializers.Serializer[Any]):
    """One decision; `words` where it is reworded, `seen` as the offer gave it."""

    key = serializers.CharField()
    choice = serializers.ChoiceField(choices=Choice.choices)
    words = serializers.CharField(required=False)
    seen = serializers.CharField(required=False, allow_blank=True)


class Deciding(Revision):
    """Decisions about some of the offered changes; none where nothing is open."""

    decisions = DecisionSerializer(many=True)


class Undoing(Revision):
    """The decision to take back."""

    key = serializers.CharField()


class Joining(serializers.Serializer[Any]):
    """The offered addition, and the own provision that it is."""

    key = serializers.CharField()
    own = serializers.CharField()


class Splitting(serializers.Serializer[Any]):
    """The offered addition that is not the own provision it was paired with."""

    key = serializers.CharField()


class CounterpartSerializer(serializers.ModelSerializer[Counterpart]):
    """Which own provision says what one of upstream's does, by key."""

    class Meta:
        model = Counterpart
        fields = ["id", "publisher", "theirs", "own", "said_at", "said_by"]


class TakeOverSerializer(serializers.ModelSerializer[TakeOver]):
    """A release being taken over; `decided_at` once nothing is open and the draft follows it."""

    policy = serializers.UUIDField(source="draft.policy_id", read_only=True)
    resolutions = ResolutionSerializer(many=True, read_only=True)

    class Meta:
        model = TakeOver
        fields = ["id", "draft", "policy", "publisher", "number", "begun_at", "decided_at", "resolutions"]

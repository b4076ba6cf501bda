"""Shapes of posting a draft."""

from typing import Any

from rest_framework import serializers

from policies.versions.models import Significance
from tenants.people.fields import InstantField


class Posting(serializers.Serializer[Any]):
    """What goes into the notice, and when the version takes effect (left out: now)."""

    summary = serializers.CharField()
    significance = serializers.ChoiceField(choices=Significance.choices, default=Significance.MATERIAL)
    at = InstantField(required=False)
    notify = serializers.BooleanField(required=False, allow_null=True, default=None)


class NumberNoteSerializer(serializers.Serializer[Any]):
    """A place whose number a person should look at: `shared`, `jump`, `left`, `misplaced`, or `parts` to split."""

    key = serializers.CharField()
    path = serializers.CharField()
    about = serializers.ChoiceField(choices=["shared", "jump", "left", "misplaced", "parts"])
    sentence = serializers.CharField()


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
    numbering = NumberNoteSerializer(many=True)
    to_confirm = serializers.BooleanField(help_text="Nobody has confirmed yet what an import proposed.")
    reached = serializers.IntegerField()

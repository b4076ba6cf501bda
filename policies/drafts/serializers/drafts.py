"""Shapes of a draft and of what is written in it; what is allowed is decided by the verbs."""

from typing import Any

from rest_framework import serializers

from policies.documents import CATEGORIES, Kind
from policies.drafts.actions.provisions import STEPS
from policies.drafts.models import Draft
from policies.drafts.serializers.importing import ImportResultSerializer, ProposalsSerializer
from policies.versions.serializers import KINDS


class Revision(serializers.Serializer[Any]):
    """The revision the writer saw; left out, the draft is taken as it is."""

    revision = serializers.IntegerField(required=False, min_value=0)


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
            "to_confirm",
            "revision",
            "updated_at",
        ]


class ImportedDraftSerializer(DraftSerializer):
    """A draft just imported: what was counted and left out, and what is proposed."""

    imported = ImportResultSerializer(read_only=True)
    proposals = ProposalsSerializer(read_only=True)

    class Meta(DraftSerializer.Meta):
        fields = [*DraftSerializer.Meta.fields, "imported", "proposals"]


class ImportedFile(Revision):
    """A text, Markdown, HTML, Word or PDF file."""

    file = serializers.FileField()
    confirmed = serializers.ListField(
        child=serializers.CharField(max_length=16),
        required=False,
        help_text="Codes of the differences that `words_differ` named and somebody has looked at.",
    )


class NewProvision(Revision):
    """A provision to add; `restores` names a posted one that was taken out and comes back under its own key."""

    restores = serializers.CharField(required=False, max_length=120)

    text = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS, default=Kind.PROHIBITION.value)
    category = serializers.ChoiceField(choices=list(CATEGORIES), required=False, allow_null=True)
    number = serializers.CharField(required=False, allow_blank=True, max_length=40)
    parent_key = serializers.CharField(required=False, allow_null=True)
    position = serializers.IntegerField(required=False, min_value=0)
    needs_authorization = serializers.BooleanField(required=False)
    discretionary = serializers.BooleanField(required=False)
    acknowledge_separately = serializers.BooleanField(required=False)


class OwnFields(serializers.Serializer[Any]):
    """A provision's own fields as its writer began from."""

    text = serializers.CharField(required=False)
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    category = serializers.ChoiceField(choices=["", *CATEGORIES], required=False, allow_null=True)
    number = serializers.CharField(required=False, allow_blank=True, max_length=40)
    needs_authorization = serializers.BooleanField(required=False)
    discretionary = serializers.BooleanField(required=False)
    acknowledge_separately = serializers.BooleanField(required=False)


class Seen(Revision):
    """The digest of the provision that was seen; with it, changes of other provisions do not matter."""

    seen = serializers.CharField(required=False, max_length=64)


class ChangedProvision(Seen):
    """What to change of a provision; what is left out stays. With `base` a refusal can offer both changes merged."""

    base = OwnFields(required=False)

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
    seen_parent = serializers.CharField(required=False, help_text="Where it was seen; “-” is the top.")


class Step(Revision):
    """One step: up or down among its siblings, in below the one before it, out beside its parent."""

    step = serializers.ChoiceField(choices=[(step, step) for step in STEPS])


class Title(Revision):
    """The policy's title, and the one that its writer saw."""

    title = serializers.CharField(max_length=200)
    seen = serializers.CharField(required=False)


class Language(Revision):
    """The code of the language that governs."""

    language = serializers.CharField(max_length=20)


class Values(Revision):
    """A value for each variable named; an empty one leaves it open. With `seen` others' values are not overwritten."""

    values = serializers.DictField(child=serializers.CharField(allow_blank=True))
    seen = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)


class DraftProvisionSerializer(serializers.Serializer[Any]):
    """One provision of a draft; `digest` is what a change of it names as `seen`."""

    key = serializers.CharField()
    path = serializers.CharField()
    parent_key = serializers.CharField(allow_null=True)
    position = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=KINDS)
    category = serializers.CharField(allow_null=True)
    number = serializers.CharField()
    text = serializers.CharField()
    needs_authorization = serializers.BooleanField()
    discretionary = serializers.BooleanField()
    acknowledge_separately = serializers.BooleanField()
    digest = serializers.CharField()


class DefinedTermSerializer(serializers.Serializer[Any]):
    """A capitalised word: the provision that defines it, else how many agreements do; empty and 0: nobody."""

    term = serializers.CharField()
    defined_in = serializers.CharField(allow_blank=True)
    agreements = serializers.IntegerField()
    used_in = serializers.ListField(child=serializers.CharField())

"""Shapes of what importing and confirming take and give."""

from typing import Any

from rest_framework import serializers

from policies.documents import CATEGORIES, Doubt, Kind
from policies.documents.continuity.pairing import Fate
from policies.versions.serializers import KINDS, RedlineSegmentSerializer


class LeftOutSerializer(serializers.Serializer[Any]):
    """Words of the file that are no part of the policy."""

    line = serializers.IntegerField(help_text="From 1; 0 where it is not known.")
    page = serializers.IntegerField(help_text="From 1; 0 where the format has no pages.")
    text = serializers.CharField()
    reason = serializers.CharField()


class WordDifferenceSerializer(serializers.Serializer[Any]):
    """Words that only the file or only the draft has."""

    op = serializers.CharField(help_text="`lost` or `invented`.")
    words = serializers.ListField(child=serializers.CharField())
    at = serializers.IntegerField(help_text="The place in the file, in words from 0.")
    context = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes it off the class


class FoundVariableSerializer(serializers.Serializer[Any]):
    """A name, mailbox or address of one company that was found in the file."""

    name = serializers.CharField()
    found_text = serializers.CharField()
    places = serializers.ListField(child=serializers.CharField())
    reason = serializers.CharField()


class ImportResultSerializer(serializers.Serializer[Any]):
    """What an import counted, lost or invented, left out, and found."""

    words_in_source = serializers.IntegerField()
    words_in_document = serializers.IntegerField()
    differences = WordDifferenceSerializer(many=True)
    left_out = LeftOutSerializer(many=True)
    variables_found = FoundVariableSerializer(many=True)


class ProposedFieldsSerializer(serializers.Serializer[Any]):
    """What the words of a provision propose it to be."""

    kind = serializers.ChoiceField(choices=KINDS)
    category = serializers.ChoiceField(choices=list(CATEGORIES), allow_null=True)
    needs_authorization = serializers.BooleanField()
    discretionary = serializers.BooleanField()
    acknowledge_separately = serializers.BooleanField()


class ProposalReasonSerializer(serializers.Serializer[Any]):
    """The words that led to a proposal; `of` is the provision above that they stand in, null for its own."""

    field = serializers.CharField()
    words = serializers.CharField()
    of = serializers.CharField(allow_null=True)


class ProposedProvisionSerializer(ProposedFieldsSerializer):
    """A provision as it is, and as its words propose it."""

    key = serializers.CharField()
    path = serializers.CharField()
    text = serializers.CharField()
    proposed = ProposedFieldsSerializer()
    sure = serializers.BooleanField(help_text="Nothing makes what is proposed doubtful.")
    doubt = serializers.ChoiceField(choices=[doubt.value for doubt in Doubt], allow_null=True)
    confirmed = serializers.BooleanField(help_text="Somebody has confirmed it, or it was posted as it is.")
    reasons = ProposalReasonSerializer(many=True)


class ProposedVariableSerializer(serializers.Serializer[Any]):
    """A variable, what it stands for, and the keys of the provisions that mention it."""

    name = serializers.CharField()
    value = serializers.CharField(allow_blank=True)
    places = serializers.ListField(child=serializers.CharField())


class ProposalsSerializer(serializers.Serializer[Any]):
    """Everything that is proposed of a draft."""

    revision = serializers.IntegerField()
    sure = serializers.IntegerField(help_text="So many provisions, headings aside, are proposed without doubt.")
    of = serializers.IntegerField(help_text="Of so many.")
    language_read = serializers.BooleanField(
        help_text="False where nothing is proposed, since the words are not English, Dutch, German or French."
    )
    provisions = ProposedProvisionSerializer(many=True)
    variables = ProposedVariableSerializer(many=True)


class ConfirmedProvision(serializers.Serializer[Any]):
    """What one provision does; what is left out stays."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    category = serializers.ChoiceField(choices=["", *CATEGORIES], required=False)
    needs_authorization = serializers.BooleanField(required=False)
    discretionary = serializers.BooleanField(required=False)
    acknowledge_separately = serializers.BooleanField(required=False)


class ConfirmedProposals(serializers.Serializer[Any]):
    """What somebody confirms: provisions, values of variables, and variables whose value belongs into the words."""

    revision = serializers.IntegerField(required=False, min_value=0)
    provisions = ConfirmedProvision(many=True, required=False)
    lists = serializers.DictField(
        child=serializers.ChoiceField(choices=[kind.value for kind in Kind if kind is not Kind.HEADING]),
        required=False,
        help_text="What everything below a heading or lead-in does, by its key.",
    )
    below = serializers.CharField(
        required=False, help_text="Confirm only this provision and all below it; without it, all are confirmed."
    )
    values = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)
    written_out = serializers.ListField(child=serializers.CharField(), required=False)


class PairSerializer(serializers.Serializer[Any]):
    """One provision's way; `perhaps` is another that it may continue, or that may continue it."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, which DRF allows
    fate = serializers.ChoiceField(choices=[(fate.value, fate.value) for fate in Fate])
    likeness = serializers.IntegerField(help_text="0 to 100.")
    moved = serializers.BooleanField()
    doubtful = serializers.BooleanField()
    of = serializers.CharField(allow_null=True, help_text="What it was split from or merged into.")
    perhaps = serializers.CharField(allow_null=True)
    in_draft = serializers.BooleanField()
    redline = RedlineSegmentSerializer(many=True)


class PairsSerializer(serializers.Serializer[Any]):
    """What became of the provisions of the version posted last; null where nothing is posted."""

    version = serializers.IntegerField(allow_null=True)
    figures = serializers.DictField(child=serializers.IntegerField())
    pairs = PairSerializer(many=True)


class Pairing(serializers.Serializer[Any]):
    """The provision of the draft, and the posted one that it continues (null: none, it is new)."""

    key = serializers.CharField()
    continues = serializers.CharField(allow_null=True)
    revision = serializers.IntegerField(required=False, min_value=0)

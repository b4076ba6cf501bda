"""Shapes of what the endpoints take and give; what is allowed is decided by the verbs."""

from typing import Any

from rest_framework import serializers

from policies.documents import CATEGORIES, Kind
from policies.versions.actions.provisions import STEPS
from policies.versions.importing_serializers import ImportResultSerializer, ProposalsSerializer
from policies.versions.models import (
    Draft,
    DraftApproval,
    DraftComment,
    Policy,
    PolicyVersion,
    PostedProvision,
    PostingProof,
    Postponement,
    Significance,
    WebsiteAlarm,
)

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


class Revision(serializers.Serializer[Any]):
    """The revision the writer saw; left out, the draft is taken as it is."""

    revision = serializers.IntegerField(required=False, min_value=0)


class ImportedFile(Revision):
    """A text, Markdown, HTML, Word or PDF file."""

    file = serializers.FileField()


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


class ReturnReason(Revision):
    """Why the draft is returned to its writers."""

    reason = serializers.CharField()


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


class DraftApprovalSerializer(serializers.ModelSerializer[DraftApproval]):
    """Who approved which words, by pseudonym."""

    class Meta:
        model = DraftApproval
        fields = ["id", "policy", "draft", "revision", "digest", "approved_by", "approved_at"]


class DraftCommentSerializer(serializers.ModelSerializer[DraftComment]):
    """A comment or an answer in its `thread`; `words` is what it spoke about."""

    class Meta:
        model = DraftComment
        fields = [
            "id",
            "policy",
            "draft",
            "key",
            "thread",
            "text",
            "words",
            "digest",
            "revision",
            "returned",
            "said_by",
            "said_at",
            "resolved_by",
            "resolved_at",
        ]


class Remark(serializers.Serializer[Any]):
    """What to say."""

    text = serializers.CharField()


class NewRemark(Remark):
    """What to say of a draft, at a provision or (key left out) of the whole."""

    draft = serializers.UUIDField()
    key = serializers.CharField(required=False, allow_blank=True, max_length=120)


class Posting(serializers.Serializer[Any]):
    """What goes into the notice, and when the version takes effect (left out: now)."""

    summary = serializers.CharField()
    significance = serializers.ChoiceField(choices=Significance.choices, default=Significance.MATERIAL)
    at = serializers.DateTimeField(required=False)
    notify = serializers.BooleanField(required=False, allow_null=True, default=None)


class Postponing(serializers.Serializer[Any]):
    """A later instant of effect, and why."""

    to = serializers.DateTimeField()
    reason = serializers.CharField()


class PostponementSerializer(serializers.ModelSerializer[Postponement]):
    """One move of a scheduled version's effect."""

    class Meta:
        model = Postponement
        fields = ["id", "version", "effect_before", "effect_after", "reason", "at"]


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
    to_confirm = serializers.BooleanField(help_text="Nobody has confirmed yet what an import proposed.")
    reached = serializers.IntegerField()


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

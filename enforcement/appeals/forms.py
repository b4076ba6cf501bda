"""The forms of appeals: filing, deciding, modifying, dismissing, withdrawing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.appeals.conversation.forms import EVIDENCE_FIELDS, evidence_field
from enforcement.appeals.models import Outcome
from enforcement.cases.forms import DETERMINE_FIELDS, DetermineForm
from enforcement.holds.actions.proposing import ON_A_DETERMINATION
from enforcement.holds.models import Ground, Restricted
from enforcement.reports.fields import UtcField

FILE_FIELDS = {"words": "words", **EVIDENCE_FIELDS}
DECIDE_FIELDS = {"reasons": "reasons"}
MODIFY_FIELDS = DETERMINE_FIELDS | DECIDE_FIELDS
MODIFY_MEASURE_FIELDS = DECIDE_FIELDS | {
    "backdated": "starts_at",
    "notice_missing": "starts_at",
    "ends_before_start": "ends_at",
    "ground_missing": "ground",
    "restriction_missing": "restricts",
}


class FileForm(forms.Form):
    """Why it is wrong."""

    words = forms.CharField(
        label=_("Why is it wrong?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Say which facts are not right, why they do not violate the provisions, or why the measure is too hard. It"
            " cannot be changed later."
        ),
    )
    evidence = evidence_field()


class DecideForm(forms.Form):
    """Whether the determination stands, and why."""

    outcome = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[(one.value, one.label) for one in (Outcome.UPHELD, Outcome.OVERTURNED)],
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The customer reads them."),
    )


class ModifyForm(DetermineForm):
    """What is determined instead, and why."""

    reasons = forms.CharField(
        label=_("Why is the determination modified?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The customer reads it."),
    )
    field_order = ("reasons",)


class ModifyMeasureForm(forms.Form):
    """Why a measure ends, and what is proposed instead on the same services, if anything."""

    reasons = forms.CharField(
        label=_("Why is the measure modified?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The customer reads it."),
    )
    kind = forms.ChoiceField(
        label=_("What is proposed instead?"),
        required=False,
        choices=[("", _("Nothing: the measure only ends")), *((kind, kind.label) for kind in ON_A_DETERMINATION)],
    )
    starts_at = UtcField(label=_("From"), required=False, help_text=_("In UTC. Empty: at once."))
    ends_at = UtcField(label=_("Until"), required=False, help_text=_("In UTC. Empty: until somebody ends it."))
    without_notice = forms.BooleanField(label=_("Without notice"), required=False)
    ground = forms.ChoiceField(
        label=_("Ground, without notice"), required=False, choices=[("", _("No ground")), *Ground.choices]
    )
    restricts = forms.ChoiceField(
        label=_("What a restriction takes away"), required=False, choices=[("", _("Nothing")), *Restricted.choices]
    )
    restricts_detail = forms.CharField(label=_("Exactly"), required=False, max_length=200)


class DismissForm(forms.Form):
    """Why it cannot be heard."""

    reasons = forms.CharField(
        label=_("Why can it not be heard?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The customer reads it."),
    )


class WithdrawForm(forms.Form):
    """The customer is sure."""

    sure = forms.BooleanField(label=_("Yes, withdraw the appeal."))

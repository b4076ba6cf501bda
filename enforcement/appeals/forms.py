"""The forms of appeals: filing, deciding, dismissing, withdrawing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.appeals.models import Outcome
from enforcement.cases.forms import DETERMINE_FIELDS, DetermineForm

FILE_FIELDS = {"words": "words"}
DECIDE_FIELDS = {"reasons": "reasons"}
MODIFY_FIELDS = DETERMINE_FIELDS | DECIDE_FIELDS


class FileForm(forms.Form):
    """Why the determination is wrong."""

    words = forms.CharField(
        label=_("Why is the determination wrong?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Say which facts are not right, or why they do not violate the provisions. It cannot be changed later."
        ),
    )


class DecideForm(forms.Form):
    """Whether the determination stands, and why."""

    outcome = forms.ChoiceField(
        label=_("What becomes of the determination?"),
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

"""The forms of appeals: filing, deciding, dismissing, withdrawing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.appeals.models import Outcome
from enforcement.reports.fields import UtcField

FILE_FIELDS = {"words": "words"}
DECIDE_FIELDS = {"reasons": "reasons", "covers": "covers_from"}


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
    """What becomes of the determination, and why."""

    outcome = forms.ChoiceField(
        label=_("What becomes of the determination?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    covers_from = UtcField(
        label=_("If modified: it still covers from"), required=False, help_text=_("Date and time in UTC.")
    )
    covers_until = UtcField(
        label=_("If modified: it still covers until"), required=False, help_text=_("Date and time in UTC.")
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The customer reads them."),
    )


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

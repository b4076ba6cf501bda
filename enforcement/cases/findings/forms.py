"""The form that ends a case without a violation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.cases.findings.models import FindingOutcome


class FindingForm(forms.Form):
    """What was found, why, and whether the case is closed by it."""

    outcome = forms.ChoiceField(label=_("What was found?"), choices=FindingOutcome.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What was looked at, and why is it no violation?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only staff read it. Whoever reported reads the outcome above, and nothing else."),
    )
    closes = forms.BooleanField(label=_("Close the case"), required=False, initial=True)

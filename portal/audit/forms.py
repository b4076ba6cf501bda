"""Forms of the auditor's and the keys' pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RotateForm(forms.Form):
    """Why the signing key is replaced."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stands in the ledger."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

"""The form that computes a month."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RunForm(forms.Form):
    """Which month to compute."""

    month = forms.CharField(label=_("Month"), max_length=7, help_text=_("Such as 2026-10; it must be over."))

"""The form that says what an interruption was caused by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.credits.models import FoundCause


class AttributionForm(forms.Form):
    """Whose cause it was, and why."""

    cause = forms.ChoiceField(label=_("Cause"), choices=FoundCause.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

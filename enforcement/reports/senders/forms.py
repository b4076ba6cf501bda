"""The form that mutes a sender."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MuteForm(forms.Form):
    """Whom, and why."""

    sender = forms.CharField(
        label=_("Address or domain"),
        max_length=254,
        help_text=_("Such as abuse@desk.example, or desk.example with everything below it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(label=_("Why?"), max_length=300, help_text=_("Colleagues read this; the sender does not."))


#: The field that a refusal belongs to.
FIELD_OF = {"sender": "sender", "muted": "sender", "reason": "reason"}

"""The form that asks for a month."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RunForm(forms.Form):
    """Which month, and whether only to look."""

    month = forms.CharField(label=_("Month"), max_length=7, help_text=_("Such as 2026-10; it must be over."))
    preview = forms.TypedChoiceField(
        label=_("What to do"),
        choices=[("yes", _("Show what would change")), ("no", _("Compute the month"))],
        coerce=lambda said: said == "yes",
        required=False,
        initial="yes",
        widget=forms.RadioSelect,
        help_text=_("Computing makes drafts; nothing is sent before you approve and issue them."),
    )

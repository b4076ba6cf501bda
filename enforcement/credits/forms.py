"""Forms of service levels and credits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.credits.models import ServiceLevel
from enforcement.reports.fields import UtcField
from tenants.customers.models import Service


class RunForm(forms.Form):
    """Which month to compute."""

    month = forms.CharField(label=_("Month"), max_length=7, help_text=_("Such as 2026-10; it must be over."))


class LevelForm(forms.Form):
    """A new service level."""

    name = forms.CharField(label=_("Name"), max_length=100)
    tiers = forms.CharField(
        label=_("Tiers"),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_(
            "One a line: below which percent of the month, then how many percent of the price. Such as 99.9 10."
        ),
    )

    def clean_tiers(self) -> list[list[str]]:
        """Pairs of percentages, as text."""
        lines = [line.replace("%", " ").split() for line in self.cleaned_data["tiers"].splitlines() if line.strip()]
        if any(len(line) != 2 for line in lines):  # noqa: PLR2004 - a pair
            raise forms.ValidationError(_("Write two numbers a line, such as 99.9 10."))
        return lines


class AssignForm(forms.Form):
    """Which service gets which level from when."""

    service = forms.ModelChoiceField(
        label=_("Service"),
        queryset=Service.objects.order_by("reference"),
        to_field_name="reference",
        widget=forms.TextInput,
        help_text=_("Its reference."),
    )
    level = forms.ModelChoiceField(label=_("Service level"), queryset=ServiceLevel.objects.order_by("name"))
    starts_at = UtcField(label=_("From"), help_text=_("In UTC."))

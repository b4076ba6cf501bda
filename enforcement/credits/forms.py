"""Forms of service levels, interruptions and credits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Determination
from enforcement.credits.models import Interruption, ServiceLevel
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


class CauseForm(forms.Form):
    """Which determined violation caused an interruption."""

    determination = forms.ModelChoiceField(label=_("Determination"), queryset=Determination.objects.none())

    def __init__(self, *args: Any, interruption: Interruption, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["determination"]
        assert isinstance(chosen, forms.ModelChoiceField)
        begun = Determination.objects.filter(act_started_at__lte=interruption.starts_at)
        chosen.queryset = begun.select_related("case").order_by("-decided_at")


class WithdrawForm(forms.Form):
    """Why an interruption is withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

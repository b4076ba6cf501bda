"""Forms of service levels."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.credits.level_terms import FIELDS
from enforcement.credits.models import LevelVersion, ServiceLevel
from enforcement.credits.terms import Cause, Measured, Rounding
from enforcement.reports.fields import UtcField
from tenants.customers.models import Service

#: 1-5 08:00-18:00, or 7 10:00-12:00.
_HOURS: Final = re.compile(r"([1-7])(?:\s*-\s*([1-7]))?\s+(\d\d:\d\d)\s*-\s*(\d\d:\d\d)", re.ASCII)
_CLAUSE: Final = "clause_"


class TermsForm(forms.Form):
    """What a version of a service level agrees."""

    tiers = forms.CharField(
        label=_("Tiers"),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_(
            "One a line: below which percent of the month, then how many percent of the price. Such as 99.9 10."
        ),
    )
    measured = forms.ChoiceField(
        label=_("Measured in"), choices=Measured.choices, initial=Measured.MONTH, required=False
    )
    hours = forms.CharField(
        label=_("Service hours"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One a line, in your time zone; 1 is Monday. Such as 1-5 08:00-18:00."),
    )
    rounding = forms.ChoiceField(label=_("Rounding"), choices=Rounding.choices, initial=Rounding.EXACT, required=False)
    digits = forms.IntegerField(label=_("Digits it is rounded to"), min_value=0, max_value=6, initial=0, required=False)
    shortest_seconds = forms.IntegerField(
        label=_("Shortest interruption that counts, in seconds"),
        min_value=0,
        max_value=86_400,
        initial=0,
        required=False,
    )
    excluded_leaves = forms.BooleanField(
        label=_("Excluded time leaves the time that availability is measured in"),
        required=False,
        help_text=_("Otherwise it counts as available."),
    )
    maintenance_notice_hours = forms.IntegerField(
        label=_("Hours before which maintenance is announced"), min_value=0, max_value=8760, initial=0, required=False
    )
    cap_percent = forms.DecimalField(
        label=_("Cap, in percent of the price"), required=False, max_digits=7, decimal_places=4
    )
    cap_amount = forms.DecimalField(
        label=_("Cap a month, as an amount"), required=False, max_digits=13, decimal_places=3
    )
    smallest_credit = forms.DecimalField(
        label=_("Smallest credit that is paid"), required=False, max_digits=13, decimal_places=3
    )
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency of these amounts"), required=False, help_text=_("Such as EUR.")
    )
    claim_days = forms.IntegerField(
        label=_("Days to claim after the month"),
        required=False,
        min_value=1,
        max_value=3660,
        help_text=_("Empty: credits are paid without a claim."),
    )
    past_due_clause = forms.CharField(
        label=_("Clause by which a customer past due is credited nothing"), required=False, max_length=200
    )

    def __init__(self, *args: Any, version: LevelVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for cause in Cause:
            self.fields[_CLAUSE + cause] = forms.CharField(
                label=_("Clause that excludes: %s") % cause.label,
                required=False,
                max_length=200,
                help_text=_("Empty: it counts."),
            )
        if version is not None:
            self.initial.update(_initial(version))

    def clean_tiers(self) -> list[list[str]]:
        """Pairs of percentages, as text."""
        lines = [line.replace("%", " ").split() for line in self.cleaned_data["tiers"].splitlines() if line.strip()]
        if any(len(line) != 2 for line in lines):  # noqa: PLR2004 - a pair
            raise forms.ValidationError(_("Write two numbers a line, such as 99.9 10."))
        return lines

    def clean_hours(self) -> list[list[str]]:
        """Weekday, from and until, one for each day of a range."""
        found = []
        for line in self.cleaned_data["hours"].splitlines():
            if not line.strip():
                continue
            read = _HOURS.fullmatch(line.strip())
            if read is None:
                raise forms.ValidationError(_("Write weekdays and two times a line, such as 1-5 08:00-18:00."))
            first, last = int(read[1]), int(read[2] or read[1])
            found += [[str(day), read[3], read[4]] for day in range(first, last + 1)]
        return found

    def terms(self) -> Mapping[str, Any]:
        """Returns what was said, as `read_terms` takes it."""
        said = {name: self.cleaned_data[name] for name in TermsForm.base_fields if name in FIELDS}
        said = {name: value for name, value in said.items() if value is not None and value != ""}
        clauses = {cause: clause for cause in Cause if (clause := self.cleaned_data[_CLAUSE + cause])}
        return {**said, "clauses": clauses, "excluded_stays": not self.cleaned_data["excluded_leaves"]}


class LevelForm(TermsForm):
    """A new service level."""

    name = forms.CharField(label=_("Name"), max_length=100)
    field_order = ("name", "tiers")


class ChangeForm(TermsForm):
    """The next version of a service level."""

    effective_at = UtcField(
        label=_("Effective"), required=False, help_text=_("In UTC. Empty: from now. Never in the past.")
    )
    field_order = ("effective_at", "tiers")


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


def _initial(version: LevelVersion) -> dict[str, Any]:
    said = {name: getattr(version, name) for name in TermsForm.base_fields if name in FIELDS}
    clauses = {_CLAUSE + cause: clause for cause, clause in version.clauses.items()}
    tiers = "\n".join(" ".join(pair) for pair in version.tiers)
    hours = "\n".join(f"{day} {start}-{end}" for day, start, end in version.hours)
    leaves = not version.excluded_stays
    return {**said, **clauses, "excluded_leaves": leaves, "tiers": tiers, "hours": hours}


#: Beside which field a refusal is shown, by its code.
REFUSALS: Final = {name: name for name in ChangeForm.base_fields} | {
    "clauses": _CLAUSE + Cause.MAINTENANCE,
    "level_name_taken": "name",
    "level_unchanged": "tiers",
}

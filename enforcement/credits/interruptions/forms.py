"""Forms of interruptions and alerts."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Determination
from enforcement.credits.interruptions.queries import candidates
from enforcement.credits.models import Interruption
from enforcement.reports.fields import UtcField
from tenants.customers.models import Service


def service_field() -> forms.ModelChoiceField[Service]:
    """Returns a field that asks for a service by its reference."""
    return forms.ModelChoiceField(
        label=_("Service"),
        queryset=Service.objects.order_by("reference"),
        to_field_name="reference",
        widget=forms.TextInput,
        help_text=_("Its reference."),
    )


class RecordForm(forms.Form):
    """One interruption, by hand."""

    service = service_field()
    reference = forms.CharField(label=_("Reference"), max_length=80, help_text=_("Your own number of it."))
    starts_at = UtcField(label=_("From"), help_text=_("In UTC."))
    ends_at = UtcField(label=_("Until"), required=False, help_text=_("In UTC; empty while it goes on."))
    cause = forms.CharField(label=_("Cause"), max_length=200, required=False)


class EndForm(forms.Form):
    """When it ended."""

    ends_at = UtcField(label=_("Until"), help_text=_("In UTC."))


class CorrectForm(forms.Form):
    """How it was instead."""

    starts_at = UtcField(label=_("From"), help_text=_("In UTC."))
    ends_at = UtcField(label=_("Until"), required=False, help_text=_("In UTC; empty while it goes on."))
    cause = forms.CharField(label=_("Cause"), max_length=200, required=False)
    reason = forms.CharField(label=_("Why is it corrected?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class WithdrawForm(forms.Form):
    """Why an interruption is withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class CauseForm(forms.Form):
    """Which determined violation caused an interruption: the likely ones first."""

    determination = forms.ChoiceField(label=_("Determination"))

    def __init__(self, *args: Any, interruption: Interruption, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = candidates(interruption)
        self.offered = {str(one.pk): one for one in (*found.likely, *found.others)}
        chosen = self.fields["determination"]
        assert isinstance(chosen, forms.ChoiceField)
        groups: list[tuple[str, Any]] = [("", _now("Choose one"))]
        groups += [
            (title, [(str(one.pk), _told(one)) for one in rows])
            for title, rows in (
                (_now("Its customer's, going on when it began"), found.likely),
                (_now("Others that began before it"), found.others),
            )
            if rows
        ]
        chosen.choices = groups

    def clean_determination(self) -> Determination:
        """The one that was chosen."""
        return self.offered[self.cleaned_data["determination"]]


def _told(one: Determination) -> str:
    acted = f"{one.act_started_at:%Y-%m-%d %H:%M} – {one.act_ended_at:%Y-%m-%d %H:%M} UTC"
    return f"{one.case}, {one.customer}, {one.service.reference}: {acted}"


class MatchForm(forms.Form):
    """Which service an alert is about."""

    service = service_field()
    remember = forms.BooleanField(
        label=_("Remember the name"),
        required=False,
        help_text=_("It means this service in every alert that waits, and from now on."),
    )


class SetAsideForm(forms.Form):
    """Whether everything of that name is set aside."""

    remember = forms.BooleanField(
        label=_("Remember the name"),
        required=False,
        help_text=_("Every alert of that name is set aside, those that wait and those to come."),
    )

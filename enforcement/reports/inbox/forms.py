"""The forms of the inbox: which reports are ticked, and what is to become of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from enforcement.reports.inbox import queries
from enforcement.reports.inbox.rules import BY_HAND, MOST
from enforcement.reports.models import Report
from tenants.people.models import User

_DIGITS = 9  # of a report's number


class TickedField(forms.MultipleChoiceField):
    """Reports by their numbers; those that there are not are left out."""

    default_error_messages = {"required": _("Tick a report first.")}

    def valid_value(self, value: Any) -> bool:
        """Whether it is a number that a report may have."""
        return str(value).isascii() and str(value).isdecimal() and len(str(value)) <= _DIGITS

    def clean(self, value: Any) -> list[Report]:
        """Returns the reports, the oldest first."""
        if value and len(value) > MOST:
            raise forms.ValidationError(now_("Choose at most %d reports at once.") % MOST)
        found = queries.numbered(int(one) for one in super().clean(value))
        if not found:
            raise forms.ValidationError(self.error_messages["required"])
        return found


class TickedForm(forms.Form):
    """Which reports."""

    report = TickedField(label=_("Reports"), widget=forms.MultipleHiddenInput)


class CompleteTickedForm(TickedForm):
    """Which reports are completed, and why."""

    reason = forms.ChoiceField(
        label=_("Why are they completed?"),
        choices=[(reason.value, reason.label) for reason in BY_HAND],
    )


class AssignForm(TickedForm):
    """Which reports are given to whom; nobody where nobody is named."""

    to = forms.UUIDField(label=_("Assign to"), required=False)

    def clean_to(self) -> User | None:
        """The person behind the pseudonym."""
        pseudonym = self.cleaned_data["to"]
        person = User.objects.filter(pseudonym=pseudonym).first() if pseudonym else None
        if pseudonym and person is None:
            raise forms.ValidationError(now_("Nobody of that name works here."))
        return person


class SaveFilterForm(forms.Form):
    """What the filter that is seen now is to be called."""

    name = forms.CharField(label=_("Keep this view as"), max_length=60)

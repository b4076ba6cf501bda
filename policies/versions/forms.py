"""Forms of the desk's pages about policies."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.documents import Kind
from policies.versions.models import PolicyVersion
from policies.versions.searching import LONGEST

KINDS = {
    Kind.HEADING: gettext_lazy("Heading"),
    Kind.DEFINITION: gettext_lazy("Definition"),
    Kind.INCORPORATION: gettext_lazy("Incorporation in the agreement"),
    Kind.AMENDMENT: gettext_lazy("Amendment"),
    Kind.DISCLAIMER: gettext_lazy("Disclaimer"),
    Kind.REMEDY: gettext_lazy("Remedy"),
    Kind.REPORTING: gettext_lazy("Reporting of violations"),
    Kind.PROHIBITION: gettext_lazy("Prohibition"),
    Kind.OBLIGATION: gettext_lazy("Obligation"),
    Kind.RESPONSIBILITY: gettext_lazy("Responsibility"),
}
#: What stands for "under no other provision" in a choice.
TOP = "-"


class CompareForm(forms.Form):
    """Two versions and how to show them; its fields stand in the address."""

    view = forms.ChoiceField(
        label=gettext_lazy("Shown"),
        choices=[("inline", gettext_lazy("In one column")), ("side", gettext_lazy("Side by side"))],
        required=False,
    )

    def __init__(self, *args: Any, posted: Iterable[PolicyVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [(one.number, _("Version %d") % one.number) for one in posted]
        for name, label, index in (("from", _("From"), -2), ("to", _("To"), -1)):
            last = numbers[index][0] if len(numbers) > 1 else None
            self.fields[name] = forms.TypedChoiceField(label=label, choices=numbers, coerce=int, initial=last)
        self.order_fields(["from", "to", "view"])

    def address(self) -> str:
        """Where the comparison stands."""
        chosen = self.cleaned_data
        address = reverse("changes", kwargs={"old": chosen["from"], "new": chosen["to"]})
        return f"{address}?view=side" if chosen["view"] == "side" else address


class SearchForm(forms.Form):
    """What is searched for."""

    q = forms.CharField(
        label=gettext_lazy("Words"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"max_length": gettext_lazy("Search for fewer words.")},
    )


class PostponeForm(forms.Form):
    """Until when a scheduled version is put off, and why."""

    to = forms.DateTimeField(
        label=gettext_lazy("Takes effect"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("UTC, later than now scheduled."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stands in the notice to your customers."),
    )


class MandatoryForm(forms.Form):
    """A posted provision that resellers below must keep, and the contract that says so."""

    basis = forms.CharField(
        label=gettext_lazy("Contractual basis"),
        max_length=500,
        help_text=gettext_lazy("The contract and clause, such as “Reseller agreement, clause 7.2”; resellers see it."),
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"] = forms.ChoiceField(label=_("Provision"), choices=list(choices))
        self.order_fields(["key", "basis"])

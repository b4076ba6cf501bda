"""The forms of authorizations: asking, granting, refusing, revoking."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from enforcement.cases.authorizations.models import AuthorizationRequest
from enforcement.cases.authorizations.terms import Wanted
from enforcement.reports.fields import UtcField
from policies.versions.models import PostedProvision
from tenants.customers.models import Customer

#: The field that a refusal is shown beside.
FIELDS = {
    "purpose": "purpose",
    "provisions": "keys",
    "names": "sources",
    "target": "sources",
    "too_many_names": "sources",
    "span": "ends_at",
    "already_over": "ends_at",
    "instant": "starts_at",
    "rate": "rate_number",
    "file_empty": "document",
    "file_too_large": "document",
    "reason": "reason",
}


class NamesField(forms.CharField):
    """Addresses, networks and domains, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, max_length=30_000, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}), **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """Returns a list as lines; what a person typed goes back as it was."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Returns the lines that say something."""
        return [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]


class TermsForm(forms.Form):
    """Which provisions, from where, against what, when, how much."""

    keys = forms.MultipleChoiceField(
        label=_("Which provisions is it about?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those that forbid something “unless authorized” stand first."),
    )
    sources = NamesField(
        label=_("From which addresses, networks or domains?"),
        help_text=_("One a line, such as 192.0.2.7, 198.51.100.0/24 or shop.example: your own, where it comes from."),
    )
    targets = NamesField(
        label=_("Against which addresses, networks or domains?"),
        help_text=_("One a line: whom it reaches. Leave it empty if it reaches nobody in particular."),
    )
    starts_at = UtcField(label=_("From when?"), help_text=_("Date and time in UTC."))
    ends_at = UtcField(
        label=_("Until when?"),
        required=False,
        help_text=_("In UTC; the first moment after. Leave it empty if it lasts until it is revoked."),
    )
    rate_number = forms.DecimalField(
        label=_("How much at most?"), required=False, min_value=0, max_digits=18, decimal_places=3
    )
    rate_unit = forms.CharField(
        label=_("Of what, per what?"), required=False, max_length=40, help_text=_("Such as: packets per second.")
    )
    rate = forms.CharField(label=_("Other limits, in words"), required=False, max_length=200)

    def __init__(self, *args: Any, provisions: Sequence[PostedProvision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(one.key, _named(one)) for one in provisions]  # type: ignore[attr-defined]  # a choice field

    def wanted(self) -> Wanted:
        """Returns what a valid form says."""
        names = ("keys", "targets", "sources", "starts_at", "ends_at", "rate", "rate_number", "rate_unit")
        return Wanted(**{name: self.cleaned_data[name] for name in names})


def _named(provision: PostedProvision) -> str:
    words = f"{provision.number} {provision.text}".strip()
    return f"{words} ({now_('unless authorized')})" if provision.needs_authorization else words


class AskForm(TermsForm):
    """What for, and the terms."""

    purpose = forms.CharField(
        label=_("What is it for?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say what you will do, for whom, and who can be called while you do it."),
    )
    field_order: tuple[str, ...] = ("purpose",)


class EnterForm(AskForm):
    """The same, entered by staff for a customer."""

    customer = forms.ModelChoiceField(label=_("For which customer?"), queryset=Customer.objects.none())
    field_order = ("customer", "purpose")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["customer"].queryset = Customer.objects.order_by("name", "reference")  # type: ignore[attr-defined]  # a model choice


class GrantForm(TermsForm):
    """The terms as they are granted, with the writing."""

    reference = forms.CharField(
        label=_("Where does the signed writing lie?"),
        required=False,
        max_length=200,
        help_text=_("A reference, if there is one beside this page."),
    )
    document = forms.FileField(label=_("The signed document"), required=False, help_text=_("Kept whole; at most 2 MB."))


class SureForm(forms.Form):
    """The customer is sure."""

    sure = forms.BooleanField(label=_("Yes, withdraw the request."))


def initial_of(asked: AuthorizationRequest) -> dict[str, Any]:
    """Returns what was asked, as the form of granting begins with it."""
    names = ("keys", "targets", "sources", "starts_at", "ends_at", "rate", "rate_number", "rate_unit")
    return {name: getattr(asked, name) for name in names}

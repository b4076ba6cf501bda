"""Forms of the desk's pages about customers; a day means its midnight in the reseller's time zone."""

import base64
import binascii
import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.customers.models import Agreement, Basis, Capacity, Customer, Identifier
from tenants.resellers.current import connection


class DayField(forms.DateField):
    """A day, cleaned to the instant it begins in the reseller's time zone."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> dt.datetime | None:
        """Midnight, or None where it is left empty."""
        day = super().clean(value)
        zone = ZoneInfo(getattr(connection.tenant, "timezone", "UTC"))
        return None if day is None else dt.datetime.combine(day, dt.time(), tzinfo=zone)


class NameForm(forms.Form):
    """A customer's name."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)


class CustomerForm(NameForm):
    """A new customer."""

    reference = forms.CharField(
        label=gettext_lazy("Reference"), max_length=60, help_text=gettext_lazy("Your own number of the customer.")
    )


class AgreementForm(forms.Form):
    """A new agreement."""

    number = forms.CharField(label=gettext_lazy("Agreement number"), max_length=60)
    starts_at = DayField(label=gettext_lazy("From"))
    ends_at = DayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Leave it empty while it runs on.")
    )


class EndForm(forms.Form):
    """When something ends."""

    at = DayField(
        label=gettext_lazy("From which day no longer"),
        required=False,
        help_text=gettext_lazy("Leave it empty to end it now."),
    )


class PriceForm(forms.Form):
    """A service's name and price."""

    name = forms.CharField(label=gettext_lazy("Service"), max_length=200)
    monthly_price = forms.DecimalField(
        label=gettext_lazy("Monthly price"), min_value=0, max_digits=13, decimal_places=3
    )
    currency = forms.CharField(
        label=gettext_lazy("Currency"),
        initial="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", gettext_lazy("Write its three letters, like EUR."))],
    )


class ServiceForm(PriceForm):
    """A new service."""

    agreement = forms.ModelChoiceField(Agreement.objects.none(), label=gettext_lazy("Agreement"))
    reference = forms.CharField(label=gettext_lazy("Reference"), max_length=60)
    starts_at = DayField(label=gettext_lazy("From"))
    field_order = ["agreement", "reference", "name", "monthly_price", "currency", "starts_at"]

    def __init__(self, *args: Any, customer: Customer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreements = self.fields["agreement"]
        assert isinstance(agreements, forms.ModelChoiceField)
        agreements.queryset = customer.agreements.order_by("-starts_at")


class IdentifierForm(forms.Form):
    """What a service holds."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Identifier.Kind.choices)
    value = forms.CharField(
        label=gettext_lazy("Address, network, domain or number"),
        help_text=gettext_lazy("Like 192.0.2.7, 192.0.2.0/28, shop.example or +31201234567."),
    )
    held_from = DayField(
        label=gettext_lazy("Held from"), required=False, help_text=gettext_lazy("Leave it empty for: from now.")
    )


class PersonForm(forms.Form):
    """Somebody who acts for a customer."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("Mail address"))
    capacity = forms.ChoiceField(
        label=gettext_lazy("Capacity"),
        choices=Capacity.choices,
        widget=forms.RadioSelect,
        initial=Capacity.REPRESENTATIVE,
        help_text=gettext_lazy("A representative binds the customer by what they acknowledge."),
    )
    authority = forms.CharField(
        label=gettext_lazy("Authority"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("What they may bind the customer by, such as: managing director."),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("On what basis"), choices=Basis.choices, initial=Basis.STATED, required=False
    )

    def clean_basis(self) -> str:
        """What is left out was stated to us."""
        return str(self.cleaned_data["basis"] or Basis.STATED)


class AuthorityForm(forms.Form):
    """What a representative's authority rests on."""

    basis = forms.ChoiceField(label=gettext_lazy("On what basis"), choices=Basis.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as: managing director, or: power of attorney of 3 March 2026, number 17."),
    )
    starts_at = DayField(
        label=gettext_lazy("From"), required=False, help_text=gettext_lazy("Leave it empty for: from now.")
    )
    ends_at = DayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Leave it empty while it runs on.")
    )
    document = forms.FileField(
        label=gettext_lazy("Document"),
        required=False,
        help_text=gettext_lazy("An extract or the power of attorney itself, as PDF, PNG or JPEG."),
    )


class ReplacementForm(AuthorityForm):
    """Who takes over from a representative, and on what basis."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("Mail address"))
    field_order = ["name", "email", "basis", "words", "ends_at", "document"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The one's authority begins as the other's ends.
        del self.fields["starts_at"]


class ConfirmForm(forms.Form):
    """The previewed file's bytes, carried along so that exactly these are imported."""

    content = forms.CharField(widget=forms.HiddenInput)

    def clean_content(self) -> bytes:
        """Returns the bytes."""
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except binascii.Error as error:
            raise forms.ValidationError(_("The file was damaged on its way: choose it again.")) from error

    @classmethod
    def carrying(cls, data: bytes) -> "ConfirmForm":
        """Returns a form that carries these bytes."""
        return cls(initial={"content": base64.b64encode(data).decode()})

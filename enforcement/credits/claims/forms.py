"""Forms of claims and of customers past due."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.reports.fields import UtcField
from tenants.customers.models import Customer


class ClaimForm(forms.Form):
    """Which month's credit is claimed."""

    month = forms.CharField(label=_("Month"), max_length=7, help_text=_("Such as 2026-10."))


def _customer() -> forms.ModelChoiceField[Customer]:
    return forms.ModelChoiceField(
        label=_("Customer"),
        queryset=Customer.objects.order_by("reference"),
        to_field_name="reference",
        widget=forms.TextInput,
        help_text=_("Its reference."),
    )


class RecordClaimForm(ClaimForm):
    """A claim that reached staff otherwise."""

    customer = _customer()
    claimed_at = UtcField(label=_("Claimed"), help_text=_("When it reached you, in UTC."))
    field_order = ("customer", "month", "claimed_at")


class PastDueForm(forms.Form):
    """Which customer is past due from when."""

    customer = _customer()
    starts_at = UtcField(label=_("From"), help_text=_("In UTC."))


class PaidForm(forms.Form):
    """When a customer was past due no longer."""

    ends_at = UtcField(label=_("Until"), required=False, help_text=_("In UTC. Empty: until now."))

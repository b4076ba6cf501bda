"""Forms of objections to credit statements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.credits.models import CreditStatement
from tenants.customers.models import Service


class ObjectionForm(forms.Form):
    """Why a statement is wrong, and about which of its services."""

    service = forms.ModelChoiceField(
        label=_("Service"),
        queryset=Service.objects.none(),
        to_field_name="reference",
        required=False,
        empty_label=_("All of the statement"),
    )
    words = forms.CharField(label=_("Why is it wrong?"), widget=forms.Textarea(attrs={"rows": 6}), max_length=10_000)

    def __init__(self, *args: Any, statement: CreditStatement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [line["service"]["reference"] for line in statement.assessment["services"]]
        chosen = self.fields["service"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = Service.objects.filter(customer=statement.customer_id, reference__in=named)


class AnswerForm(forms.Form):
    """What the customer is answered."""

    words = forms.CharField(
        label=_("Answer"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
        help_text=_("The customer is mailed these words. Nothing else changes."),
    )

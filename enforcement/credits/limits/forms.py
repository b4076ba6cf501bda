"""The form of the amount above which a credit takes a second person."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LimitForm(forms.Form):
    """Which amount of which currency."""

    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3, help_text=_("Such as EUR."))
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=13, decimal_places=3)

    def clean_currency(self) -> str:
        """In capital letters."""
        currency: str = self.cleaned_data["currency"].upper()
        return currency

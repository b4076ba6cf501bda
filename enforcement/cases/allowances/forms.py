"""The form that sets an allowance."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.cases.allowances.models import Period
from enforcement.reports.fields import UtcField
from tenants.customers.models import Service

FIELDS = {
    "resource": "resource",
    "amount_or_share": "amount",
    "reason": "reason",
    "span": "starts_at",
    "instant": "starts_at",
}
_NUMBER: dict[str, Any] = {"required": False, "min_value": 0, "max_digits": 24, "decimal_places": 6}


class AllowanceForm(forms.Form):
    """An amount, or a share of a pool, of one resource in each period."""

    service = forms.ModelChoiceField(label=_("Of which service?"), queryset=Service.objects.none())
    resource = forms.CharField(
        label=_("Of what?"), max_length=60, help_text=_("As the imported usage names it, such as: traffic.")
    )
    unit = forms.CharField(label=_("In which unit?"), max_length=20, help_text=_("Such as: GB."))
    period = forms.ChoiceField(label=_("In each"), choices=Period.choices, widget=forms.RadioSelect)
    amount = forms.DecimalField(label=_("How much?"), **_NUMBER)
    pool = forms.CharField(label=_("Or a share of which pool?"), required=False, max_length=60)
    pool_size = forms.DecimalField(label=_("How large is the pool?"), **_NUMBER)
    share = forms.DecimalField(
        label=_("Which share of it, in percent?"), required=False, min_value=0, max_digits=9, decimal_places=6
    )

    starts_at = UtcField(label=_("From when on?"), required=False, help_text=_("In UTC. Leave it empty for now."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = Service.objects.select_related("customer").order_by("reference")  # type: ignore[attr-defined]  # a model choice

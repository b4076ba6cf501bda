"""Forms of planned maintenance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.reports.fields import UtcField
from tenants.customers.models import Service


class MaintenanceForm(forms.Form):
    """What is done, when, and to which services."""

    title = forms.CharField(label=_("What is done"), max_length=200)
    starts_at = UtcField(label=_("From"), help_text=_("In UTC."))
    ends_at = UtcField(label=_("Until"), help_text=_("In UTC."))
    services = forms.CharField(
        label=_("Services"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("Their references, one a line. Empty: all services."),
    )

    def clean_services(self) -> list[Service]:
        """The services named; says which there are not."""
        named = set(self.cleaned_data["services"].split())
        found = list(Service.objects.filter(reference__in=named))
        if missing := sorted(named - {one.reference for one in found}):
            raise forms.ValidationError(_("There is no service %s.") % ", ".join(missing))
        return found


class WithdrawForm(forms.Form):
    """Why maintenance is taken back."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

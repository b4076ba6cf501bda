"""Forms of measures and holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Determination
from enforcement.holds.models import Ground, HoldReason, MeasureKind
from enforcement.reports.fields import UtcField
from tenants.customers.models import Service


class MeasureForm(forms.Form):
    """What to do about a determined violation."""

    kind = forms.ChoiceField(
        label=_("Measure"),
        choices=MeasureKind,
        help_text=_("Suspension and termination stop the service. Terminating takes a second person."),
    )
    service = forms.ModelChoiceField(label=_("Service"), queryset=Service.objects.none())
    starts_at = UtcField(label=_("From"), required=False, help_text=_("In UTC. Empty: at once."))
    ends_at = UtcField(label=_("Until"), required=False, help_text=_("In UTC. Empty: until somebody ends it."))
    without_notice = forms.BooleanField(
        label=_("Without notice"),
        required=False,
        help_text=_("The statement cites the remedy provision of the version in force, and the ground below."),
    )
    ground = forms.ChoiceField(label=_("Ground"), required=False, choices=[("", _("No ground")), *Ground.choices])

    def __init__(self, *args: Any, determination: Determination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"service": determination.service_id, "kind": MeasureKind.SUSPENSION, **self.initial}
        services = self.fields["service"]
        assert isinstance(services, forms.ModelChoiceField)
        services.queryset = Service.objects.filter(customer=determination.customer_id).order_by("reference")


class ReasonForm(forms.Form):
    """Why a measure ends."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class HoldForm(forms.Form):
    """A hold that rests on no measure."""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=[choice for choice in HoldReason.choices if choice[0] != HoldReason.ABUSE]
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

"""Forms of measures and holds."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.holds.actions.proposing import MOST_SERVICES, ON_A_DETERMINATION
from enforcement.holds.models import INTERIM_LASTS, Ground, HoldReason, MeasureKind, Restricted
from enforcement.reports.fields import UtcField
from tenants.customers.models import Customer, Service
from tenants.ledger import clock

#: Which field a refusal is about.
MEASURE_FIELDS = {
    "ground_missing": "ground",
    "notice_missing": "starts_at",
    "backdated": "starts_at",
    "ends_before_start": "ends_at",
    "interim_too_long": "ends_at",
    "restriction_missing": "restricts",
    "finding_missing": "finding",
    "service_ended": "services",
    "interim_chained": "services",
    "other_customers_service": "services",
    "too_many_services": "services",
}
HOLD_FIELDS = {"note_missing": "note", "hold_needs_measure": "reason", "backdated": "starts_at"}


class ServicesField(forms.ModelMultipleChoiceField[Service]):
    """Some of a customer's services, each with its reference and name."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, customer: Customer) -> None:
        """Offers those that have not ended."""
        running = Q(ends_at=None) | Q(ends_at__gt=clock.now())
        rows = Service.objects.filter(running, customer=customer).order_by("reference")
        self.queryset = Service.objects.filter(pk__in=rows.values("pk")[:MOST_SERVICES]).order_by("reference")


class MeasureForm(forms.Form):
    """What to do about a determined violation."""

    kind = forms.ChoiceField(
        label=_("Measure"),
        choices=[(one.value, MeasureKind(one).label) for one in ON_A_DETERMINATION],
        help_text=_("Suspension and termination stop the services. Terminating takes a second person."),
    )
    services = ServicesField(label=_("On which services?"), queryset=Service.objects.none())
    restricts = forms.ChoiceField(
        label=_("A restriction: of what?"), required=False, choices=[("", _("No restriction")), *Restricted.choices]
    )
    restricts_detail = forms.CharField(
        label=_("Which port, what rate, which site?"),
        required=False,
        max_length=200,
        help_text=_("The provider reads it."),
    )
    starts_at = UtcField(label=_("From"), required=False, help_text=_("In UTC. Empty: at once."))
    ends_at = UtcField(label=_("Until"), required=False, help_text=_("In UTC. Empty: until somebody ends it."))
    without_notice = forms.BooleanField(
        label=_("Without notice"),
        required=False,
        help_text=_("The statement cites the remedy provision of the version in force, and the ground below."),
    )
    ground = forms.ChoiceField(label=_("Ground"), required=False, choices=[("", _("No ground")), *Ground.choices])
    reason = forms.CharField(
        label=_("Why this measure, and no milder one?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("The customer reads it in the statement of reasons."),
    )

    def __init__(self, *args: Any, customer: Customer, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"services": [service.pk], "kind": MeasureKind.SUSPENSION, **self.initial}
        services = self.fields["services"]
        assert isinstance(services, ServicesField)
        services.offer(customer)


class InterimForm(forms.Form):
    """What to stop for now, while a violation is being established."""

    services = ServicesField(label=_("Which services?"), queryset=Service.objects.none())
    finding = forms.CharField(
        label=_("What is going on, and why can it not wait?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        help_text=_("The customer reads it in the statement of reasons."),
    )
    ground = forms.ChoiceField(label=_("On which ground do you act without notice?"), choices=Ground.choices)
    ends_at = UtcField(
        label=_("Until"),
        required=False,
        help_text=_("In UTC. Empty: for %d hours, which is the longest.") % (INTERIM_LASTS.total_seconds() // 3600),
    )

    def __init__(self, *args: Any, customer: Customer, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"services": [service.pk], **self.initial}
        services = self.fields["services"]
        assert isinstance(services, ServicesField)
        services.offer(customer)


class ExtendForm(forms.Form):
    """Until when a measure lasts instead, and why."""

    ends_at = UtcField(label=_("Until when instead?"), help_text=_("In UTC; later than it ends now."))
    reason = forms.CharField(
        label=_("Why does it have to last longer?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("The customer reads it in a statement of reasons of its own."),
    )


class HoldForm(forms.Form):
    """A hold that rests on no measure."""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=[choice for choice in HoldReason.choices if choice[0] != HoldReason.ABUSE]
    )
    note = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("The invoice, the order and who gave it, what is being maintained."),
    )
    starts_at = UtcField(label=_("From"), required=False, help_text=_("In UTC. Empty: at once."))

"""What lists of interruptions and of alerts can be narrowed by, on pages and in the API."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enforcement.credits.models import Interruption, MonitoringAlert

STATES = [("counts", _("Counts")), ("goes_on", _("Goes on")), ("withdrawn", _("Withdrawn or corrected"))]
ALERT_STATES = [("waits", _("Waits for a service")), ("matched", _("Matched")), ("set_aside", _("Set aside"))]


class InterruptionFilter(django_filters.FilterSet):
    """Interruptions by service, customer, reference and state."""

    service = django_filters.CharFilter(label=_("Service"), field_name="service__reference", lookup_expr="icontains")
    customer = django_filters.CharFilter(
        label=_("Customer"), field_name="service__customer__reference", lookup_expr="icontains"
    )
    reference = django_filters.CharFilter(label=_("Reference"), lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="in_state")

    class Meta:
        model = Interruption
        fields = ["service", "customer", "reference", "state"]

    def in_state(self, found: QuerySet[Interruption], _name: str, state: str) -> QuerySet[Interruption]:
        """Those that count, go on, or were withdrawn."""
        if state == "withdrawn":
            return found.filter(withdrawal__isnull=False)
        standing = found.filter(withdrawal=None)
        return standing.filter(ends_at=None) if state == "goes_on" else standing


class MonitoringAlertFilter(django_filters.FilterSet):
    """Alerts by the name that they give the service, fingerprint and state."""

    name = django_filters.CharFilter(label=_("Name of the service"), lookup_expr="icontains")
    fingerprint = django_filters.CharFilter(label=_("Fingerprint"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=ALERT_STATES, method="in_state")

    class Meta:
        model = MonitoringAlert
        fields = ["name", "fingerprint", "state"]

    def in_state(self, found: QuerySet[MonitoringAlert], _name: str, state: str) -> QuerySet[MonitoringAlert]:
        """Those that wait, were matched or set aside."""
        if state == "matched":
            return found.filter(interruption__isnull=False)
        return found.filter(interruption=None, set_aside_at__isnull=state == "waits")

"""What lists of measures and holds can be narrowed by, on pages and in the API."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from enforcement.holds.models import Hold, HoldReason, Measure, MeasureKind, MeasureStatus
from tenants.customers.models import Service
from tenants.customers.queries import services_holding
from tenants.ledger import clock


class MeasureFilter(django_filters.FilterSet):
    """Measures by kind, state and service."""

    kind = django_filters.ChoiceFilter(label=_("Measure"), choices=MeasureKind)
    status = django_filters.ChoiceFilter(label=_("State"), choices=MeasureStatus)
    service = django_filters.CharFilter(label=_("Service"), field_name="service__reference", lookup_expr="icontains")
    determination = django_filters.UUIDFilter(
        label=_("Determination"), field_name="determination_id", widget=forms.HiddenInput
    )

    class Meta:
        model = Measure
        fields = ["kind", "status", "service", "determination"]


class HoldFilter(django_filters.FilterSet):
    """Holds by reason, service and whether they were lifted."""

    reason = django_filters.ChoiceFilter(label=_("Reason"), choices=HoldReason)
    service = django_filters.CharFilter(label=_("Service"), field_name="service__reference", lookup_expr="icontains")
    measure = django_filters.UUIDFilter(label=_("Measure"), field_name="measure_id", widget=forms.HiddenInput)
    lifted = django_filters.ChoiceFilter(
        label=_("State"), choices=[("no", _("Not lifted")), ("yes", _("Lifted"))], method="by_state"
    )

    class Meta:
        model = Hold
        fields = ["reason", "service", "measure", "lifted"]

    def by_state(self, queryset: QuerySet[Hold], _name: str, value: str) -> QuerySet[Hold]:
        """Lifted or not."""
        return queryset.filter(lifted_at__isnull=value == "no")


class HoldableFilter(django_filters.FilterSet):
    """Services to put on hold, by words."""

    q = django_filters.CharFilter(label=_("Service, customer, address, domain or number"), method="matching")

    class Meta:
        model = Service
        fields = ["q"]

    def matching(self, services: QuerySet[Service], _name: str, value: str) -> QuerySet[Service]:
        """By its reference or name, its customer's, or what it holds now."""
        words, at = value.strip(), clock.now()
        named = Q(reference__icontains=words) | Q(name__icontains=words)
        named |= Q(customer__name__icontains=words) | Q(customer__reference__icontains=words)
        holding = services_holding(target=words, start=at, end=at).values("pk")
        return services.filter(named | Q(pk__in=holding))

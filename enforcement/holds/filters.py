"""What lists of measures and holds can be narrowed by, on pages and in the API."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enforcement.holds.models import Hold, HoldReason, Measure, MeasureKind, MeasureStatus


class MeasureFilter(django_filters.FilterSet):
    """Measures by kind, state and service."""

    kind = django_filters.ChoiceFilter(label=_("Measure"), choices=MeasureKind)
    status = django_filters.ChoiceFilter(label=_("State"), choices=MeasureStatus)
    service = django_filters.CharFilter(label=_("Service"), field_name="service__reference", lookup_expr="icontains")

    class Meta:
        model = Measure
        fields = ["kind", "status", "service"]


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

"""What lists of interruptions can be narrowed by, on pages and in the API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from enforcement.credits.models import Interruption


class InterruptionFilter(django_filters.FilterSet):
    """Interruptions by service and reference."""

    service = django_filters.CharFilter(label=_("Service"), field_name="service__reference", lookup_expr="icontains")
    reference = django_filters.CharFilter(label=_("Reference"), lookup_expr="icontains")

    class Meta:
        model = Interruption
        fields = ["service", "reference"]

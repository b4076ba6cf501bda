"""What objections can be narrowed by, on the page and in the API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from enforcement.credits.models import Objection


class ObjectionFilter(django_filters.FilterSet):
    """By customer, and by whether they wait."""

    customer = django_filters.CharFilter(
        label=_("Customer"), field_name="statement__customer__reference", lookup_expr="icontains"
    )
    waiting = django_filters.BooleanFilter(label=_("Waits for an answer"), field_name="answer", lookup_expr="isnull")

    class Meta:
        model = Objection
        fields = ["customer", "waiting"]

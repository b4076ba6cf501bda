"""What the list of documents received can be narrowed by in the API."""

import django_filters

from enforcement.credits.models import ReceivedCredit


class ReceivedFilter(django_filters.FilterSet):
    """Documents by month, vendor, reference and whether they count."""

    month = django_filters.CharFilter()
    vendor = django_filters.CharFilter(lookup_expr="icontains")
    reference = django_filters.CharFilter()
    withdrawn = django_filters.BooleanFilter(field_name="withdrawn_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = ReceivedCredit
        fields = ["month", "vendor", "reference", "withdrawn"]

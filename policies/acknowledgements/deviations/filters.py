"""Filters of deviations."""

import django_filters

from tenants.customers.models import Deviation


class DeviationFilter(django_filters.FilterSet):
    """What was agreed otherwise, by customer, agreement, provision and effect."""

    class Meta:
        model = Deviation
        fields = ["customer", "agreement", "key", "effect"]

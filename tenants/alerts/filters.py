"""The filters of what waits, in the API."""

import django_filters as filters

from tenants.alerts.models import Alert


class AlertFilter(filters.FilterSet):
    """Why one is told, and whether it is urgent."""

    class Meta:
        model = Alert
        fields = ["kind", "urgent"]

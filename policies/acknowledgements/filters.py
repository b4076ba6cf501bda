"""Filters of acknowledgements and declines."""

import django_filters

from policies.acknowledgements.models import Acknowledgement, Decline


class AcknowledgementFilter(django_filters.FilterSet):
    """By version, customer, person (a pseudonym), capacity, method, and instants from and until (UTC)."""

    version = django_filters.NumberFilter(field_name="version__number")
    since = django_filters.IsoDateTimeFilter(field_name="at", lookup_expr="gte")
    until = django_filters.IsoDateTimeFilter(field_name="at", lookup_expr="lte")

    class Meta:
        model = Acknowledgement
        fields = ["version", "digest", "customer", "person", "capacity", "method"]


class DeclineFilter(django_filters.FilterSet):
    """By version, customer, person (a pseudonym), capacity, and instants from and until (UTC)."""

    version = django_filters.NumberFilter(field_name="version__number")
    since = django_filters.IsoDateTimeFilter(field_name="at", lookup_expr="gte")
    until = django_filters.IsoDateTimeFilter(field_name="at", lookup_expr="lte")

    class Meta:
        model = Decline
        fields = ["version", "digest", "customer", "person", "capacity"]

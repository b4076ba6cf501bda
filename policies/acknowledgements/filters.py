"""Filters of this room's lists."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from policies.acknowledgements.models import Acknowledgement, Decline
from policies.acknowledgements.standings import State
from tenants.customers.models import Capacity, Customer, Deviation, Membership
from tenants.customers.queries import customers_matching


class DeviationFilter(django_filters.FilterSet):
    """What was agreed otherwise, by customer, agreement, provision and effect."""

    class Meta:
        model = Deviation
        fields = ["customer", "agreement", "key", "effect"]


class _StandingFilter(django_filters.FilterSet):
    """By where they stand, and whether they were told and shown; each list adds how it is searched."""

    q = django_filters.CharFilter(label=_("Customer"), method="matching")
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("Any"))
    viewed = django_filters.ChoiceFilter(
        label=_("Shown"),
        choices=[("true", _("Shown")), ("false", _("Never shown"))],
        empty_label=_("Any"),
        method="yes",
    )
    told = django_filters.ChoiceFilter(
        label=_("Told"), choices=[("true", _("Told")), ("false", _("Never told"))], empty_label=_("Any"), method="yes"
    )

    version = django_filters.NumberFilter(label=_("Version"), method="untouched", min_value=1, max_value=999_999_999)

    def untouched(self, found: QuerySet[Any], _name: str, _value: object) -> QuerySet[Any]:
        """Which version it is about was chosen before."""
        return found

    def yes(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Whether it happened."""
        return found.filter(**{name: value == "true"})


class CustomerStandingFilter(_StandingFilter):
    """Customers by where they stand to a version."""

    class Meta:
        model = Customer
        fields: ClassVar[list[str]] = []

    def matching(self, found: QuerySet[Customer], _name: str, value: str) -> QuerySet[Customer]:
        """Anything known of a customer."""
        return found.filter(pk__in=customers_matching(value.strip()).values("pk"))


class PersonStandingFilter(_StandingFilter):
    """People by where they stand to a version."""

    capacity = django_filters.ChoiceFilter(label=_("Capacity"), choices=Capacity.choices, empty_label=_("Any"))

    class Meta:
        model = Membership
        fields: ClassVar[list[str]] = []

    def matching(self, found: QuerySet[Membership], _name: str, value: str) -> QuerySet[Membership]:
        """A person's name or address, or anything known of their customer."""
        words = value.strip()
        theirs = Q(user__name__icontains=words) | Q(user__email__icontains=words)
        return found.filter(theirs | Q(customer__in=customers_matching(words).values("pk")))


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

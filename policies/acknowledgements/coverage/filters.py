"""Filters of the coverage lists."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from policies.acknowledgements.coverage.queries import CoverageState
from tenants.customers.models import Capacity, Customer, Membership
from tenants.customers.queries import customers_matching


class _CoverageFilter(django_filters.FilterSet):
    """By state, and whether they were told and shown; each list adds its search."""

    q = django_filters.CharFilter(label=_("Customer"), method="matching")
    state = django_filters.ChoiceFilter(label=_("State"), choices=CoverageState.choices, empty_label=_("Any"))
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
        """The view chose the version before; it is a filter so that the form keeps it."""
        return found

    def yes(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Filters by whether it happened."""
        return found.filter(**{name: value == "true"})


class CustomerCoverageFilter(_CoverageFilter):
    """Filters customers by their coverage of a version."""

    class Meta:
        model = Customer
        fields: ClassVar[list[str]] = []

    def matching(self, found: QuerySet[Customer], _name: str, value: str) -> QuerySet[Customer]:
        """Anything known of a customer."""
        return found.filter(pk__in=customers_matching(value.strip()).values("pk"))


class PersonCoverageFilter(_CoverageFilter):
    """Filters people by their coverage of a version."""

    capacity = django_filters.ChoiceFilter(label=_("Capacity"), choices=Capacity.choices, empty_label=_("Any"))

    class Meta:
        model = Membership
        fields: ClassVar[list[str]] = []

    def matching(self, found: QuerySet[Membership], _name: str, value: str) -> QuerySet[Membership]:
        """A person's name or address, or anything known of their customer."""
        words = value.strip()
        theirs = Q(user__name__icontains=words) | Q(user__email__icontains=words)
        return found.filter(theirs | Q(customer__in=customers_matching(words).values("pk")))

"""Filters of the desk's list of customers and of the endpoints, declared once."""

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from tenants.customers.models import Agreement, Authority, Customer, Identifier, Membership, Service
from tenants.customers.queries import customers_matching, running, services_holding
from tenants.ledger import clock


class CustomerFilter(filters.FilterSet):
    """By words found anywhere about a customer, and by whether an agreement runs."""

    q = filters.CharFilter(label=_("Search"), method="matching")
    agreement = filters.ChoiceFilter(
        label=_("Agreement"),
        empty_label=_("Any"),
        choices=[("running", _("Running now")), ("none", _("None now"))],
        method="with_agreement",
    )

    class Meta:
        model = Customer
        fields = ["q", "agreement"]

    def matching(self, customers: QuerySet[Customer], _name: str, value: str) -> QuerySet[Customer]:
        """Name, reference, agreement, service, person, address, domain or number."""
        return customers.filter(pk__in=customers_matching(value.strip()).values("pk"))

    def with_agreement(self, customers: QuerySet[Customer], _name: str, value: str) -> QuerySet[Customer]:
        """Whether one runs at this moment."""
        runs = Exists(Agreement.objects.filter(running(clock.now()), customer=OuterRef("pk")))
        return customers.filter(runs if value == "running" else ~runs)


class ServiceFilter(filters.FilterSet):
    """Services of a customer, or those that held a target at an instant."""

    customer = filters.UUIDFilter(field_name="customer_id")
    agreement = filters.UUIDFilter(field_name="agreement_id")
    holding = filters.CharFilter(label="address, network, domain or number held at the instant `at`", method="held")
    at = filters.IsoDateTimeFilter(label="instant for `holding`; now where empty", method="untouched")

    class Meta:
        model = Service
        fields = ["reference"]

    def held(self, services: QuerySet[Service], _name: str, value: str) -> QuerySet[Service]:
        """Those that held it then."""
        at = self.form.cleaned_data.get("at") or clock.now()
        return services.filter(pk__in=services_holding(target=value, start=at, end=at).values("pk"))

    def untouched(self, services: QuerySet[Service], _name: str, _value: Any) -> QuerySet[Service]:
        """The instant alone filters nothing."""
        return services


class AgreementFilter(filters.FilterSet):
    """Agreements of a customer, or by number."""

    customer = filters.UUIDFilter(field_name="customer_id")

    class Meta:
        model = Agreement
        fields = ["number"]


class IdentifierFilter(filters.FilterSet):
    """Identifiers of a service, by kind, held still or not."""

    service = filters.UUIDFilter(field_name="service_id")
    held = filters.BooleanFilter(field_name="held_until", lookup_expr="isnull", label="held still")

    class Meta:
        model = Identifier
        fields = ["kind"]


class MembershipFilter(filters.FilterSet):
    """Who acts for a customer, in which capacity, still or not."""

    customer = filters.UUIDFilter(field_name="customer_id")
    open = filters.BooleanFilter(field_name="until", lookup_expr="isnull", label="acts still")

    class Meta:
        model = Membership
        fields = ["capacity"]


class AuthorityFilter(filters.FilterSet):
    """By customer, membership, person (a pseudonym), basis, and whether it runs at this moment."""

    customer = filters.UUIDFilter(field_name="customer_id")
    membership = filters.UUIDFilter(field_name="membership_id")
    person = filters.UUIDFilter()
    running = filters.BooleanFilter(label="runs at this moment", method="at_this_moment")

    class Meta:
        model = Authority
        fields = ["basis"]

    def at_this_moment(self, found: QuerySet[Authority], _name: str, value: bool) -> QuerySet[Authority]:  # noqa: FBT001 - django-filter's signature
        """Begun and not ended, or the others."""
        runs = running(clock.now())
        return found.filter(runs) if value else found.exclude(runs)

"""What lists of measures and holds can be narrowed by, on pages and in the API."""

import datetime as dt

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from enforcement.holds.attention import holds_on_ended_services, on_ended_services, unconfirmed, unreached
from enforcement.holds.models import (
    Ground,
    Hold,
    HoldReason,
    Measure,
    MeasuredService,
    MeasureKind,
    MeasureStatus,
    ProviderState,
    StateDifference,
)
from enforcement.holds.queries import taking_effect
from tenants.customers.models import Service
from tenants.customers.queries import services_holding
from tenants.ledger import clock


class MeasureFilter(django_filters.FilterSet):
    """Measures by kind, state, service, and what somebody has to look at."""

    attention = django_filters.ChoiceFilter(
        label=_("To look at"),
        choices=[("unreached", _("Reached nobody")), ("ended_service", _("On a service that has ended"))],
        method="to_look_at",
    )

    kind = django_filters.ChoiceFilter(label=_("Measure"), choices=MeasureKind)
    status = django_filters.ChoiceFilter(label=_("State"), choices=MeasureStatus)
    service = django_filters.CharFilter(label=_("Service"), method="about")
    case = django_filters.UUIDFilter(label=_("Case"), field_name="case_id", widget=forms.HiddenInput)
    customer = django_filters.UUIDFilter(label=_("Customer"), field_name="customer_id", widget=forms.HiddenInput)
    determination = django_filters.UUIDFilter(
        label=_("Determination"), field_name="determination_id", widget=forms.HiddenInput
    )

    ground = django_filters.ChoiceFilter(label=_("Ground"), choices=Ground, widget=forms.HiddenInput)
    without_notice = django_filters.ChoiceFilter(
        label=_("Notice"), choices=[("true", _("Without notice")), ("false", _("With notice"))], method="noticed"
    )
    taken_from = django_filters.IsoDateTimeFilter(
        label=_("Took effect from (UTC)"), method="taken", widget=forms.HiddenInput
    )
    taken_until = django_filters.IsoDateTimeFilter(
        label=_("Took effect before (UTC)"), method="taken", widget=forms.HiddenInput
    )

    class Meta:
        model = Measure
        fields = ["kind", "status", "service", "attention", "case", "customer", "determination"]

    def noticed(self, queryset: QuerySet[Measure], _name: str, value: str) -> QuerySet[Measure]:
        """With notice or without."""
        return queryset.filter(without_notice=value == "true")

    def taken(self, queryset: QuerySet[Measure], name: str, value: dt.datetime) -> QuerySet[Measure]:
        """Those that took effect from this instant on, or before it."""
        return taking_effect(queryset, **{name.replace("taken_from", "since").replace("taken_until", "until"): value})

    def about(self, queryset: QuerySet[Measure], _name: str, value: str) -> QuerySet[Measure]:
        """Any of its services has this in its reference."""
        named = MeasuredService.objects.filter(measure=OuterRef("pk"), service__reference__icontains=value)
        return queryset.filter(Exists(named))

    def to_look_at(self, queryset: QuerySet[Measure], _name: str, value: str) -> QuerySet[Measure]:
        """Those of one list of the desk's attention page."""
        found = unreached(at=clock.now()) if value == "unreached" else on_ended_services(at=clock.now())
        return queryset.filter(pk__in=found.order_by().values("pk"))


class HoldFilter(django_filters.FilterSet):
    """Holds by reason, service and whether they were lifted."""

    reason = django_filters.ChoiceFilter(label=_("Reason"), choices=HoldReason)
    service = django_filters.CharFilter(label=_("Service"), field_name="service__reference", lookup_expr="icontains")
    measure = django_filters.UUIDFilter(label=_("Measure"), field_name="measure_id", widget=forms.HiddenInput)
    placed_from = django_filters.IsoDateTimeFilter(
        label=_("Placed from (UTC)"), field_name="placed_at", lookup_expr="gte", widget=forms.HiddenInput
    )
    placed_until = django_filters.IsoDateTimeFilter(
        label=_("Placed before (UTC)"), field_name="placed_at", lookup_expr="lt", widget=forms.HiddenInput
    )
    attention = django_filters.ChoiceFilter(
        label=_("To look at"),
        choices=[("unconfirmed", _("Not confirmed")), ("ended_service", _("On a service that has ended"))],
        method="to_look_at",
    )
    lifted = django_filters.ChoiceFilter(
        label=_("State"), choices=[("no", _("Not lifted")), ("yes", _("Lifted"))], method="by_state"
    )

    class Meta:
        model = Hold
        fields = ["reason", "service", "measure", "lifted", "attention"]

    def to_look_at(self, queryset: QuerySet[Hold], _name: str, value: str) -> QuerySet[Hold]:
        """Those of one list of the desk's attention page."""
        found = unconfirmed(at=clock.now()) if value == "unconfirmed" else holds_on_ended_services(at=clock.now())
        return queryset.filter(pk__in=found.order_by().values("pk"))

    def by_state(self, queryset: QuerySet[Hold], _name: str, value: str) -> QuerySet[Hold]:
        """Lifted or not."""
        return queryset.filter(lifted_at__isnull=value == "no")


class DifferenceFilter(django_filters.FilterSet):
    """Differences with the provider's list by service, what it says, and whether they are to be looked at."""

    service = django_filters.CharFilter(label=_("Service"), field_name="service__reference", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("The provider says"), choices=ProviderState)
    open = django_filters.BooleanFilter(label=_("To look at"), method="by_open")

    class Meta:
        model = StateDifference
        fields = ["service", "state", "open"]

    def by_open(self, queryset: QuerySet[StateDifference], _name: str, value: bool) -> QuerySet[StateDifference]:  # noqa: FBT001 - django-filter's own call
        """Neither over nor accepted, or one of these."""
        found = Q(accepted_at=None, over_at=None)
        return queryset.filter(found if value else ~found)


class HoldableFilter(django_filters.FilterSet):
    """Services to put on hold, by words."""

    q = django_filters.CharFilter(label=_("Service, customer, address, domain or number"), method="matching")

    class Meta:
        model = Service
        fields = ["q"]

    def matching(self, services: QuerySet[Service], _name: str, value: str) -> QuerySet[Service]:
        """By its reference or name, its customer's, or what it holds now."""
        words, at = value.strip(), clock.now()
        named = Q(reference__icontains=words) | Q(name__icontains=words)
        named |= Q(customer__name__icontains=words) | Q(customer__reference__icontains=words)
        holding = services_holding(target=words, start=at, end=at).values("pk")
        return services.filter(named | Q(pk__in=holding))

"""The filters of the inbox, on its page and in the API."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enforcement.reports.forms import category_choices
from enforcement.reports.inbox.queries import View, within
from enforcement.reports.models import Reason, Report, ReportStatus, Source
from enforcement.reports.queries import with_outcome
from tenants.ledger import clock


class ReportFilter(filters.FilterSet):
    """Which part of the inbox, where a report stands, which conduct, which door, what it names, about which service."""

    view = filters.ChoiceFilter(label=_("View"), choices=View.choices, method="seen", widget=forms.HiddenInput)
    status = filters.ChoiceFilter(label=_("Status"), choices=ReportStatus.choices, empty_label=_("All"))
    category = filters.ChoiceFilter(label=_("Conduct"), choices=category_choices, empty_label=_("All"))
    source = filters.ChoiceFilter(label=_("Came through"), choices=Source.choices, empty_label=_("All"))
    outcome = filters.ChoiceFilter(label=_("Outcome"), choices=Reason.choices, method="later", empty_label=_("All"))
    target = filters.CharFilter(label=_("Target contains"), lookup_expr="icontains")
    service = filters.UUIDFilter(label=_("Service"), field_name="service_id", widget=forms.HiddenInput)
    assigned_to = filters.UUIDFilter(label=_("Assigned to"), widget=forms.HiddenInput)
    received_from = filters.IsoDateTimeFilter(
        label=_("Received from (UTC)"), field_name="received_at", lookup_expr="gte", widget=forms.HiddenInput
    )
    received_until = filters.IsoDateTimeFilter(
        label=_("Received before (UTC)"), field_name="received_at", lookup_expr="lt", widget=forms.HiddenInput
    )
    outcome_from = filters.IsoDateTimeFilter(label=_("Outcome from (UTC)"), method="later", widget=forms.HiddenInput)
    outcome_until = filters.IsoDateTimeFilter(label=_("Outcome before (UTC)"), method="later", widget=forms.HiddenInput)

    class Meta:
        model = Report
        fields = ["view", "status", "category", "source", "target", "service", "assigned_to"]

    def later(self, rows: QuerySet[Report], _name: str, _value: Any) -> QuerySet[Report]:
        """The outcome and when it was are asked together, in `filter_queryset`."""
        return rows

    def filter_queryset(self, queryset: QuerySet[Report]) -> QuerySet[Report]:
        """All filters; those about the outcome are about the same one."""
        rows: QuerySet[Report] = super().filter_queryset(queryset)
        said = self.form.cleaned_data
        outcome, since, until = (said.get(name) for name in ("outcome", "outcome_from", "outcome_until"))
        if not (outcome or since or until):
            return rows
        return with_outcome(rows, outcome=outcome, since=since, until=until)

    def seen(self, rows: QuerySet[Report], _name: str, value: Any) -> QuerySet[Report]:
        """Those that a view shows to whoever asks."""
        return within(rows, View(value), person=self.request.user.pseudonym, at=clock.now())

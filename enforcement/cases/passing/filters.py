"""The filters of what was passed on and of recipients, on their pages and in the API."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enforcement.cases.passing.models import Passing, Recipient, RecipientKind, Way
from enforcement.reports.models import ReportStatus
from tenants.outbox.models import OutboxStatus


class PassingFilter(filters.FilterSet):
    """To whom, how far it has come here and there, of which case."""

    kind = filters.ChoiceFilter(label=_("To"), choices=RecipientKind.choices, empty_label=_("All"))
    way = filters.ChoiceFilter(label=_("How"), choices=Way.choices, empty_label=_("All"))
    status = filters.ChoiceFilter(label=_("Sending"), choices=OutboxStatus.choices, empty_label=_("All"))
    remote_status = filters.ChoiceFilter(label=_("There"), choices=ReportStatus.choices, empty_label=_("All"))
    name = filters.CharFilter(label=_("Recipient"), lookup_expr="icontains")
    case = filters.UUIDFilter(label=_("Case"), field_name="case_id", widget=forms.HiddenInput)

    class Meta:
        model = Passing
        fields = ["kind", "way", "status", "remote_status", "name", "case"]


class RecipientFilter(filters.FilterSet):
    """Which kind, which way, and whether they are offered still."""

    ended = filters.BooleanFilter(label=_("Ended"), method="was_ended")

    class Meta:
        model = Recipient
        fields = ["kind", "way", "ended"]

    def was_ended(self, rows: QuerySet[Recipient], _name: str, value: Any) -> QuerySet[Recipient]:
        """Those that are offered no more, or those that are."""
        return rows.exclude(ended_at=None) if value else rows.filter(ended_at=None)

"""The filters of the list of appeals, on its page and in the API."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enforcement.appeals.models import Appeal, AppealStatus, Outcome


class AppealFilter(filters.FilterSet):
    """Where it stands, how it was decided, about whom."""

    status = filters.ChoiceFilter(label=_("Status"), choices=AppealStatus.choices, empty_label=_("All"))
    outcome = filters.ChoiceFilter(
        label=_("Outcome"), field_name="decision__outcome", choices=Outcome.choices, empty_label=_("All")
    )
    customer = filters.CharFilter(label=_("Customer"), field_name="customer__name", lookup_expr="icontains")
    against = filters.ChoiceFilter(
        label=_("Against"),
        choices=[("determination", _("A determination")), ("measure", _("A measure"))],
        method="of_what",
        empty_label=_("All"),
    )
    filed_from = filters.IsoDateTimeFilter(
        label=_("Filed from (UTC)"), field_name="filed_at", lookup_expr="gte", widget=forms.HiddenInput
    )
    filed_until = filters.IsoDateTimeFilter(
        label=_("Filed before (UTC)"), field_name="filed_at", lookup_expr="lt", widget=forms.HiddenInput
    )
    status_from = filters.IsoDateTimeFilter(
        label=_("So since, from (UTC)"), field_name="status_at", lookup_expr="gte", widget=forms.HiddenInput
    )
    status_until = filters.IsoDateTimeFilter(
        label=_("So since, before (UTC)"), field_name="status_at", lookup_expr="lt", widget=forms.HiddenInput
    )

    class Meta:
        model = Appeal
        fields = ["status", "outcome", "customer"]

    def of_what(self, rows: QuerySet[Appeal], _name: str, value: Any) -> QuerySet[Appeal]:
        """Those against determinations, or measures."""
        return rows.filter(measure__isnull=value == "determination")

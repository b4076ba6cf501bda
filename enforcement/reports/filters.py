"""The filters of the queue, on its page and in the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from enforcement.reports.forms import category_choices
from enforcement.reports.models import Report, ReportStatus, Source


class ReportFilter(filters.FilterSet):
    """Where it stands, which conduct, which door, what it names."""

    status = filters.ChoiceFilter(label=_("Status"), choices=ReportStatus.choices, empty_label=_("All"))
    category = filters.ChoiceFilter(label=_("Conduct"), choices=category_choices, empty_label=_("All"))
    source = filters.ChoiceFilter(label=_("Came through"), choices=Source.choices, empty_label=_("All"))
    target = filters.CharFilter(label=_("Target contains"), lookup_expr="icontains")

    class Meta:
        model = Report
        fields = ["status", "category", "source", "target"]

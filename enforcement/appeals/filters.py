"""The filters of the list of appeals, on its page and in the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from enforcement.appeals.models import Appeal, AppealStatus, Outcome


class AppealFilter(filters.FilterSet):
    """Where it stands, how it was decided, about whom."""

    status = filters.ChoiceFilter(label=_("Status"), choices=AppealStatus.choices, empty_label=_("All"))
    outcome = filters.ChoiceFilter(
        label=_("Outcome"), field_name="decision__outcome", choices=Outcome.choices, empty_label=_("All")
    )
    customer = filters.CharFilter(label=_("Customer"), field_name="customer__name", lookup_expr="icontains")

    class Meta:
        model = Appeal
        fields = ["status", "outcome", "customer"]

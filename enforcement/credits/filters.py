"""What lists of statements can be narrowed by, on pages and in the API."""

import django_filters
from django.forms import TextInput
from django.utils.translation import gettext_lazy as _

from enforcement.credits.models import CreditStatement, StatementStatus


class StatementFilter(django_filters.FilterSet):
    """Statements by month, state and customer."""

    month = django_filters.CharFilter(label=_("Month"), widget=TextInput(attrs={"type": "month"}))
    status = django_filters.ChoiceFilter(label=_("State"), choices=StatementStatus)
    customer = django_filters.CharFilter(label=_("Customer"), field_name="customer__reference", lookup_expr="icontains")

    class Meta:
        model = CreditStatement
        fields = ["month", "status", "customer"]

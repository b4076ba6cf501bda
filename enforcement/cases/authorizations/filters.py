"""The filters of requests and authorizations, on their page and in the API."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enforcement.cases.authorizations.models import Authorization, AuthorizationRequest, RequestStatus


class RequestFilter(filters.FilterSet):
    """Where it stands, whose it is."""

    status = filters.ChoiceFilter(label=_("Status"), choices=RequestStatus.choices, empty_label=_("All"))
    customer = filters.CharFilter(label=_("Customer"), field_name="customer__name", lookup_expr="icontains")

    class Meta:
        model = AuthorizationRequest
        fields = ["status", "customer"]


class AuthorizationFilter(filters.FilterSet):
    """Whose it is, and whether it was revoked."""

    revoked = filters.BooleanFilter(label=_("Revoked"), method="was_revoked")

    class Meta:
        model = Authorization
        fields = ["customer", "request"]

    def was_revoked(self, rows: QuerySet[Authorization], _name: str, value: Any) -> QuerySet[Authorization]:
        """Those that were revoked, or those that were not."""
        return rows.exclude(revoked_at=None) if value else rows.filter(revoked_at=None)

"""What the list of publications can be narrowed by."""

import django_filters as filters
from django.db.models import QuerySet

from enforcement.transparency.models import Publication


class PublicationFilter(filters.FilterSet):
    """Publications of one period, or those that stand."""

    standing = filters.BooleanFilter(method="stands", label="standing")

    class Meta:
        model = Publication
        fields = ["period", "standing"]

    def stands(self, rows: QuerySet[Publication], _name: str, value: bool) -> QuerySet[Publication]:  # noqa: FBT001 - django-filter's own call
        """Those that no later one supersedes, or the others."""
        return rows.filter(superseded_by__isnull=value)

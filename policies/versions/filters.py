"""What lists and searches of this room can be narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from policies.documents import CATEGORIES
from policies.versions.forms import KINDS
from policies.versions.models import PostedProvision
from policies.versions.searching import LONGEST, matching


class FoundFilter(django_filters.FilterSet):
    """What a search on the desk can be narrowed by."""

    q = django_filters.CharFilter(label=_("Words"), method="by_words", max_length=LONGEST)
    version = django_filters.NumberFilter(label=_("Version"), field_name="version__number")
    kind = django_filters.ChoiceFilter(label=_("What it does"), choices=[(str(k), name) for k, name in KINDS.items()])
    category = django_filters.ChoiceFilter(
        label=_("Category"), choices=[(key, _(category.title)) for key, category in CATEGORIES.items()]
    )

    def by_words(self, queryset: QuerySet[PostedProvision], _name: str, words: str) -> QuerySet[Any, Any]:
        """The best match first."""
        return matching(queryset, words)

    class Meta:
        model = PostedProvision
        fields = ["q", "version", "kind", "category"]

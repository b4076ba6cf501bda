"""What lists of this room can be narrowed by."""

import django_filters

from policies.drafts.models import DraftComment


class CommentFilter(django_filters.FilterSet):
    """Comments of a draft, at a provision, of a thread, open or resolved."""

    open = django_filters.BooleanFilter(field_name="resolved_at", lookup_expr="isnull")

    class Meta:
        model = DraftComment
        fields = ["policy", "draft", "key", "thread", "returned"]

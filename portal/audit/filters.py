"""Filters of the ledger's entries, for the desk and the API alike."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tenants.ledger.models import Entry


class EntryFilter(filters.FilterSet):
    """By verb, by what it was done to, by who did it (a pseudonym), and by instant."""

    verb = filters.CharFilter(label=_("Verb"), lookup_expr="icontains")
    subject_type = filters.CharFilter(label=_("Kind of thing"), lookup_expr="icontains")
    subject_id = filters.CharFilter(label=_("Its id"))
    by = filters.UUIDFilter(label=_("Who (pseudonym)"))
    since = filters.IsoDateTimeFilter(label=_("From (UTC)"), field_name="at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(label=_("Until (UTC)"), field_name="at", lookup_expr="lt")
    sealed = filters.ChoiceFilter(
        label=_("Sealed"),
        empty_label=_("Any"),
        choices=[("yes", _("Yes")), ("no", _("Not yet"))],
        method="whether_sealed",
    )

    class Meta:
        model = Entry
        fields = ["verb", "subject_type", "subject_id", "by", "since", "until", "sealed"]

    def whether_sealed(self, entries: QuerySet[Entry], _name: str, value: str) -> QuerySet[Entry]:
        """Whether a tree head covers it."""
        return entries.filter(leaf__isnull=value == "no")

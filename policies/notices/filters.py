"""Filters of notices and deliveries, for the desk and the API alike."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from policies.notices.models import Channel, Delivery, DeliveryStatus, Notice
from policies.notices.queries import kind_choices


class NoticeFilter(filters.FilterSet):
    """By kind and by words of the title."""

    kind = filters.ChoiceFilter(label=_("Kind"), choices=kind_choices, empty_label=_("Any"))
    q = filters.CharFilter(label=_("Title"), field_name="title", lookup_expr="icontains")

    class Meta:
        model = Notice
        fields = ["kind", "q"]


class RecipientFilter(filters.FilterSet):
    """The recipients of one notice: by state, channel, and words of the name, address or customer."""

    status = filters.ChoiceFilter(label=_("State"), choices=DeliveryStatus.choices, empty_label=_("Any"))
    channel = filters.ChoiceFilter(label=_("Channel"), choices=Channel.choices, empty_label=_("Any"))
    q = filters.CharFilter(label=_("Recipient"), method="matching")

    class Meta:
        model = Delivery
        fields = ["status", "channel", "q"]

    def matching(self, rows: QuerySet[Delivery], _name: str, value: str) -> QuerySet[Delivery]:
        """Keeps the rows whose name, address or customer holds the words."""
        words = value.strip()
        return rows.filter(
            Q(recipient__name__icontains=words)
            | Q(recipient__email__icontains=words)
            | Q(customer__name__icontains=words)
            | Q(customer__reference__icontains=words)
        )


class DeliveryFilter(RecipientFilter):
    """Deliveries of all notices, or of one."""

    notice = filters.UUIDFilter(field_name="notice_id")
    kind = filters.CharFilter(field_name="notice__kind")

    class Meta:
        model = Delivery
        fields = ["status", "channel", "q", "notice", "kind"]

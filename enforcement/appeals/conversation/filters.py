"""The filters of messages about appeals and of the files that came with them, in the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from enforcement.appeals.models import AppealEvidence, AppealMessage, Side


class MessageFilter(filters.FilterSet):
    """About which appeal, by whom, since when."""

    appeal = filters.UUIDFilter(field_name="appeal")
    side = filters.ChoiceFilter(label=_("Side"), choices=Side.choices)
    since = filters.IsoDateTimeFilter(field_name="written_at", lookup_expr="gte")

    class Meta:
        model = AppealMessage
        fields = ["appeal", "side", "since"]


class AppealEvidenceFilter(filters.FilterSet):
    """Of which appeal, and with which message."""

    appeal = filters.UUIDFilter(field_name="appeal")
    message = filters.UUIDFilter(field_name="message")

    class Meta:
        model = AppealEvidence
        fields = ["appeal", "message"]

"""The filters of evidence, on its page and in the API."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enforcement.reports.models import Claim, Evidence

YES_NO = [("true", _("Yes")), ("false", _("No"))]


class EvidenceFilter(filters.FilterSet):
    """Whether it is sealed, was removed, or is not what its sender claimed."""

    sealed = filters.ChoiceFilter(label=_("Sealed"), choices=YES_NO, method="which_sealed", empty_label=_("All"))
    removed = filters.ChoiceFilter(label=_("Removed"), choices=YES_NO, method="which_removed", empty_label=_("All"))
    claim = filters.ChoiceFilter(label=_("Digest"), choices=Claim.choices, empty_label=_("All"))
    report = filters.UUIDFilter(field_name="report", widget=filters.widgets.forms.HiddenInput)

    class Meta:
        model = Evidence
        fields = ["sealed", "removed", "claim", "report"]

    def which_sealed(self, rows: QuerySet[Evidence], _name: str, said: Any) -> QuerySet[Evidence]:
        """Those of sealed reports, or the others."""
        return rows.filter(report__sealed=said == "true")

    def which_removed(self, rows: QuerySet[Evidence], _name: str, said: Any) -> QuerySet[Evidence]:
        """Those whose file was removed, or those whose file is there."""
        return rows.filter(removal__isnull=said != "true")

"""A reinstatement: what a termination stopped runs again."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from enforcement.holds.kinds.base import Kind, Planned, Undoing
from enforcement.holds.models import MeasureKind


class Reinstatement(Kind):
    """It takes two, as the termination did; it is in the customer's favour, so no notice and no remedy is owed."""

    code = MeasureKind.REINSTATEMENT
    second_person = True
    owes_notice = False
    momentary = True
    needs_remedy = False
    undone_by = Undoing.NEVER
    imperative = _("Reinstate")

    @classmethod
    def planned(cls, plan: Planned) -> Planned:
        """Returns it as beginning when it is approved, without an end."""
        return replace(plan, without_notice=False, ground="", restricts="", finding="", ends_at=None)

"""A warning: said once, with the reasons; it stops nothing."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from enforcement.holds.kinds.base import Kind, Planned, Undoing
from enforcement.holds.models import MeasureKind


class Warned(Kind):
    """One person warns; there is nothing to give notice of, and nothing to undo but the determination, on appeal."""

    code = MeasureKind.WARNING
    owes_notice = False
    momentary = True
    undone_by = Undoing.NEVER
    imperative = _("Warn")

    @classmethod
    def planned(cls, plan: Planned) -> Planned:
        """Returns it without what only a measure that lasts has."""
        return replace(plan, without_notice=False, ground="", restricts="", finding="", ends_at=None)

"""A termination: services stop for good; it takes two, and a reinstatement undoes it."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from enforcement.holds.kinds.base import Effect, Kind, Planned, Undoing
from enforcement.holds.models import MeasureKind


class Termination(Kind):
    """A second person approves (R9); with notice or on a ground."""

    code = MeasureKind.TERMINATION
    effect = Effect.STOPS
    second_person = True
    undone_by = Undoing.REINSTATED
    imperative = _("Terminate")

    @classmethod
    def planned(cls, plan: Planned) -> Planned:
        """Returns it without what another kind says."""
        return replace(plan, finding="", restricts="")

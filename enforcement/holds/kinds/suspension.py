"""A suspension: services stop until it ends."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from enforcement.holds.kinds.base import Effect, Kind, Planned
from enforcement.holds.models import MeasureKind


class Suspension(Kind):
    """One person suspends one service, several or all, with notice or on a ground; ending it lifts its holds."""

    code = MeasureKind.SUSPENSION
    effect = Effect.STOPS
    extendable = True
    imperative = _("Suspend")

    @classmethod
    def planned(cls, plan: Planned) -> Planned:
        """Returns it without what another kind says."""
        return replace(plan, finding="", restricts="")

"""A restriction: part of a service is taken away (outgoing mail, a port, rate, the web) and the rest runs."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.holds.kinds.base import Effect, Kind, Planned
from enforcement.holds.models import MeasureKind, Restricted
from tenants.resellers.refusals import Refused


class Restriction(Kind):
    """One person restricts, with notice or on a ground; the provider is told what, and ending it gives it back."""

    code = MeasureKind.RESTRICTION
    effect = Effect.RESTRICTS
    extendable = True
    imperative = gettext_lazy("Restrict")

    @classmethod
    def planned(cls, plan: Planned) -> Planned:
        """Returns it without an interim finding."""
        return replace(plan, finding="")

    @classmethod
    def check(cls, plan: Planned) -> None:
        """Asks, besides, what is restricted."""
        super().check(plan)
        if plan.restricts not in Restricted.values:
            raise Refused("restriction_missing", _("Say what of the service is restricted."), status=422)

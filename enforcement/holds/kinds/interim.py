"""An interim suspension: services stop at once, for some hours, while a violation is being established (ADR 0018)."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.holds.kinds.base import Effect, Kind, Planned
from enforcement.holds.models import INTERIM_LASTS, MeasureKind
from tenants.resellers.refusals import Refused


class Interim(Kind):
    """One person, on a case, a ground and a finding; it lapses by itself, is never extended and follows no other."""

    code = MeasureKind.INTERIM
    effect = Effect.STOPS
    before_determination = True
    imperative = gettext_lazy("Suspend for now")

    @classmethod
    def planned(cls, plan: Planned) -> Planned:
        """Returns it as beginning now and without notice; without an end, it lapses as late as it may."""
        return replace(
            plan,
            starts_at=plan.at,
            ends_at=plan.ends_at or plan.at + INTERIM_LASTS,
            without_notice=True,
            restricts="",
            finding=plan.finding.strip(),
        )

    @classmethod
    def check(cls, plan: Planned) -> None:
        """Asks, besides, for the finding; raises Refused: `finding_missing`, `interim_too_long`."""
        super().check(plan)
        if not plan.finding:
            sentence = _("Say what is going on, and why it cannot wait for a determination: the customer reads it.")
            raise Refused("finding_missing", sentence, status=422)
        if plan.ends_at is not None and plan.ends_at > plan.at + INTERIM_LASTS:
            hours = INTERIM_LASTS.total_seconds() // 3600
            raise Refused("interim_too_long", _("An interim suspension lasts %d hours at most.") % hours, status=422)

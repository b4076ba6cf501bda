"""Which appeals were won about what is shown, anywhere on the desk and in the customer's portal."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from enforcement.appeals.models import AppealDecision, Outcome
from enforcement.appeals.rules import TAKES_AWAY
from enforcement.cases.events import Won
from enforcement.cases.models import Case, Determination
from enforcement.holds.models import Hold, Measure, StatementOfReasons
from tenants.customers.events import Note
from tenants.customers.models import Customer, Service

_CASE = Coalesce("determination__case", "measure__case")


def won_about(thing: Model) -> list[Won]:
    """Returns the appeals that were won about it, the oldest first."""
    wanted = _about(thing)
    if wanted is None:
        return []
    return [as_won(one) for one in _decisions().filter(wanted).order_by("reviewed_at").distinct()]


def won_among(things: Sequence[Model]) -> set[object]:
    """Returns the ids of those cases, measures, holds or statements that an appeal took away: one query each kind."""
    measures = {thing.pk: measure for thing in things if (measure := _measure(thing)) is not None}
    cases = {thing.pk for thing in things if isinstance(thing, Case)}
    if not measures and not cases:
        return set()
    rests_on = Q(determination__in={one.determination_id for one in measures.values()})
    about = Q(measure__in=measures.values()) | Q(determination__case__in=cases) | Q(measure__case__in=cases)
    rows = list(_decisions().filter(rests_on | about).values_list("determination", "measure", _CASE))
    determinations = {determination for determination, measure, _case in rows if measure is None}
    ended = {measure for _determination, measure, _case in rows if measure is not None}
    taken = {pk for pk, one in measures.items() if one.pk in ended or one.determination_id in determinations}
    return taken | (cases & {case for _determination, _measure, case in rows})


def as_won(decision: AppealDecision) -> Won:
    """Returns the decision as the sentence that is written large."""
    named = {"appeal": decision.appeal, "at": date_format(localtime(decision.reviewed_at), "j F Y, H:i")}
    modified = decision.outcome == Outcome.MODIFIED
    sentence = (
        _("Modified on appeal %(appeal)s, %(at)s.") if modified else _("Overturned on appeal %(appeal)s, %(at)s.")
    )
    if decision.determination_id is None:
        consequence = _("The interim suspension is ended.")
    elif decision.measure_id is not None:
        consequence = _("The measure is ended; the determination stands.")
    elif modified:
        consequence = _("The determination counts no longer; another one was made instead.")
    else:
        consequence = _("The determination counts no longer, and nothing rests on it.")
    return Won(
        appeal=str(decision.appeal),
        sentence=sentence % named,
        consequence=consequence,
        desk_url=reverse("desk-appeal", args=[decision.appeal_id]),
        own_url=reverse("my-appeal", args=[decision.appeal_id]),
    )


def won_against(determinations: QuerySet[Any, Any]) -> list[Won]:
    """Returns the appeals that were won against any of these determinations, or the measures on them."""
    return [as_won(one) for one in _decisions().filter(determination__in=determinations).order_by("reviewed_at")]


def customer_notes(customer: Customer, at: dt.datetime) -> list[Note]:  # noqa: ARG001 - the shape of every source
    """Returns a note for the customer's page for each appeal it won."""
    decisions = _decisions().filter(appeal__customer=customer).order_by("reviewed_at")
    return [
        Note(
            title=won.sentence,
            text=f"{decision.appeal.service}: {won.consequence}",
            path=won.desk_url,
            link=_("The appeal"),
            tone="caution",
        )
        for decision in decisions.select_related("appeal__measure__service", "appeal__determination__service")
        for won in [as_won(decision)]
    ]


def _decisions() -> QuerySet[AppealDecision]:
    return AppealDecision.objects.filter(outcome__in=TAKES_AWAY).select_related("appeal", "measure")


def _measure(thing: Model) -> Measure | None:
    if isinstance(thing, Hold | StatementOfReasons):
        return thing.measure
    return thing if isinstance(thing, Measure) else None


def _about(thing: Model) -> Q | None:
    measure = _measure(thing)
    if measure is not None:
        return Q(measure=measure) | Q(determination=measure.determination_id, measure=None)
    if isinstance(thing, Determination):
        return Q(determination=thing, measure=None)
    if isinstance(thing, Case):
        return Q(determination__case=thing) | Q(measure__case=thing)
    if isinstance(thing, Service):
        rests_on = Q(determination__service=thing) | Q(determination__measures__services=thing)
        return Q(measure__services=thing) | (Q(measure=None) & rests_on)
    return None

"""Reads of interruptions, of alerts that no service is known for, and of what may have caused an interruption."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.appeals.queries import overturned_among
from enforcement.cases.models import Determination
from enforcement.credits.interruptions.rules import SILENCE
from enforcement.credits.models import Interruption, MonitoringAlert
from enforcement.reports.persons import names_of
from tenants.ledger.models import Entry, Personal


def interruptions() -> QuerySet[Interruption]:
    """Returns all interruptions, newest first."""
    rows = Interruption.objects.select_related("service__customer", "withdrawal", "replaces", "replaced_by")
    rows = rows.prefetch_related("causations__determination__case", "alert", "attributions")
    return rows.order_by("-starts_at", "service__reference", "pk")


def silent(*, at: dt.datetime) -> QuerySet[Interruption]:
    """Returns what goes on, as far as was said, and of which nothing was heard for a day: `heard_at`, oldest first."""
    rows = interruptions().filter(ends_at=None, withdrawal=None)
    heard = Greatest(F("recorded_at"), Coalesce(F("alert__heard_at"), F("recorded_at")))
    return rows.annotate(heard_at=heard).filter(heard_at__lte=at - SILENCE).order_by("heard_at", "pk")


def alerts() -> QuerySet[MonitoringAlert]:
    """Returns all that monitoring reported, newest first."""
    return MonitoringAlert.objects.select_related("interruption__service").order_by("-starts_at", "pk")


def unmatched() -> QuerySet[MonitoringAlert]:
    """Returns alerts whose service is not known, the oldest first."""
    return alerts().filter(interruption=None, set_aside_at=None).order_by("received_at", "pk")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Determinations that can have caused an interruption: those of its customer while the act went on, and others."""

    likely: tuple[Determination, ...]
    others: tuple[Determination, ...]


#: How many determinations the page offers beside the likely ones.
MOST_OFFERED = 200


def possible_causes(interruption: Interruption) -> QuerySet[Determination]:
    """Returns determinations in effect whose act began no later than the interruption, the newest first (R10)."""
    rows = Determination.objects.filter(act_started_at__lte=interruption.starts_at)
    rows = rows.filter(Q(needs_approval=False) | Q(approval__isnull=False))
    return rows.select_related("case", "customer", "service").order_by("-decided_at", "pk")


def candidates(interruption: Interruption) -> Candidates:
    """Returns what may have caused it, without what an appeal overturned.

    Likely: the act went on when the interruption began, and was the same customer's; the same service's come first.
    """
    near = list(possible_causes(interruption).filter(act_ended_at__gte=interruption.starts_at)[:MOST_OFFERED])
    rest = list(possible_causes(interruption).filter(act_ended_at__lt=interruption.starts_at)[:MOST_OFFERED])
    overturned = overturned_among([*near, *rest])
    customer = interruption.service.customer_id
    likely = [one for one in near if one.customer_id == customer and one.pk not in overturned]
    likely.sort(key=lambda one: one.service_id != interruption.service_id)
    named = {one.pk for one in likely}
    others = [one for one in (*near, *rest) if one.pk not in overturned | named]
    return Candidates(tuple(likely), tuple(others[:MOST_OFFERED]))


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of an interruption's history."""

    at: dt.datetime
    title: str
    actor: str
    text: str = ""


_TITLES = {
    "interruption.recorded": gettext_lazy("Recorded"),
    "interruption.ended": gettext_lazy("Its end was said"),
    "interruption.withdrawn": gettext_lazy("Withdrawn"),
    "interruption.cause_linked": gettext_lazy("A violation was linked"),
    "interruption.attributed": gettext_lazy("Its cause was said"),
    "alert.received": gettext_lazy("Reported by monitoring"),
    "alert.resolved": gettext_lazy("Monitoring reported an end"),
    "alert.set_aside": gettext_lazy("Set aside: no service of a customer"),
}


def history_of(interruption: Interruption) -> Sequence[Happened]:
    """Returns what the ledger holds about it, its alert, what was linked to it and what it replaces; in order."""
    chain = [interruption]
    while chain[0].replaces is not None:
        chain.insert(0, chain[0].replaces)
    wanted = Q(subject_type="credits.interruption", subject_id__in=[str(one.pk) for one in chain])
    linked = [str(link.pk) for one in chain for link in one.causations.all()]
    wanted |= Q(subject_type="credits.causation", subject_id__in=linked)
    said = [str(one.pk) for each in chain for one in each.attributions.all()]
    wanted |= Q(subject_type="credits.attribution", subject_id__in=said)
    reported = MonitoringAlert.objects.filter(interruption__in=chain)
    wanted |= Q(subject_type="credits.monitoringalert", subject_id__in=[str(one.pk) for one in reported])
    entries = list(Entry.objects.filter(wanted).order_by("pk"))
    names = names_of(entry.by for entry in entries)
    reasons = dict(Personal.objects.filter(entry__in=entries, name="reason").values_list("entry", "value"))
    return [
        Happened(
            at=entry.at,
            title=str(_TITLES[entry.verb]),
            actor=names.get(entry.by, "") if entry.by else "",
            text=reasons.get(entry.pk, "") or _said(entry),
        )
        for entry in entries
        if entry.verb in _TITLES
    ]


def _said(entry: Entry) -> str:
    """Returns the reference and the times that the entry keeps, in UTC."""
    facts = entry.facts
    if "starts_at" not in facts:
        return ""
    ends_at = _spoken(facts["ends_at"]) if facts.get("ends_at") else _("still going on")
    named = facts.get("reference") or facts.get("fingerprint", "")
    return _("%(name)s: %(start)s to %(end)s") % {"name": named, "start": _spoken(facts["starts_at"]), "end": ends_at}


def _spoken(instant: str) -> str:
    return f"{dt.datetime.fromisoformat(instant):%Y-%m-%d %H:%M:%S} UTC"

"""Reads of cases: the list, whether a determination has effect, what happened to a case in order."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.cases import events
from enforcement.cases.models import Approval, Case, CaseStatus, Determination
from enforcement.cases.rules import AGES, age_of
from enforcement.reports.persons import names_of
from policies.documents.model.categories import CATEGORIES
from tenants.ledger.models import Entry, Personal

#: Rooms above add what else belongs to a case (measures, appeals), so that its timeline tells it.
belonging: list[Callable[[Case], Iterable[Model]]] = []


def effective(determination: Determination) -> bool:
    """Whether the determination has effect: at once, or since another person approved it."""
    return effective_at(determination) is not None


def effective_at(determination: Determination) -> dt.datetime | None:
    """Since when it has effect; None while its approval is missing."""
    if not determination.needs_approval:
        return determination.decided_at
    approval = Approval.objects.filter(determination=determination).first()
    return approval.approved_at if approval else None


def effective_ones() -> QuerySet[Determination]:
    """Returns all determinations that have effect."""
    approved = Approval.objects.filter(determination=OuterRef("pk"))
    return Determination.objects.filter(Q(needs_approval=False) | Exists(approved))


def measurable(determinations: list[Determination]) -> set[uuid.UUID]:
    """Returns the ids of those on which a measure may rest: they have effect, and no appeal overturned them."""
    overturned = {pk for asked in events.overturned for pk in asked(determinations)}
    return {one.pk for one in determinations if effective(one)} - overturned


def waiting_for_approval() -> QuerySet[Determination]:
    """Determinations that another person still has to approve, the oldest first."""
    approved = Approval.objects.filter(determination=OuterRef("pk"))
    rows = Determination.objects.filter(needs_approval=True).exclude(Exists(approved))
    rows = rows.exclude(case__status=CaseStatus.CLOSED)
    return rows.select_related("case", "customer", "service").order_by("decided_at")


def cases() -> QuerySet[Case]:
    """Returns every case, the newest first."""
    rows = Case.objects.select_related("customer", "service").annotate(report_count=Count("reports"))
    return rows.order_by("-opened_at", "-number")


def with_texts(case: Case) -> QuerySet[Determination]:
    """Returns the case's determinations with what they cite and who approved, the newest first."""
    rows = Determination.objects.filter(case=case).select_related("approval", "case", "customer", "service")
    return rows.prefetch_related(
        "citations__provision", "citations__deviation__agreement", "citations__version"
    ).order_by("-decided_at")


@dataclass(frozen=True, slots=True)
class CaseCount:
    """How many cases there are of a kind or an age, with the list of them."""

    label: str
    value: int
    url: str


def by_category(url: str) -> list[CaseCount]:
    """Returns how many cases of each kind are not closed, the most first; `url` is the list they are filtered in."""
    counted = Counter(_not_closed().values_list("category", flat=True))
    return [
        CaseCount(_(CATEGORIES[name].title), number, f"{url}?category={name}") for name, number in counted.most_common()
    ]


def by_age(url: str, at: dt.datetime) -> list[CaseCount]:
    """Returns how many cases of each age are not closed at `at`."""
    counted = Counter(age_of(opened, at).name for opened in _not_closed().values_list("opened_at", flat=True))
    return [CaseCount(str(age.label), counted[age.name], f"{url}?age={age.name}") for age in AGES]


def _not_closed() -> QuerySet[Case]:
    return Case.objects.exclude(status=CaseStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a case's timeline."""

    at: dt.datetime
    title: str
    actor: str
    text: str = ""


TITLES = {
    "report.received": gettext_lazy("Report received"),
    "report.taken": gettext_lazy("Report taken up"),
    "report.completed": gettext_lazy("Report completed"),
    "case.opened": gettext_lazy("Case opened"),
    "case.report_attached": gettext_lazy("Another report attached"),
    "case.report_linked": gettext_lazy("A later report is about the same"),
    "case.investigating": gettext_lazy("Investigation begun"),
    "case.closed": gettext_lazy("Case closed"),
    "case.reopened": gettext_lazy("Case reopened"),
    "determination.decided": gettext_lazy("Violation determined"),
    "determination.approved": gettext_lazy("Determination approved by another person"),
    "evidence.opened": gettext_lazy("Sealed evidence opened"),
    "measure.proposed": gettext_lazy("Measure proposed"),
    "measure.approved": gettext_lazy("Measure approved by another person"),
    "measure.activated": gettext_lazy("Measure took effect"),
    "measure.ended": gettext_lazy("Measure ended"),
    "measure.cancelled": gettext_lazy("Measure cancelled"),
    "hold.placed": gettext_lazy("Service put on hold"),
    "hold.confirmed": gettext_lazy("Carried out, says the provisioning endpoint"),
    "hold.lifted": gettext_lazy("Hold lifted"),
    "appeal.filed": gettext_lazy("Appeal filed"),
    "appeal.in_review": gettext_lazy("Appeal taken into review"),
    "appeal.decided": gettext_lazy("Appeal decided by a third person"),
    "appeal.withdrawn": gettext_lazy("Appeal withdrawn"),
    "appeal.dismissed": gettext_lazy("Appeal found inadmissible"),
}


def timeline(case: Case) -> list[Happened]:
    """Returns what the ledger holds about the case, its reports, determinations and what rooms above add; in order."""
    subjects: dict[str, set[str]] = {}
    reports = list(case.reports.prefetch_related("evidence"))
    evidence = [one for report in reports for one in report.evidence.all()]
    others = [one for room in belonging for one in room(case)]
    for thing in [case, *reports, *evidence, *case.determinations.all(), *others]:
        subjects.setdefault(thing._meta.label_lower, set()).add(str(thing.pk))
    wanted = Q(pk__in=[])
    for kind, ids in subjects.items():
        wanted |= Q(subject_type=kind, subject_id__in=ids)
    entries = list(Entry.objects.filter(wanted).order_by("pk"))
    names = names_of(entry.by for entry in entries)
    reasons = dict(Personal.objects.filter(entry__in=entries, name="reason").values_list("entry", "value"))
    return [
        Happened(
            at=entry.at,
            title=str(TITLES.get(entry.verb, entry.verb)),
            actor=names.get(entry.by, "") if entry.by else "",
            text=reasons.get(entry.pk, ""),
        )
        for entry in entries
    ]

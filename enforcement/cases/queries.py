"""Reads of cases: the list, whether a determination has effect, what happened to a case in order."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Case as Choose
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.cases import events
from enforcement.cases.allowances.models import CaseProposal
from enforcement.cases.models import Approval, Case, CaseStatus, Determination
from enforcement.reports.models import Evidence, Report, Source
from enforcement.reports.persons import names_of
from tenants.ledger.models import Entry, Personal
from tenants.people.keyset import Order

ORDERS: Final = {"newest": Order("opened_at"), "oldest": Order("opened_at", newest_first=False)}
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


def taking_effect(*, since: dt.datetime, until: dt.datetime) -> QuerySet[Determination]:
    """Returns the determinations that took effect from `since` until before `until` (UTC)."""
    rows = Determination.objects.filter(Q(needs_approval=False) | Q(approval__isnull=False))
    rows = rows.annotate(effective_at=Coalesce("approval__approved_at", "decided_at"))
    return rows.filter(effective_at__gte=since, effective_at__lt=until)


class Beginning(TextChoices):
    """What began a case; nothing else does (R7)."""

    METER = "meter", gettext_lazy("A metered allowance exceeded")
    REPORT = "report", gettext_lazy("A report")
    OBSERVATION = "observation", gettext_lazy("Staff's own observation")


def with_beginning(rows: QuerySet[Case], beginning: str = "") -> QuerySet[Case]:
    """Returns the cases with what began each as `beginning`, or those that this began.

    A report that came later began none.
    """
    came = Report.objects.filter(cases=OuterRef("pk"), received_at__lte=OuterRef("opened_at"))
    metered = Exists(CaseProposal.objects.filter(case=OuterRef("pk")))
    reported = Exists(came.exclude(source=Source.STAFF))
    found = rows.annotate(
        beginning=Choose(
            When(metered, then=Value(Beginning.METER.value)),
            When(reported, then=Value(Beginning.REPORT.value)),
            default=Value(Beginning.OBSERVATION.value),
        )
    )
    return found.filter(beginning=beginning) if beginning else found


def measurable(determinations: list[Determination]) -> set[uuid.UUID]:
    """Returns the ids of those on which a measure may rest: they have effect, and no appeal overturned them."""
    overturned = {pk for asked in events.overturned for pk in asked(determinations)}
    approved = set(Approval.objects.filter(determination__in=determinations).values_list("determination", flat=True))
    with_effect = {one.pk for one in determinations if not one.needs_approval or one.pk in approved}
    return with_effect - overturned


def waiting_for_approval() -> QuerySet[Determination]:
    """Determinations that another person still has to approve, the oldest first."""
    approved = Approval.objects.filter(determination=OuterRef("pk"))
    rows = Determination.objects.filter(needs_approval=True).exclude(Exists(approved))
    rows = rows.exclude(case__status=CaseStatus.CLOSED)
    return rows.select_related("case", "customer", "service").order_by("decided_at")


def cases() -> QuerySet[Case]:
    """Returns every case, the newest first, each with how many reports it has."""
    reports = Report.objects.filter(cases=OuterRef("pk")).order_by().values("cases").annotate(among=Count("pk"))
    count = Coalesce(Subquery(reports.values("among")), 0)
    rows = Case.objects.select_related("customer", "service", "assignee").annotate(report_count=count)
    return rows.order_by("-opened_at", "-pk")


def evidence_of(case: Case) -> QuerySet[Evidence]:
    """Returns the files that came with the case's reports, as they came."""
    return Evidence.objects.filter(report__cases=case).order_by("received_at", "filename").distinct()


def with_texts(case: Case) -> QuerySet[Determination]:
    """Returns the case's determinations with what they cite and who approved, the newest first."""
    rows = Determination.objects.filter(case=case).select_related("approval", "case", "customer", "service")
    return rows.prefetch_related(
        "citations__provision", "citations__deviation__agreement", "citations__version", "reliances__evidence"
    ).order_by("-decided_at")


def keeping_evidence(report: Report, _at: dt.datetime) -> list[str]:
    """Returns, for each case of the report that is not closed, that it keeps the evidence."""
    found = Case.objects.filter(reports=report).exclude(status=CaseStatus.CLOSED).order_by("number")
    return [_("The case %s is not closed.") % case for case in found]


#: How many entries of a case's history are told, the newest.
HISTORY_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a case's timeline."""

    at: dt.datetime
    title: str
    actor: str
    text: str = ""


TITLES = {
    "report.received": gettext_lazy("Report received"),
    "report.added_to": gettext_lazy("The reporter added to the report"),
    "report.complained_about": gettext_lazy("The reporter said that the outcome is wrong"),
    "report.answered": gettext_lazy("The reporter answered by mail"),
    "report.taken": gettext_lazy("Report taken up"),
    "report.assigned": gettext_lazy("Report assigned"),
    "report.completed": gettext_lazy("Report completed"),
    "report.sealed": gettext_lazy("Report sealed"),
    "report.words_opened": gettext_lazy("Words of a sealed report read"),
    "report.told_to_authority": gettext_lazy("An authority was told"),
    "legal_hold.placed": gettext_lazy("Evidence put under legal hold"),
    "legal_hold.ended": gettext_lazy("Legal hold on the evidence ended"),
    "case.opened": gettext_lazy("Case opened"),
    "case.report_attached": gettext_lazy("Another report attached"),
    "case.report_linked": gettext_lazy("A later report is about the same"),
    "case.investigating": gettext_lazy("Investigation begun"),
    "case.found": gettext_lazy("Found to be no violation, or the evidence too little"),
    "case.closed": gettext_lazy("Case closed"),
    "case.assigned": gettext_lazy("Case assigned"),
    "case.prioritised": gettext_lazy("Priority set"),
    "case.merged": gettext_lazy("Merged into another case"),
    "case.took_in": gettext_lazy("Another case merged into this one"),
    "case.split": gettext_lazy("Reports split off into a new case"),
    "note.written": gettext_lazy("Note written"),
    "case.reopened": gettext_lazy("Case reopened"),
    "determination.decided": gettext_lazy("Violation determined"),
    "determination.approved": gettext_lazy("Determination approved by another person"),
    "case.passed": gettext_lazy("Passed on"),
    "passing.delivered": gettext_lazy("What was passed on was taken"),
    "passing.failed": gettext_lazy("What was passed on could not be sent"),
    "passing.withdrawn": gettext_lazy("What was passed on was taken back before it was sent"),
    "passing.answered": gettext_lazy("Whom it was passed to told how far it is"),
    "passing.replied": gettext_lazy("Whom it was passed to wrote a mail"),
    "passing.noted": gettext_lazy("The answer was noted"),
    "evidence.read": gettext_lazy("Evidence read"),
    "evidence.opened": gettext_lazy("Evidence opened"),
    "evidence.removed": gettext_lazy("Evidence removed"),
    "evidence.exported": gettext_lazy("Evidence file made"),
    "measure.proposed": gettext_lazy("Measure proposed"),
    "measure.approved": gettext_lazy("Measure approved by another person"),
    "measure.activated": gettext_lazy("Measure took effect"),
    "measure.ended": gettext_lazy("Measure ended"),
    "measure.extended": gettext_lazy("Measure extended"),
    "measure.cancelled": gettext_lazy("Measure cancelled"),
    "hold.placed": gettext_lazy("Service put on hold"),
    "hold.confirmed": gettext_lazy("Carried out, says the provisioning endpoint"),
    "hold.calls_requeued": gettext_lazy("The provisioning endpoint is called again"),
    "hold.lifted": gettext_lazy("Hold lifted"),
    "appeal.filed": gettext_lazy("Appeal filed"),
    "appeal.message_written": gettext_lazy("Message about the appeal"),
    "appeal.in_review": gettext_lazy("Appeal taken into review"),
    "appeal.decided": gettext_lazy("Appeal decided by a third person"),
    "appeal.withdrawn": gettext_lazy("Appeal withdrawn"),
    "appeal.dismissed": gettext_lazy("Appeal found inadmissible"),
}


def timeline(case: Case) -> list[Happened]:
    """Returns what the ledger holds about the case, its reports, determinations and what rooms above add; in order."""
    subjects: dict[str, set[str]] = {}
    reports = list(case.reports.prefetch_related("evidence", "additions").select_related("complaint"))
    evidence = [one for report in reports for one in report.evidence.all()]
    said = [one for report in reports for one in report.additions.all()]
    complaints = [report.complaint for report in reports if hasattr(report, "complaint")]
    others = [one for room in belonging for one in room(case)]
    for thing in [
        case,
        *reports,
        *evidence,
        *said,
        *complaints,
        *case.determinations.all(),
        *case.findings.all(),
        *case.notes.all(),
        *case.passings.all(),
        *others,
    ]:
        subjects.setdefault(thing._meta.label_lower, set()).add(str(thing.pk))
    wanted = Q(pk__in=[])
    for kind, ids in subjects.items():
        wanted |= Q(subject_type=kind, subject_id__in=ids)
    entries = list(Entry.objects.filter(wanted).order_by("-pk")[:HISTORY_SHOWN])[::-1]
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

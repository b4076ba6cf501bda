"""Reads of raw reports in custody: each is as sealed, and is kept as long, as the strictest of its reports."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from enforcement.reports.models import LegalHold, RawReport, Report, ReportMail


def reports_in(raw: RawReport) -> QuerySet[Report]:
    """Returns the reports that came in it, and the one that it answers, the first one first."""
    answered = ReportMail.objects.filter(raw=raw).values("report")
    return Report.objects.filter(Q(raw=raw) | Q(pk__in=answered)).order_by("number")


def is_sealed(raw: RawReport) -> bool:
    """Whether one of its reports is sealed, so that only an evidence custodian opens it."""
    return reports_in(raw).filter(sealed=True).exists()


def raw_reports_of(report: Report) -> QuerySet[RawReport]:
    """Returns what a report came in, and the mails that answered it, the oldest first."""
    answers = ReportMail.objects.filter(report=report).values("raw")
    found = RawReport.objects.filter(Q(pk=report.raw_id) | Q(pk__in=answers)).select_related("removal")
    return with_sealed(found).order_by("received_at", "pk")


def with_sealed(rows: QuerySet[RawReport]) -> QuerySet[RawReport]:
    """Adds `sealed` to each: what `is_sealed` says."""
    sealed = Report.objects.filter(sealed=True)
    came_in, answered = sealed.filter(raw=OuterRef("pk")), sealed.filter(mails__raw=OuterRef("pk"))
    return rows.annotate(sealed=Q(Exists(came_in)) | Q(Exists(answered)))


def raw_due_to_be_removed(over: dt.datetime) -> QuerySet[RawReport]:
    """Returns what was read, and whose reports were completed, before `over` (UTC), the oldest first."""
    stays = still_kept(over)
    rows = RawReport.objects.filter(removal=None, read_at__lt=over)
    rows = rows.exclude(Exists(stays.filter(raw=OuterRef("pk")))).exclude(
        Exists(stays.filter(mails__raw=OuterRef("pk")))
    )
    return rows.order_by("received_at", "pk")


def still_kept(over: dt.datetime) -> QuerySet[Report]:
    """Returns the reports that are open, were completed at `over` or later, or are under legal hold."""
    held = Exists(LegalHold.objects.filter(report=OuterRef("pk"), ended_at=None))
    return Report.objects.filter(Q(completed_at=None) | Q(completed_at__gte=over) | Q(held))

"""Reads of raw reports in custody: each is as sealed, and is kept as long, as the strictest of its reports."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from enforcement.reports.models import LegalHold, RawReport, RelatedMail, Report, ReportMail


def reports_in(raw: RawReport) -> QuerySet[Report]:
    """Returns the reports that came in it, and those that it answers or is about, the first one first."""
    answered, related = (model.objects.filter(raw=raw).values("report") for model in (ReportMail, RelatedMail))
    return Report.objects.filter(Q(raw=raw) | Q(pk__in=answered) | Q(pk__in=related)).order_by("number")


def is_sealed(raw: RawReport) -> bool:
    """Whether one of its reports is sealed, so that only an evidence custodian opens it."""
    return reports_in(raw).filter(sealed=True).exists()


def raw_reports_of(report: Report) -> QuerySet[RawReport]:
    """Returns what a report came in, and the mails that answered it or are about it, the oldest first."""
    answers, related = (model.objects.filter(report=report).values("raw") for model in (ReportMail, RelatedMail))
    found = RawReport.objects.filter(Q(pk=report.raw_id) | Q(pk__in=answers) | Q(pk__in=related))
    found = found.select_related("removal")
    return with_sealed(found).order_by("received_at", "pk")


def with_sealed(rows: QuerySet[RawReport]) -> QuerySet[RawReport]:
    """Adds `sealed` to each: what `is_sealed` says."""
    sealed = Report.objects.filter(sealed=True)
    came_in, answered = sealed.filter(raw=OuterRef("pk")), sealed.filter(mails__raw=OuterRef("pk"))
    related = sealed.filter(related_mails__raw=OuterRef("pk"))
    return rows.annotate(sealed=Q(Exists(came_in)) | Q(Exists(answered)) | Q(Exists(related)))


def raw_due_to_be_removed(over: dt.datetime) -> QuerySet[RawReport]:
    """Returns what was read, and whose reports were completed, before `over` (UTC), the oldest first."""
    stays = still_kept(over)
    rows = RawReport.objects.filter(removal=None, read_at__lt=over)
    for kept_by in ("raw", "mails__raw", "related_mails__raw"):
        rows = rows.exclude(Exists(stays.filter(**{kept_by: OuterRef("pk")})))
    return rows.order_by("received_at", "pk")


def still_kept(over: dt.datetime) -> QuerySet[Report]:
    """Returns the reports that are open, were completed at `over` or later, or are under legal hold."""
    held = Exists(LegalHold.objects.filter(report=OuterRef("pk"), ended_at=None))
    return Report.objects.filter(Q(completed_at=None) | Q(completed_at__gte=over) | Q(held))

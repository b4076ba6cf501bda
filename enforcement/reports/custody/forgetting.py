"""Empties the words that repeat what is being removed, in the transaction that removes it."""

import uuid
from collections.abc import Callable
from functools import partial

from django.db.models import Q, QuerySet

from enforcement.reports import events
from enforcement.reports.custody.raw import reports_in
from enforcement.reports.custody.rules import quotes, repeats
from enforcement.reports.custody.text import as_text
from enforcement.reports.models import Evidence, RawReport, Report, ReportMail, SealedText
from tenants.resellers import storage


def forget_words(kept: Evidence | RawReport) -> None:
    """Empties words that quote a removed file, or that are a removed raw report which could not be read."""
    data = storage.read(kept.path) or b""
    if isinstance(kept, RawReport):
        repeat = partial(repeats, data=data)
        _forget(repeat, reports_in(kept).filter(raw=kept), ReportMail.objects.filter(raw=kept))
        for tell in events.forgetting:
            tell(kept, repeat)
        _forget_sealed(repeat, kept.pk)
        return
    shown = as_text(data, filename=kept.filename, content_type=kept.content_type)
    text = "\n".join(part.text for part in shown.parts)
    raw = kept.report.raw_id
    reports = Report.objects.filter(Q(pk=kept.report_id) | (Q(raw=raw) if raw else Q()))
    _forget(partial(quotes, text=text), reports, ReportMail.objects.none())


def _forget(repeat: Callable[[str], bool], reports: QuerySet[Report], mails: QuerySet[ReportMail]) -> None:
    for report in reports:
        if repeat(report.description):
            for tell in events.sealing:
                tell(report)
            Report.objects.filter(pk=report.pk).update(description="")
        _forget_sealed(repeat, report.pk)
    for mail in mails:
        if repeat(mail.text):
            ReportMail.objects.filter(pk=mail.pk).update(text="")
        _forget_sealed(repeat, mail.pk)


def _forget_sealed(repeat: Callable[[str], bool], subject: uuid.UUID) -> None:
    for sealed in SealedText.objects.filter(subject=subject):
        if repeat(sealed.text):
            SealedText.objects.filter(pk=sealed.pk).update(text="")

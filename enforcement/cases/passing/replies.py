"""Joins a recipient's mail to what was passed on to it; it is as sealed, and kept as long, as what it is about."""

import datetime as dt
from collections.abc import Callable

from enforcement.cases.passing.models import Passing, PassingReply, Way
from enforcement.reports.custody.actions.sealing import seal_words
from enforcement.reports.models import RawReport, Report, Sealing
from enforcement.reports.reading.model import Reading
from enforcement.reports.senders.rules import same_organisation
from tenants.ledger.recording import record

_LONGEST_ADDRESS = 320


def keep_reply(raw: RawReport, reading: Reading, words: str, at: dt.datetime) -> list[Report] | None:
    """Keeps a mail that answers what was mailed to a recipient, and returns the reports of that case; `at` is UTC.

    It comes from the recipient's own domain, or is a machine's. From anywhere else a mail with such a number is a
    report of its own (None).
    """
    if reading.answers_passing is None:
        return None
    found = Passing.objects.filter(number=reading.answers_passing, way=Way.MAIL).select_related("case").first()
    if found is None or not (reading.automatic or same_organisation(reading.sender, found.address)):
        return None
    sender = reading.sender.replace("\0", "")[:_LONGEST_ADDRESS]
    kept = PassingReply.objects.create(
        passing=found,
        raw=raw,
        sender=sender,
        automatic=reading.automatic or not reading.answerable,
        text=words,
        received_at=raw.received_at,
    )
    facts = {"number": found.number, "automatic": kept.automatic, "digest": raw.digest}
    record(verb="passing.replied", at=at, by=None, subject=found, facts=facts, personal={"sender": sender})
    reports = list(found.case.reports.order_by("number"))
    for report in reports:
        if report.sealed:
            seal_words(report, kept)
    return reports


def seal_replies(report: Report) -> None:
    """Moves what recipients answered about a report that is being sealed out of sight."""
    if Sealing.objects.filter(report=report).exists():
        for reply in PassingReply.objects.filter(raw__related__report=report):
            seal_words(report, reply)


def forget_replies(raw: RawReport, repeat: Callable[[str], bool]) -> None:
    """Empties what a recipient answered where it repeats the mail that is being removed."""
    for reply in PassingReply.objects.filter(raw=raw):
        if repeat(reply.text):
            PassingReply.objects.filter(pk=reply.pk).update(text="")

"""Joins a recipient's mail to what was passed on to it."""

import datetime as dt

from enforcement.cases.passing.models import Passing, PassingReply, Way
from enforcement.reports.models import RawReport
from enforcement.reports.reading.model import Reading
from enforcement.reports.senders.rules import same_organisation
from tenants.ledger.recording import record

_LONGEST_ADDRESS = 320


def keep_reply(raw: RawReport, reading: Reading, words: str, at: dt.datetime) -> bool:
    """Keeps a mail that answers what was mailed to a recipient, and returns whether it does; `at` is UTC.

    It comes from the recipient's own domain, or is a machine's. From anywhere else a mail with such a number is a
    report of its own.
    """
    if reading.answers_passing is None:
        return False
    found = Passing.objects.filter(number=reading.answers_passing, way=Way.MAIL).first()
    if found is None or not (reading.automatic or same_organisation(reading.sender, found.address)):
        return False
    sender = reading.sender.replace("\0", "")[:_LONGEST_ADDRESS]
    kept = PassingReply.objects.create(
        passing=found,
        raw=raw,
        sender=sender,
        automatic=reading.automatic or not reading.answerable,
        text=words,
        received_at=at,
    )
    facts = {"number": found.number, "automatic": kept.automatic, "digest": raw.digest}
    record(verb="passing.replied", at=at, by=None, subject=found, facts=facts, personal={"sender": sender})
    return True

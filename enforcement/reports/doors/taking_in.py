"""Makes reports of a stored raw report: one per incident, or one that a person has to look at."""

import datetime as dt
from typing import Final

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, QuerySet

from enforcement.reports import events
from enforcement.reports.actions import complete
from enforcement.reports.creating import Act, Origin, create_report, plain
from enforcement.reports.custody.actions.sealing import seal_words
from enforcement.reports.custody.rules import LONGEST_TEXT, raw_words
from enforcement.reports.doors.storing import bytes_of
from enforcement.reports.evidence import Received
from enforcement.reports.models import RawReport, Reason, Report, ReportMail, Source, Triage
from enforcement.reports.numbering import next_number
from enforcement.reports.reading.mail import read_mail
from enforcement.reports.reading.model import Attachment, Incident, Reading
from enforcement.reports.reading.xarf import read_xarf
from enforcement.reports.senders.actions import acknowledge
from enforcement.reports.senders.queries import muted_by
from enforcement.reports.senders.rules import same_organisation
from enforcement.reports.throttle import FROM_ONE_ADDRESS, counted
from policies.documents.model.categories import CATEGORIES
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.resellers.instants import CLOCK_SKEW, NotAnInstant, in_calendar

log = structlog.get_logger(__name__)

#: After so many attempts that ended with the process, the bytes are shown to a person and read no more.
MOST_ATTEMPTS: Final = 3
RETRY_AFTER: Final = dt.timedelta(minutes=10)


def take_in(raw: RawReport, data: bytes | None = None) -> list[Report]:
    """Returns the reports of a raw report, made now unless they were made before; `data` are its bytes, if at hand.

    What cannot be read, or makes the reading fail, becomes a report in triage with the raw text. Raises
    OperationalError or InterfaceError where the database is gone; the sweep then takes the raw report up again.
    """
    if raw.read_at is None:
        data = bytes_of(raw) if data is None else data
        try:
            return _keep(raw, _read(raw, data), data)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("a report could not be kept as it was read", raw=str(raw.pk))
        return _keep(raw, UNREADABLE, data)
    return reports_of(raw)


def reports_of(raw: RawReport) -> list[Report]:
    """Returns the reports that were made of it, in their order."""
    return list(Report.objects.filter(raw=raw).select_related("service").order_by("place"))


def due() -> QuerySet[RawReport]:
    """Returns what was stored and not read in time, the oldest first."""
    return RawReport.objects.filter(read_at=None, try_at__lte=clock.now()).order_by("try_at", "pk")


def take_in_due(most: int = 200) -> int:
    """Takes up what was stored and never read; returns how many were read."""
    done = 0
    for raw in due()[:most]:
        # Counted before it is read: what ends the process must not end every one after it.
        rows = RawReport.objects.filter(pk=raw.pk, read_at=None, try_at=raw.try_at)
        if rows.update(attempts=F("attempts") + 1, try_at=clock.now() + RETRY_AFTER):
            raw.refresh_from_db()
            take_in(raw)
            done += 1
    return done


UNREADABLE: Final = Reading(kind="unreadable", incidents=(Incident(triage=Triage.UNREADABLE),))


def _read(raw: RawReport, data: bytes) -> Reading:
    if raw.attempts > MOST_ATTEMPTS:
        return UNREADABLE
    try:
        return (read_xarf if raw.form == RawReport.Form.XARF else read_mail)(data)
    except Exception:
        log.exception("a report could not be read", raw=str(raw.pk))
        return UNREADABLE


@transaction.atomic
def _keep(raw: RawReport, reading: Reading, data: bytes) -> list[Report]:
    locked = RawReport.objects.select_for_update().get(pk=raw.pk)
    if locked.read_at is not None:
        return reports_of(locked)
    if _delayed(locked, reading.sender):
        raw.refresh_from_db()
        return []
    made: list[tuple[Report, str]] = []
    elsewhere = _answers_elsewhere(locked, reading, data)
    if answered := None if elsewhere else _answered(reading):
        at = clock.now()
        _keep_answer(answered, locked, reading, data, at)
    elif elsewhere or reading.automatic:
        at = clock.now()
    else:
        first = next_number(Report)
        at = clock.now()
        muted = muted_by(reading.sender) is not None
        made = _made(locked, reading, data, first=first, at=at, muted=muted)
        if made and raw.door == Source.MAIL and reading.answerable and not muted:
            acknowledge(received=made, address=reading.sender, at=at, answering=reading.message_id)
    RawReport.objects.filter(pk=raw.pk).update(read_at=at)
    raw.read_at = at
    return [report for report, _secret in made]


def _delayed(raw: RawReport, sender: str) -> bool:
    """Puts a mail off to a later hour where its sender's address sent too many in this one; never loses it."""
    if raw.door != Source.MAIL or not sender:
        return False
    at = clock.now()
    ahead = counted("mails-from", sender.lower(), at=at) // FROM_ONE_ADDRESS
    if ahead:
        hour = at.replace(minute=0, second=0, microsecond=0)
        RawReport.objects.filter(pk=raw.pk).update(attempts=0, try_at=hour + ahead * dt.timedelta(hours=1))
    return bool(ahead)


def _answered(reading: Reading) -> Report | None:
    """Returns the report that a mail answers: a machine's answer to us, or one from where the report came from.

    Others use such numbers too: from anywhere else a mail with a number is a report of its own.
    """
    if reading.answers is None or reading.kind not in {"plain", "unreadable"}:
        return None
    found = Report.objects.filter(number=reading.answers).select_related("reporter").first()
    if found is None or not (reading.automatic or same_organisation(reading.sender, found.reporter.email)):
        return None
    return found


def _answers_elsewhere(raw: RawReport, reading: Reading, data: bytes) -> bool:
    """Whether a mail answers what a room above sent, and was kept there."""
    if reading.kind not in {"plain", "unreadable"} or raw.door != Source.MAIL:
        return False
    at = clock.now()
    return any(ask(raw, reading, _words(reading, data), at) for ask in events.answering)


def _words(reading: Reading, data: bytes) -> str:
    words = "\n".join(incident.description for incident in reading.incidents).strip() or raw_words(data)
    return plain(words)[:LONGEST_TEXT]


def _keep_answer(report: Report, raw: RawReport, reading: Reading, data: bytes, at: dt.datetime) -> None:
    kept = ReportMail.objects.create(
        report=report,
        raw=raw,
        sender=plain(reading.sender)[:320],
        automatic=reading.automatic or not reading.answerable,
        text=_words(reading, data),
        received_at=at,
    )
    if report.sealed:
        seal_words(report, kept)
    facts = {"number": report.number, "automatic": kept.automatic, "digest": raw.digest}
    record(verb="report.answered", at=at, by=None, subject=report, facts=facts, personal={"sender": kept.sender})


def _made(
    raw: RawReport, reading: Reading, data: bytes, *, first: int, at: dt.datetime, muted: bool
) -> list[tuple[Report, str]]:
    made = []
    for place, incident in enumerate(reading.incidents):
        origin = Origin(
            source=Source(raw.door),
            name=reading.sender_name,
            email=reading.sender,
            raw=raw,
            place=place,
            muted=muted,
        )
        files = [_received(one) for one in incident.evidence if one.data]
        report, secret = create_report(_act(incident, data, at), origin, number=first + place, at=at, files=files)
        made.append((complete(by=None, report=report, reason=Reason.MUTED, at=at) if muted else report, secret))
    return made


def _received(one: Attachment) -> Received:
    claimed = (one.claimed_digest,) if one.claimed_digest else ()
    return Received(one.filename, one.content_type, one.data, claimed)


def _act(incident: Incident, data: bytes, at: dt.datetime) -> Act:
    """What the incident says, as far as it can be kept; else why a person has to look."""
    triage = (
        Triage(incident.triage) if incident.triage in Triage.values else Triage.UNREADABLE if incident.triage else None
    )
    category = incident.category or ""
    if category not in CATEGORIES:
        category, triage = "", triage or Triage.NO_CATEGORY
    start, end = incident.started_at, incident.ended_at or incident.started_at
    if start is None or end is None:
        start = end = None
        triage = triage or Triage.NO_TIME
    else:
        try:
            start, end = in_calendar(start), in_calendar(end)
        except NotAnInstant:
            start = end = None
            triage = triage or Triage.TIME_IN_DOUBT
        else:
            if end < start or end > at + CLOCK_SKEW:
                end, triage = max(start, end), triage or Triage.TIME_IN_DOUBT
    targets = [one for one in incident.targets if one.text]
    if not targets:
        triage = triage or Triage.NO_TARGET
    words = incident.description.strip() or raw_words(data)
    return Act(category, targets, start, end, words, identifier=incident.identifier, triage=triage)

"""Makes reports of a stored raw report: one per incident, or one that a person has to look at."""

import datetime as dt
import itertools
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, QuerySet

from enforcement.reports import events
from enforcement.reports.actions import complete
from enforcement.reports.ages.queries import days_set
from enforcement.reports.creating import Act, Arrival, Origin, create_reports, plain
from enforcement.reports.custody.actions.sealing import seal_words
from enforcement.reports.custody.rules import LONGEST_TEXT, raw_words
from enforcement.reports.doors.storing import bytes_of
from enforcement.reports.evidence import Received
from enforcement.reports.models import RawReport, Reason, RelatedMail, Report, ReportMail, Source, Triage
from enforcement.reports.numbering import next_number
from enforcement.reports.reading.mail import read_mail
from enforcement.reports.reading.model import Attachment, Incident, Reading
from enforcement.reports.reading.xarf import read_xarf
from enforcement.reports.senders.actions import Arrived, acknowledge
from enforcement.reports.senders.queries import muted_among
from enforcement.reports.senders.rules import covering, same_organisation
from enforcement.reports.throttle import FROM_ONE_ADDRESS, counted_each
from policies.documents.model.categories import CATEGORIES
from tenants.ledger import clock
from tenants.ledger.recording import record, recording_together
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


def take_in_together(stored: Sequence[tuple[RawReport, bytes | None]]) -> list[Report]:
    """Returns what `take_in` makes of each, made in one transaction; raises what that raises.

    Where one of them spoils the whole, each is taken in by itself.
    """
    unread: dict[uuid.UUID, tuple[RawReport, bytes | None]] = {}
    for raw, data in stored:
        if raw.read_at is None:
            unread.setdefault(raw.pk, (raw, data))  # the first of the same brings the bytes
    given = [(raw, bytes_of(raw) if data is None else data) for raw, data in unread.values()]
    readings = [(raw, _read(raw, data), data) for raw, data in given]
    try:
        with transaction.atomic(), recording_together():
            made = _kept_all(readings)
    except Exception:
        log.exception("reports could not be kept together")
        return [report for raw, data in given for report in take_in(raw, data)]
    return [report for each in made for report in each]


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
    (reports,) = _kept_all([(raw, reading, data)])
    raw.refresh_from_db(fields=["read_at", "attempts", "try_at"])
    return reports


def _kept_all(readings: Sequence[tuple[RawReport, Reading, bytes]]) -> list[list[Report]]:
    """Returns the reports of each raw report, whose rows are locked, made now unless they were made before."""
    locked = RawReport.objects.select_for_update().order_by("pk").in_bulk([raw.pk for raw, _reading, _data in readings])
    read = {raw.pk for raw in locked.values() if raw.read_at is not None}
    late = _delayed([(locked[raw.pk], reading.sender) for raw, reading, _data in readings if raw.pk not in read])
    numbers = itertools.count(next_number(Report))
    muted = muted_among({reading.sender for _raw, reading, _data in readings})
    group = _Group(clock.now(), numbers, days_set(), muted)
    for raw, reading, data in readings:
        if raw.pk not in read | late:
            group.take(locked[raw.pk], reading, data)
    group.keep()
    RawReport.objects.filter(pk__in=locked.keys() - read - late).update(read_at=group.at)
    return [
        reports_of(locked[raw.pk]) if raw.pk in read else group.made.get(raw.pk, [])
        for raw, _reading, _data in readings
    ]


@dataclass(slots=True)
class _Group:
    """Raw reports that are kept together, in their order: what they ask once, and what is to be made of them.

    They share the instant, further numbers, the reseller's ages and who is muted.
    """

    at: dt.datetime
    numbers: Iterator[int]
    oldest: Mapping[str, int]
    muted: frozenset[str]
    waiting: list[tuple[RawReport, Reading, list[Arrival]]] = field(default_factory=list)
    made: dict[uuid.UUID, list[Report]] = field(default_factory=dict)

    def take(self, raw: RawReport, reading: Reading, data: bytes) -> None:
        """Keeps what answers something with that; of the rest the reports are made by `keep`."""
        if reading.answers is not None or reading.answers_passing is not None:
            self.keep()  # it may be one of those before it that this answers
        if _answers_elsewhere(raw, reading, data, self.at):
            return
        if answered := _answered(reading):
            _keep_answer(answered, raw, reading, data, self.at)
        elif not reading.automatic:
            self.waiting.append((raw, reading, list(self._arrivals(raw, reading, data))))

    def keep(self) -> None:
        """Makes the reports that wait to be made, and tells who sent them."""
        waiting, self.waiting = self.waiting, []
        arrivals = [one for _raw, _reading, some in waiting for one in some]
        made = iter(create_reports(arrivals, at=self.at, oldest=self.oldest) if arrivals else [])
        told = []
        for raw, reading, some in waiting:
            kept = self.made[raw.pk] = [next(made) for _one in some]
            if some and some[0].origin.muted:
                self.made[raw.pk] = [self._muted(report) for report in kept]
            elif kept and raw.door == Source.MAIL and reading.answerable:
                told.append(Arrived(kept[0], reading.sender, reading.message_id))
        acknowledge(told, at=self.at)

    def _muted(self, report: Report) -> Report:
        return complete(by=None, report=report, reason=Reason.MUTED, at=self.at)

    def _arrivals(self, raw: RawReport, reading: Reading, data: bytes) -> Iterator[Arrival]:
        muted = not self.muted.isdisjoint(covering(reading.sender))
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
            yield Arrival(_act(incident, data, self.at), origin, next(self.numbers), files)


def _delayed(brought: Sequence[tuple[RawReport, str]]) -> set[uuid.UUID]:
    """Puts mails off to a later hour where their sender's address sent too many in this one; never loses them."""
    mails = [(raw, sender.lower()) for raw, sender in brought if raw.door == Source.MAIL and sender]
    at = clock.now()
    hour = at.replace(minute=0, second=0, microsecond=0)
    late: set[uuid.UUID] = set()
    times = Counter(sender for _raw, sender in mails)
    for sender, number in counted_each("mails-from", times, at=at).items():
        before = number - times[sender]
        for place, raw in enumerate((raw for raw, whose in mails if whose == sender), before + 1):
            if ahead := place // FROM_ONE_ADDRESS:
                RawReport.objects.filter(pk=raw.pk).update(attempts=0, try_at=hour + ahead * dt.timedelta(hours=1))
                late.add(raw.pk)
    return late


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


def _answers_elsewhere(raw: RawReport, reading: Reading, data: bytes, at: dt.datetime) -> bool:
    """Whether a mail answers what a room above sent, and was kept there, beside the reports that it is about."""
    if reading.kind not in {"plain", "unreadable"} or raw.door != Source.MAIL:
        return False
    for ask in events.answering:
        reports = ask(raw, reading, _words(reading, data), at)
        if reports is not None:
            RelatedMail.objects.bulk_create([RelatedMail(raw=raw, report=one) for one in reports])
            return True
    return False


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
        received_at=raw.received_at,
    )
    if report.sealed:
        seal_words(report, kept)
    facts = {"number": report.number, "automatic": kept.automatic, "digest": raw.digest}
    record(verb="report.answered", at=at, by=None, subject=report, facts=facts, personal={"sender": kept.sender})


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

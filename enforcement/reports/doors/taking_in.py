"""Makes reports of a stored raw report: one per incident, or one that a person has to look at."""

import datetime as dt
from typing import Final

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, QuerySet

from enforcement.reports.creating import Act, Origin, create_report
from enforcement.reports.doors.storing import bytes_of
from enforcement.reports.evidence import Received
from enforcement.reports.models import RawReport, Report, Source, Triage
from enforcement.reports.numbering import next_number
from enforcement.reports.reading.mail import read_mail
from enforcement.reports.reading.model import Incident, Reading
from enforcement.reports.reading.xarf import read_xarf
from policies.documents.model.categories import CATEGORIES
from tenants.ledger import clock
from tenants.resellers.instants import CLOCK_SKEW, NotAnInstant, in_calendar

log = structlog.get_logger(__name__)

#: After so many attempts that ended with the process, the bytes are shown to a person and read no more.
MOST_ATTEMPTS: Final = 3
RETRY_AFTER: Final = dt.timedelta(minutes=10)
_LONGEST_TEXT: Final = 20_000


def take_in(raw: RawReport) -> list[Report]:
    """Returns the reports of a raw report, made now unless they were made before.

    What cannot be read, or makes the reading fail, becomes a report in triage with the raw text. Raises
    OperationalError or InterfaceError where the database is gone; the sweep then takes the raw report up again.
    """
    if raw.read_at is None:
        data = bytes_of(raw)
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
    made = []
    for place, incident in enumerate(reading.incidents):
        number = next_number(Report)
        at = clock.now()
        origin = Origin(
            source=Source(raw.door), name=reading.sender_name, email=reading.sender, raw=locked, place=place
        )
        files = [Received(one.filename, one.content_type, one.data) for one in incident.evidence if one.data]
        made.append(create_report(_act(incident, data, at), origin, number=number, at=at, files=files)[0])
    RawReport.objects.filter(pk=raw.pk).update(read_at=clock.now())
    raw.refresh_from_db()
    return made


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
    words = incident.description.strip() or data[: 4 * _LONGEST_TEXT].decode("utf-8", "replace").strip()
    return Act(category, targets, start, end, words, identifier=incident.identifier, triage=triage)

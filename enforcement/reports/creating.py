"""Makes the rows of reports, the same for every door, inside a transaction that has asked the clock."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from enforcement.reports import events
from enforcement.reports.ages.queries import days_set
from enforcement.reports.custody.actions.sealing import seal
from enforcement.reports.custody.rules import LONGEST_TEXT, must_be_sealed
from enforcement.reports.evidence import Received, keep_each
from enforcement.reports.models import Evidence, RawReport, Report, Reporter, Source, Triage
from enforcement.reports.queries import follow_digest
from enforcement.reports.reading.model import Target
from enforcement.reports.rules import too_old
from enforcement.reports.subjects import Named, resolved
from tenants.customers.models import Service
from tenants.ledger.entries import instant_text
from tenants.ledger.recording import record
from tenants.people.models import User

_LONGEST_NAME = 150
LONGEST_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class Act:
    """What is said to have happened. What is missing needs `triage`, the reason why a person has to look."""

    category: str
    targets: Sequence[Target]
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    description: str
    identifier: str = ""
    triage: Triage | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report comes from: its door, who sent it, and the raw report it stands in at a place.

    Nothing is done with a muted sender's report, which its caller completes.
    """

    source: Source
    name: str = ""
    email: str = ""
    by: User | None = None
    raw: RawReport | None = None
    place: int = 0
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report that is to be made: its number, the files that came with it, and the secret of its follow link."""

    act: Act
    origin: Origin
    number: int
    files: Sequence[Received] = ()
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)


def create_reports(
    arrivals: Sequence[Arrival], *, at: dt.datetime, oldest: Mapping[str, int] | None = None
) -> list[Report]:
    """Makes reports at `at` (UTC), in few questions however many they are, and returns them in their order.

    What was stored before it was read was received when it came in, however long it waited.
    `oldest` are the ages in days that the reseller set, where its caller has asked for them already.
    """
    ages = days_set() if oldest is None else oldest
    named = [Named(() if one.act.triage else one.act.targets, one.act.started_at, one.act.ended_at) for one in arrivals]
    reports = [
        _report(one, *_subject(one.act, found, at, ages), at)
        for one, found in zip(arrivals, resolved(named), strict=True)
    ]
    Report.objects.bulk_create(reports)
    reporters = [_reporter(report, one.origin) for report, one in zip(reports, arrivals, strict=True)]
    Reporter.objects.bulk_create(reporters)
    kept = keep_each([(report, one.files) for report, one in zip(reports, arrivals, strict=True)], at=at)
    for report, one, reporter, evidence in zip(reports, arrivals, reporters, kept, strict=True):
        _record(report, one.origin, reporter.email, evidence, at)
        if must_be_sealed(report.category):
            seal(report, by=None, reason="", at=at)
    told = [report for report, one in zip(reports, arrivals, strict=True) if not one.origin.muted]
    for tell in events.received if told else []:
        tell(told)
    return reports


def _subject(
    act: Act, found: tuple[Service | None, Triage | None], at: dt.datetime, ages: Mapping[str, int]
) -> tuple[Service | None, Triage | None]:
    if act.triage:
        return None, act.triage
    if act.ended_at and too_old(act.category, act.ended_at, at, ages):
        return None, Triage.TOO_OLD
    return found


def _report(one: Arrival, service: Service | None, doubt: Triage | None, at: dt.datetime) -> Report:
    act, origin = one.act, one.origin
    return Report(
        number=one.number,
        source=origin.source,
        raw=origin.raw,
        place=origin.place,
        category=act.category,
        target=act.targets[0].text if act.targets else "",
        port=act.targets[0].port if act.targets else None,
        targets=[{"target": target.text, "port": target.port} for target in act.targets],
        started_at=act.started_at,
        ended_at=act.ended_at,
        description=plain(act.description)[:LONGEST_TEXT],
        identifier=plain(act.identifier)[:200],
        triage=doubt or "",
        received_at=origin.raw.received_at if origin.raw else at,
        follow_digest=follow_digest(one.secret),
        service=service,
        customer=service.customer if service else None,
    )


def _reporter(report: Report, origin: Origin) -> Reporter:
    name, email = plain(origin.name)[:_LONGEST_NAME], plain(origin.email)[:LONGEST_ADDRESS]
    return Reporter(report=report, name=name, email=email)


def _record(report: Report, origin: Origin, email: str, evidence: Sequence[Evidence], at: dt.datetime) -> None:
    record(
        verb="report.received",
        at=at,
        by=origin.by.pseudonym if origin.by else None,
        subject=report,
        facts={
            "number": report.number,
            "received_at": instant_text(report.received_at),
            "source": origin.source,
            "category": report.category,
            "started_at": report.started_at.isoformat() if report.started_at else None,
            "ended_at": report.ended_at.isoformat() if report.ended_at else None,
            "service": report.service.reference if report.service else None,
            "triage": report.triage,
            "evidence": [one.digest for one in evidence],
        },
        personal={"target": report.target} | ({"reporter": email} if email else {}),
    )


def plain(text: str) -> str:
    """Returns text as a row can hold it: without U+0000 and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()

"""Makes the rows of one report, the same for every door, inside a transaction that has asked the clock."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enforcement.reports import events
from enforcement.reports.ages.queries import days_set
from enforcement.reports.custody.actions.sealing import seal
from enforcement.reports.custody.rules import LONGEST_TEXT, must_be_sealed
from enforcement.reports.evidence import Received, keep
from enforcement.reports.models import RawReport, Report, Reporter, Source, Triage
from enforcement.reports.queries import follow_digest
from enforcement.reports.reading.model import Target
from enforcement.reports.rules import too_old
from enforcement.reports.subjects import resolved
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


def create_report(
    act: Act,
    origin: Origin,
    *,
    number: int,
    at: dt.datetime,
    files: Sequence[Received] = (),
    secret: str = "",
    oldest: Mapping[str, int] | None = None,
) -> tuple[Report, str]:
    """Makes the report of this number at `at` (UTC), and returns it with the secret of its follow link.

    What was stored before it was read was received when it came in, however long it waited.
    `oldest` are the ages in days that the reseller set, where its caller has asked for them already.
    """
    service, doubt = resolved(act.targets, act.started_at, act.ended_at)
    if act.ended_at and too_old(act.category, act.ended_at, at, days_set() if oldest is None else oldest):
        service, doubt = None, Triage.TOO_OLD
    if act.triage:
        service, doubt = None, act.triage
    secret = secret or secrets.token_urlsafe(24)
    received_at = origin.raw.received_at if origin.raw else at
    report = Report.objects.create(
        number=number,
        source=origin.source,
        raw=origin.raw,
        place=origin.place,
        category=act.category,
        target=act.targets[0].text if act.targets else "",
        port=act.targets[0].port if act.targets else None,
        targets=[{"target": one.text, "port": one.port} for one in act.targets],
        started_at=act.started_at,
        ended_at=act.ended_at,
        description=plain(act.description)[:LONGEST_TEXT],
        identifier=plain(act.identifier)[:200],
        triage=doubt or "",
        received_at=received_at,
        follow_digest=follow_digest(secret),
        service=service,
        customer=service.customer if service else None,
    )
    email = plain(origin.email)[:LONGEST_ADDRESS]
    Reporter.objects.create(report=report, name=plain(origin.name)[:_LONGEST_NAME], email=email)
    evidence = keep(report=report, files=files, at=at)
    record(
        verb="report.received",
        at=at,
        by=origin.by.pseudonym if origin.by else None,
        subject=report,
        facts={
            "number": number,
            "received_at": instant_text(received_at),
            "source": origin.source,
            "category": act.category,
            "started_at": act.started_at.isoformat() if act.started_at else None,
            "ended_at": act.ended_at.isoformat() if act.ended_at else None,
            "service": service.reference if service else None,
            "triage": report.triage,
            "evidence": [one.digest for one in evidence],
        },
        personal={"target": report.target} | ({"reporter": email} if email else {}),
    )
    if must_be_sealed(act.category):
        seal(report, by=None, reason="", at=at)
    for tell in [] if origin.muted else events.received:
        tell(report)
    return report, secret


def plain(text: str) -> str:
    """Returns text as a row can hold it: without U+0000 and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()

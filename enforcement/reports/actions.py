"""Taking reports in through one intake (R11), taking them up, and completing them."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from enforcement.reports.creating import Act, Arrival, Origin, create_reports
from enforcement.reports.evidence import Received, check
from enforcement.reports.following.outbox import queue_outcome
from enforcement.reports.models import Reason, Report, ReportStatus, Source
from enforcement.reports.numbering import next_number
from enforcement.reports.rules import SILENT, before
from enforcement.reports.senders.actions import Arrived, acknowledge
from enforcement.reports.senders.queries import muted_by
from enforcement.reports.targets import named
from policies.documents.model.categories import CATEGORIES
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.instants import CLOCK_SKEW, in_calendar_or_refused
from tenants.resellers.refusals import Refused


@transaction.atomic
def receive_report(
    *,
    source: Source,
    category: str,
    target: str,
    started_at: dt.datetime,
    ended_at: dt.datetime,
    description: str,
    reporter_name: str = "",
    reporter_email: str = "",
    files: Sequence[Received] = (),
    by: User | None = None,
    secret: str = "",
) -> tuple[Report, str]:
    """Takes a report in and returns it with the secret of its follow link; anyone may report (R11).

    What staff saw or were told comes in by `enter_report`. Instants are aware; a reporter's clock may be a day ahead.
    The service is the only one that held the target then; with several, staff choose.
    Raises Refused (422): `category`, `target`, `too_many_targets`, `instant`, `span`, `in_the_future`, `description`,
    `email`, `too_many_files`, `file_too_large`, `file_empty`.
    """
    if category not in CATEGORIES:
        raise Refused("category", _("Choose one of the kinds of conduct."), status=422)
    targets = named(target)
    started_at, ended_at = (in_calendar_or_refused(moment) for moment in (started_at, ended_at))
    if ended_at < started_at:
        raise Refused("span", _("It cannot have ended before it started."), status=422)
    if not description.strip():
        raise Refused("description", _("Say what happened."), status=422)
    _check_address(reporter_email)
    taken = check(files)
    number = next_number(Report)
    at = clock.now()
    for moment in (started_at, ended_at):
        if moment > at + CLOCK_SKEW:
            raise Refused("in_the_future", _("Report what has happened already: times are in UTC."), status=422)
    act = Act(category, targets, started_at, ended_at, description)
    muted = muted_by(reporter_email)
    origin = Origin(source=source, name=reporter_name, email=reporter_email, by=by, muted=bool(muted))
    arrival = Arrival(act, origin, number, taken, secret or secrets.token_urlsafe(24))
    (report,) = create_reports([arrival], at=at)
    if muted:
        report = complete(by=None, report=report, reason=Reason.MUTED, at=at)
    else:
        acknowledge([Arrived(report, reporter_email)], at=at)
    return report, arrival.secret


@verb(Permission.HANDLE_REPORTS)
def enter_report(*, by: User, source: Source, **said: Any) -> tuple[Report, str]:
    """Takes in what staff saw or were told; otherwise like `receive_report`, and raises what that raises."""
    return receive_report(source=source, by=by, **said)


def _check_address(email: str) -> None:
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refused("email", _("This is not a mail address."), status=422) from error


@verb(Permission.HANDLE_REPORTS)
@transaction.atomic
def take_report(*, by: User, report: Report) -> Report:
    """Somebody looks into the report now; taking it twice changes nothing."""
    at = clock.now()
    rows = Report.objects.filter(pk=report.pk, status__in=before(ReportStatus.PROCESSING))
    if rows.update(status=ReportStatus.PROCESSING):
        record(verb="report.taken", at=at, by=by.pseudonym, subject=report, facts={"number": report.number})
    report.refresh_from_db()
    return report


@verb(Permission.HANDLE_REPORTS)
@transaction.atomic
def complete_report(*, by: User, report: Report, reason: Reason) -> Report:
    """Completes the report with the reason that its reporter is shown; raises Refused (`report_completed`)."""
    return complete(by=by, report=report, reason=reason, at=clock.now())


def complete(*, by: User | None, report: Report, reason: Reason, at: dt.datetime) -> Report:
    """The same inside another verb that has asked its own permission and the clock; `by` None: the portal itself."""
    if not complete_if_waiting(by=by, report=report, reason=reason, at=at):
        raise Refused("report_completed", _("The report %s is completed already.") % report)
    return report


def complete_if_waiting(*, by: User | None, report: Report, reason: Reason, at: dt.datetime, **also: Any) -> bool:
    """The same, with other columns that change with it; False where the report is completed already."""
    person = by.pseudonym if by else None
    rows = Report.objects.filter(pk=report.pk, status__in=before(ReportStatus.COMPLETED))
    values = {"status": ReportStatus.COMPLETED, "reason": reason, "completed_at": at, "completed_by": person, **also}
    try:
        done = rows.update(**values)
    except IntegrityError as error:
        if violated(error) != "complaint_another_person":
            raise
        raise Refused("same_person", _("You completed this report before: somebody else looks at it again.")) from error
    if not done:
        return False
    facts = {"number": report.number, "reason": reason}
    record(verb="report.completed", at=at, by=person, subject=report, facts=facts)
    if reason not in SILENT:
        queue_outcome([report], at=at)
    for name, value in values.items():
        setattr(report, name, value)
    return True


def complete_at_arrival(reports: Sequence[Report], *, reason: Reason) -> None:
    """Completes reports that came in just now, each in the instant in which it came; the portal does it itself."""
    values = {"status": ReportStatus.COMPLETED, "reason": reason, "completed_by": None}
    rows = Report.objects.filter(pk__in=[report.pk for report in reports], status__in=before(ReportStatus.COMPLETED))
    rows.update(**values, completed_at=F("received_at"))
    for report in reports:
        for name, value in {**values, "completed_at": report.received_at}.items():
            setattr(report, name, value)
        facts = {"number": report.number, "reason": reason}
        record(verb="report.completed", at=report.received_at, by=None, subject=report, facts=facts)

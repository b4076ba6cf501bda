"""Keeping on record that an authority was told of a report."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.reports.models import AuthorityReport, Report
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.instants import in_calendar_or_refused
from tenants.resellers.refusals import Refused


@verb(Permission.KEEP_EVIDENCE)
@transaction.atomic
def report_to_authority(
    *, by: User, report: Report, authority: str, reference: str, reported_at: dt.datetime
) -> AuthorityReport:
    """Records which authority was told when (aware), and the number under which it knows it. Sends nothing.

    Raises Refused (422): `authority`, `reference`, `instant`, `in_the_future`, `before_the_report`.
    """
    if not authority.strip():
        raise Refused("authority", _("Name the authority."), status=422)
    if not reference.strip():
        raise Refused("reference", _("Write the number under which the authority knows it."), status=422)
    reported_at = in_calendar_or_refused(reported_at)
    report = Report.objects.select_for_update().get(pk=report.pk)
    at = clock.now()
    if reported_at > at:
        raise Refused("in_the_future", _("Record it once the authority was told."), status=422)
    if reported_at < report.received_at:
        raise Refused("before_the_report", _("The report had not come in by then."), status=422)
    told = AuthorityReport.objects.create(
        report=report,
        authority=authority.strip()[:200],
        reference=reference.strip()[:200],
        reported_at=reported_at,
        recorded_at=at,
        recorded_by=by.pseudonym,
    )
    facts = {
        "number": report.number,
        "authority": told.authority,
        "reference": told.reference,
        "reported_at": reported_at.isoformat(),
    }
    record(verb="report.told_to_authority", at=at, by=by.pseudonym, subject=report, facts=facts)
    return told

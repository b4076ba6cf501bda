"""Opening cases about several reports at once, and joining several reports into a case."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.cases.actions import attach_report, open_case
from enforcement.cases.models import Case
from enforcement.cases.triage.rules import sorted_by_case, summary_of
from enforcement.reports.inbox.actions import waiting_for_update
from enforcement.reports.models import Report
from enforcement.reports.numbering import next_number
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.WORK_CASES)
@transaction.atomic
def open_cases(*, by: User, reports: Collection[Report]) -> list[Case]:
    """Opens a case for each service and kind of conduct that the waiting reports are about; they are completed by it.

    Raises Refused: `no_service` (422) where the service of one is not known, what `open_case` raises, `too_many` (422),
    `report_completed` where none of the reports waits.
    """
    next_number(Case)  # whoever else opens a case waits here, before any report is locked
    waiting = waiting_for_update(reports)
    unmatched = [str(report) for report in waiting if report.service is None]
    if unmatched:
        sentence = _("Choose the service first that %s is about.")
        raise Refused("no_service", sentence % ", ".join(unmatched), status=422)
    return [
        open_case(
            by=by,
            reports=several,
            service=several[0].service,
            category=several[0].category,
            summary=summary_of(several[0]),
        )
        for several in sorted_by_case(waiting)
        if several[0].service
    ]


@verb(Permission.WORK_CASES)
@transaction.atomic
def join_reports(*, by: User, case: Case, reports: Collection[Report]) -> Case:
    """Adds the reports that wait to a case that is not closed; they are completed by it.

    Raises Refused: what `attach_report` raises, `too_many` (422), `report_completed` where none of them waits.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    for report in waiting_for_update(reports):
        attach_report(by=by, case=locked, report=report)
    locked.refresh_from_db()
    return locked

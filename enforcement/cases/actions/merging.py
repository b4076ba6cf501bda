"""Making one case of two about the same service, and two of one."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.cases.actions.desk import follow_reports, open_for_update
from enforcement.cases.models import Case, CaseStatus
from enforcement.cases.rules import default_priority
from enforcement.reports.models import Report
from enforcement.reports.numbering import next_number
from policies.documents.model.categories import CATEGORIES
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.WORK_CASES)
@transaction.atomic
def merge_case(*, by: User, case: Case, into: Case) -> Case:
    """Closes `case` and gives its reports to `into`, which goes on; each then names the other.

    Determinations, measures and notes stay in the case in which they were made, since they are frozen; the case that
    goes on shows the notes too. Raises Refused: `same_case`, `other_service` (422), `case_closed`.
    """
    if case.pk == into.pk:
        raise Refused("same_case", _("A case cannot be merged with itself."), status=422)
    first, second = sorted((case, into), key=lambda one: one.pk)
    locked = {one.pk: one for one in (open_for_update(first), open_for_update(second))}
    gone, kept = locked[case.pk], locked[into.pk]
    if gone.service_id != kept.service_id:
        sentence = _("%(one)s is about another service than %(other)s: only cases about one service become one.")
        raise Refused("other_service", sentence % {"one": gone, "other": kept}, status=422)
    at = clock.now()
    moved = list(gone.reports.all())
    kept.reports.add(*moved)
    gone.reports.clear()
    Case.objects.filter(pk=gone.pk).update(status=CaseStatus.CLOSED, closed_at=at, merged_into=kept)
    # What was merged into the case that goes away goes on in the same place.
    Case.objects.filter(merged_into=gone).update(merged_into=kept)
    numbers = sorted(report.number for report in moved)
    facts = {"number": gone.number, "into": kept.number, "reports": numbers}
    record(verb="case.merged", at=at, by=by.pseudonym, subject=gone, facts=facts)
    record(verb="case.took_in", at=at, by=by.pseudonym, subject=kept, facts={**facts, "number": kept.number})
    follow_reports(kept, at=at)
    tell(Kind.ASSIGNED, Kind.OVERDUE, Kind.UNTAKEN, Kind.TO_APPROVE)
    return kept


@verb(Permission.WORK_CASES)
@transaction.atomic
def split_case(*, by: User, case: Case, reports: Collection[Report], category: str, summary: str) -> Case:
    """Opens a new case about the same service with some of the reports; each case then names the other.

    Notes to those reporters go with their reports. Raises Refused: `reports`, `category`, `summary` (422),
    `case_closed`.
    """
    if category not in CATEGORIES:
        raise Refused("category", _("Choose one of the kinds of conduct."), status=422)
    if not summary.strip():
        raise Refused("summary", _("Say in a sentence what the case is about."), status=422)
    locked = open_for_update(case)
    wanted = {report.pk for report in reports}
    held = {report.pk: report for report in locked.reports.all()}
    if not wanted or wanted - held.keys():
        raise Refused("reports", _("Choose reports of this case."), status=422)
    if wanted == held.keys():
        raise Refused("reports", _("Leave at least one report in the case."), status=422)
    number = next_number(Case)
    at = clock.now()
    made = Case.objects.create(
        number=number,
        customer=locked.customer,
        service=locked.service,
        category=category,
        summary=summary.strip(),
        opened_at=at,
        opened_by=by.pseudonym,
        split_from=locked,
        priority=default_priority(category, len(wanted)),
    )
    moved = [held[one] for one in wanted]
    made.reports.add(*moved)
    locked.reports.remove(*moved)
    numbers = sorted(report.number for report in moved)
    opened = {
        "number": number,
        "category": category,
        "service": locked.service.reference,
        "customer": locked.customer.reference,
        "reports": numbers,
    }
    record(verb="case.opened", at=at, by=by.pseudonym, subject=made, facts=opened)
    facts = {"number": locked.number, "new": number, "reports": numbers}
    record(verb="case.split", at=at, by=by.pseudonym, subject=locked, facts=facts)
    follow_reports(locked, at=at)
    return made

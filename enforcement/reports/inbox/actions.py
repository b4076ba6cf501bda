"""What is done in the inbox: giving reports to somebody, completing several at once, keeping a filter."""

import uuid
from collections.abc import Collection
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.reports.actions import complete
from enforcement.reports.inbox.rules import MOST
from enforcement.reports.models import Reason, Report, ReportStatus, SavedFilter
from enforcement.reports.models.saved_filters import LONGEST_NAME, LONGEST_QUERY
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission, may
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused

MOST_FILTERS: Final = 30


@verb(Permission.HANDLE_REPORTS)
@transaction.atomic
def assign_reports(*, by: User, reports: Collection[Report], to: User | None) -> list[Report]:
    """Gives reports to somebody who may handle them, or to nobody (None); returns those that were moved.

    Raises Refused: `cannot_handle` (422), `too_many` (422), `report_completed` where none of them waits.
    """
    if to is not None and not may(to, Permission.HANDLE_REPORTS):
        raise Refused("cannot_handle", _("%s may not handle reports: choose somebody else.") % to, status=422)
    waiting = waiting_for_update(reports)
    at = clock.now()
    person = to.pseudonym if to else None
    moved = [report for report in waiting if report.assigned_to != person]
    for report in moved:
        report.assigned_to = person
        facts = {"number": report.number, "to": str(person) if person else None}
        record(verb="report.assigned", at=at, by=by.pseudonym, subject=report, facts=facts)
    Report.objects.filter(pk__in=[report.pk for report in moved]).update(assigned_to=person)
    return moved


def unassign_reports_of(user: User, by: uuid.UUID | None) -> None:
    """Gives to nobody every report that a person looks into; inside the verb that deactivates them."""
    held = Report.objects.select_for_update(of=("self",)).exclude(status=ReportStatus.COMPLETED)
    waiting = list(held.filter(assigned_to=user.pseudonym).order_by("pk"))
    at = clock.now()
    for report in waiting:
        record(verb="report.assigned", at=at, by=by, subject=report, facts={"number": report.number, "to": None})
    Report.objects.filter(pk__in=[report.pk for report in waiting]).update(assigned_to=None)


@verb(Permission.HANDLE_REPORTS)
@transaction.atomic
def complete_reports(*, by: User, reports: Collection[Report], reason: Reason) -> list[Report]:
    """Completes those of the reports that still wait, with the reason that their reporters are shown; returns them.

    Raises Refused: `too_many` (422), `report_completed` where none of them waits.
    """
    waiting = waiting_for_update(reports)
    at = clock.now()
    return [complete(by=by, report=report, reason=reason, at=at) for report in waiting]


def waiting_for_update(reports: Collection[Report]) -> list[Report]:
    """Locks the reports, in one order for everybody, and returns those that are not completed.

    Raises Refused: `too_many` (422), `report_completed` where none is left.
    """
    if len(reports) > MOST:
        raise Refused("too_many", _("Choose at most %d reports at once.") % MOST, status=422)
    locked = Report.objects.select_for_update(of=("self",)).select_related("service__customer")
    locked = locked.filter(pk__in=[one.pk for one in reports]).order_by("pk")
    waiting = [one for one in locked if one.status != ReportStatus.COMPLETED]
    if not waiting:
        raise Refused("report_completed", _("These reports are completed already."))
    return sorted(waiting, key=lambda one: one.number)


@verb(Permission.SEE_REPORTS)
def save_filter(*, by: User, name: str, query: str) -> SavedFilter:
    """Keeps how the person sees the inbox now, under a name of their own; a filter of that name is replaced.

    Raises Refused: `name` (422), `query` (422), `too_many_filters`.
    """
    name, query = name.strip(), query.lstrip("?")
    if not name or len(name) > LONGEST_NAME:
        raise Refused("name", _("Give it a name of at most 60 characters."), status=422)
    if len(query) > LONGEST_QUERY:
        raise Refused("query", _("This filter is too long to be kept."), status=422)
    with transaction.atomic():
        at = clock.now()
        SavedFilter.objects.filter(person=by.pseudonym, name__iexact=name).delete()
        if SavedFilter.objects.filter(person=by.pseudonym).count() >= MOST_FILTERS:
            raise Refused("too_many_filters", _("You keep %d filters: forget one first.") % MOST_FILTERS)
        try:
            with transaction.atomic():
                kept = SavedFilter.objects.create(person=by.pseudonym, name=name, query=query, created_at=at)
        except IntegrityError as error:
            if violated(error) != "saved_filter_name":
                raise
            raise Refused("name", _("You keep a filter of that name already."), status=422) from error
        record(verb="report_filter.saved", at=at, by=by.pseudonym, subject=kept, personal={"name": name})
    return kept


@verb(Permission.SEE_REPORTS)
@transaction.atomic
def forget_filter(*, by: User, saved: SavedFilter) -> None:
    """Removes one of the person's own filters; raises Refused (403, `not_yours`) for another's."""
    if saved.person != by.pseudonym:
        raise Refused("not_yours", _("This is another person's filter."), status=403)
    at = clock.now()
    record(verb="report_filter.forgotten", at=at, by=by.pseudonym, subject=saved)
    saved.delete()

"""Reads of the inbox: its views and how much each holds, its rows, who may be given a report."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from enforcement.reports.inbox.rules import LATE, Group
from enforcement.reports.models import Report, ReportStatus, SavedFilter
from tenants.people.keyset import Order
from tenants.people.models import User
from tenants.people.permissions import Permission, holders
from tenants.resellers.bounded_counts import MOST, BoundedCount, counted
from tenants.resellers.current import connection

_WORDS = 160  # characters of a report that its row may show
_PEOPLE = 200
ORDERS: Final = {"oldest": Order("received_at", newest_first=False), "newest": Order("received_at")}


class View(models.TextChoices):
    """A part of the inbox."""

    WAITING = "waiting", _("All waiting")
    MINE = "mine", _("Mine")
    UNMATCHED = "unmatched", _("Unmatched")
    LATE = "late", _("Over 24 h")
    SEALED = "sealed", _("Sealed")
    ALL = "all", _("Everything")


#: The views that say how much they hold; everything there ever was is no work.
COUNTED: Final = tuple(view for view in View if view != View.ALL)


def waiting() -> QuerySet[Report]:
    """Returns the reports that nobody has completed; the partial indexes of the model are about the same rows."""
    return Report.objects.exclude(status=ReportStatus.COMPLETED)


def within(rows: QuerySet[Report], view: View, *, person: uuid.UUID, at: dt.datetime) -> QuerySet[Report]:
    """Returns those of `rows` that a view shows to a person at an instant (UTC)."""
    if view == View.ALL:
        return rows
    waits = rows.exclude(status=ReportStatus.COMPLETED)
    match view:
        case View.MINE:
            return waits.filter(assigned_to=person)
        case View.UNMATCHED:
            return waits.filter(service=None)
        case View.LATE:
            return waits.filter(received_at__lte=at - LATE)
        case View.SEALED:
            return waits.filter(sealed=True)
        case _:
            return waits


def counts(*, person: uuid.UUID, at: dt.datetime) -> dict[View, BoundedCount]:
    """Returns how many reports each view shows to a person."""
    return {view: counted(within(Report.objects.all(), view, person=person, at=at)) for view in COUNTED}


def rows() -> QuerySet[Report]:
    """Returns reports as the list shows them: with their first words (`words`), and without the rest."""
    found = Report.objects.select_related("service__customer").defer("description")
    return found.annotate(words=Left("description", _WORDS))


_PER_SERVICE = """
SELECT named.id, (SELECT count(*) FROM (
    SELECT 1 FROM reports_report r WHERE r.service_id = named.id AND NOT (r.status = 'completed') LIMIT %s
) AS bounded) FROM unnest(%s::uuid[]) AS named(id)
"""


def with_counts(groups: Collection[Group]) -> None:
    """Adds to each service's group how many of its reports wait in all."""
    ids = [one.service.pk for one in groups if one.service]
    with connection.cursor() as cursor:
        cursor.execute(_PER_SERVICE, [MOST + 1, ids])
        found = dict(cursor.fetchall())
    for one in groups:
        if one.service:
            number = found[one.service.pk]
            one.waiting = BoundedCount(min(number, MOST), more=number > MOST)


def handlers() -> QuerySet[User]:
    """Returns who may be given a report: everybody whose roles let them handle one."""
    return holders(Permission.HANDLE_REPORTS)[:_PEOPLE]


def numbered(numbers: Iterable[int]) -> list[Report]:
    """Returns the reports of these numbers, the oldest first."""
    found = Report.objects.filter(number__in=list(numbers)).select_related("service__customer", "customer")
    return list(found.order_by("received_at", "pk"))


def identified(ids: Iterable[uuid.UUID]) -> list[Report]:
    """Returns the reports of these ids, the oldest first."""
    return list(Report.objects.filter(pk__in=list(ids)).order_by("received_at", "pk"))


def saved_filters(person: uuid.UUID) -> QuerySet[SavedFilter]:
    """Returns how a person wants to see the inbox, by name."""
    return SavedFilter.objects.filter(person=person).order_by("name")


def assignees(reports: Iterable[Report]) -> Mapping[uuid.UUID, str]:
    """Returns the names of those the reports are assigned to."""
    wanted = {one.assigned_to for one in reports if one.assigned_to}
    return {user.pseudonym: str(user) for user in User.objects.filter(pseudonym__in=wanted)}

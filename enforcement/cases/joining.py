"""Which open case a report joins by itself: one alone for each service, kind of conduct and stretch of time."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from enforcement.cases.models import Case, CaseStatus, Joining
from enforcement.cases.rules import LINKED_WITHIN, SAME_ACT_WITHIN
from enforcement.reports.models import Report
from tenants.resellers.constraints import violated
from tenants.resellers.current import connection

#: What stands around the time of an act on both sides: two times meet where no more than the whole lies between.
HALF = SAME_ACT_WITHIN / 2


def claim(case: Case, reports: Iterable[Report], *, at: dt.datetime) -> bool:
    """Lets later reports about the acts of these reports join the case; without any, about acts from `at` on.

    Returns False where another open case has that time already: reports then go on joining that one.
    """
    known = [report for report in reports if report.started_at and report.ended_at]
    since = min((report.started_at for report in known if report.started_at), default=at) - HALF
    until = max((report.ended_at for report in known if report.ended_at), default=at) + HALF
    _release_closed(case)
    said = {"service": case.service, "category": case.category, "acts_from": since, "acts_until": until}
    Joining.objects.update_or_create(case=case, defaults=said | {"joins": False})
    return _changed(Joining.objects.filter(case=case), joins=True)


def widen(case: Case, report: Report) -> None:
    """Takes the report's act into the time that the case is about, unless that is another open case's."""
    held = Joining.objects.filter(case=case).first()
    if held is None or report.started_at is None or report.ended_at is None:
        return
    since = min(held.acts_from, report.started_at - HALF)
    until = max(held.acts_until, report.ended_at + HALF)
    if (since, until) != (held.acts_from, held.acts_until):
        _changed(Joining.objects.filter(case=case), acts_from=since, acts_until=until)


@dataclass(slots=True)
class _Held:
    """The time that a case is about, as reports that join it widen it; `case` is None for a closed one."""

    case_id: uuid.UUID
    case: Case | None
    since: dt.datetime
    until: dt.datetime
    widened: bool = False

    def near(self, since: dt.datetime, until: dt.datetime) -> bool:
        """Whether it meets another time, both ends included."""
        return self.since <= until and self.until >= since


_About = tuple[uuid.UUID, str]


@dataclass(frozen=True, slots=True)
class JoinableCases:
    """The open cases that some reports may join, with their rows locked, by service and kind of conduct."""

    held: Mapping[_About, Sequence[_Held]]

    def take(self, report: Report) -> Case | None:
        """Returns the case that the report joins, the latest where there are several, and widens its time for it.

        What is another case's time stays that.
        """
        since, until = _time_of(report)
        held = self.held.get(_about(report), ())
        near = [one for one in held if one.case and one.near(since, until)]
        if not near:
            return None
        found = max(near, key=lambda one: one.until)
        since, until = min(found.since, since), max(found.until, until)
        alone = not any(one.near(since, until) for one in held if one is not found)
        if alone and (since, until) != (found.since, found.until):
            found.since, found.until, found.widened = since, until, True
        return found.case

    def keep_widened(self) -> None:
        """Writes the times that were widened; raises IntegrityError where one became another case's in this moment."""
        rows = [one for some in self.held.values() for one in some if one.widened]
        if rows:
            values = [[one.case_id for one in rows], [one.since for one in rows], [one.until for one in rows]]
            with connection.cursor() as cursor:
                cursor.execute(_WIDEN, values)


def joinable_cases(reports: Sequence[Report]) -> JoinableCases:
    """Returns the cases that these reports may join, locked until the transaction ends.

    Each report is about a service and has both its instants.
    """
    locked: dict[uuid.UUID, Case] = {}
    rows = _rows_near(reports)
    while missing := {case for case, *_rest, status in rows if status != CaseStatus.CLOSED} - locked.keys():
        locked |= Case.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(missing)
        rows = _rows_near(reports)  # somebody may have closed one, or widened it, while it was waited for
    held: dict[_About, list[_Held]] = {}
    for case, service, category, since, until, status in rows:
        still = locked[case] if status != CaseStatus.CLOSED else None
        held.setdefault((service, category), []).append(_Held(case, still, since, until))
    return JoinableCases(held)


def closed_about(reports: Sequence[Report]) -> list[tuple[Case, Report]]:
    """Returns each report with the case about the same act that was closed last, not too long before it came in."""
    asked = [*_columns(reports), [report.received_at - LINKED_WITHIN for report in reports], list(range(len(reports)))]
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED, asked)
        found = cursor.fetchall()
    cases = Case.objects.in_bulk({case for _place, case in found})
    return [(cases[case], reports[place]) for place, case in found]


def reports_of_each(cases: Collection[uuid.UUID], *, most: int) -> dict[uuid.UUID, int]:
    """Returns how many reports each case has, counted up to `most`."""
    if not cases:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, [list(cases), most])
        return dict(cursor.fetchall())


#: What stands around the acts of reports: a case can be joined by one of them only where the two meet.
_NEAR = """
FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::timestamptz[]{more})
  AS act(service, category, since, until{names})
JOIN cases_joining AS held ON held.service_id = act.service AND held.category = act.category
  AND held.acts_from <= act.until AND held.acts_until >= act.since
JOIN cases_case AS one ON one.id = held.case_id
"""
_JOINED = f"""
SELECT DISTINCT held.case_id, held.service_id, held.category, held.acts_from, held.acts_until, one.status
{_NEAR.format(more="", names="")} WHERE held.joins
"""
_CLOSED = f"""
SELECT DISTINCT ON (act.place) act.place, held.case_id
{_NEAR.format(more=", %s::timestamptz[], %s::int[]", names=", closed_since, place")}
WHERE one.status = 'closed' AND one.closed_at >= act.closed_since AND one.merged_into_id IS NULL
ORDER BY act.place, one.closed_at DESC
"""
_COUNTED = """
SELECT id, (
  SELECT count(*) FROM (SELECT 1 FROM cases_case_reports WHERE case_id = asked.id LIMIT asked.most) AS counted
)
FROM (SELECT unnest(%s::uuid[]) AS id, %s AS most) AS asked
"""
_WIDEN = """
UPDATE cases_joining SET acts_from = wide.since, acts_until = wide.until
FROM unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[]) AS wide(id, since, until) WHERE case_id = wide.id
"""


def _rows_near(reports: Sequence[Report]) -> list[tuple[uuid.UUID, uuid.UUID, str, dt.datetime, dt.datetime, str]]:
    """Returns what joins, about the service and kind of some report, near the time from its first to its last act."""
    times: dict[_About, tuple[dt.datetime, dt.datetime]] = {}
    for report in reports:
        since, until = _time_of(report)
        known = times.get(_about(report), (since, until))
        times[_about(report)] = min(known[0], since), max(known[1], until)
    columns = [[service for service, _kind in times], [kind for _service, kind in times]]
    columns += [[since for since, _until in times.values()], [until for _since, until in times.values()]]
    with connection.cursor() as cursor:
        cursor.execute(_JOINED, columns)
        rows: list[tuple[uuid.UUID, uuid.UUID, str, dt.datetime, dt.datetime, str]] = cursor.fetchall()
        return rows


def _columns(reports: Sequence[Report]) -> list[list[object]]:
    times = [_time_of(report) for report in reports]
    about = [_about(report) for report in reports]
    return [[one for one, _ in about], [one for _, one in about], [one for one, _ in times], [one for _, one in times]]


def _about(report: Report) -> _About:
    return report.service_id, report.category  # type: ignore[return-value]  # it is about a service


def _time_of(report: Report) -> tuple[dt.datetime, dt.datetime]:
    """Returns the time of an act, which is known, with what stands around it."""
    return cast("dt.datetime", report.started_at) - HALF, cast("dt.datetime", report.ended_at) + HALF


def _release_closed(case: Case) -> None:
    closed = Joining.objects.filter(service=case.service, category=case.category, joins=True)
    closed.filter(case__status=CaseStatus.CLOSED).update(joins=False)


def _changed(rows: QuerySet[Joining], **values: object) -> bool:
    """Changes them; False where another open case is about that time, which the database knows for sure."""
    try:
        with transaction.atomic():
            return bool(rows.update(**values))
    except IntegrityError as error:
        if violated(error) != "joining_one_case":
            raise
        return False

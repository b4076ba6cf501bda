"""Reads of authorizations: the lists, what may be authorized, and which ones an act falls inside (R14)."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from enforcement.cases.authorizations.models import Authorization, AuthorizationRequest, RequestStatus, Terms
from enforcement.cases.authorizations.rules import Standing, counts_from, standing
from enforcement.reports.models import Report
from enforcement.reports.queries import candidates
from policies.documents.model.anatomy import citable
from policies.versions.models import PolicyVersion, PostedProvision
from policies.versions.queries import document_of, in_force, the_policy
from tenants.customers.models import Customer
from tenants.resellers.current import connection

#: A target, and when something was done there from start to end (aware).
Act = tuple[str, dt.datetime, dt.datetime]
_OF_ACTS = """
SELECT DISTINCT found.* FROM unnest(%s::text[], %s::timestamptz[], %s::timestamptz[]) AS act(target, began, ended)
CROSS JOIN LATERAL authorizations_of_target(%s::uuid, act.target, act.began, act.ended) AS found
"""


def requests() -> QuerySet[AuthorizationRequest]:
    """Returns every request, those that wait first, then the newest."""
    rows = AuthorizationRequest.objects.select_related("customer", "version", "authorization")
    return rows.order_by("status", "-asked_at", "-number")


def authorizations() -> QuerySet[Authorization]:
    """Returns everything that was granted, the newest first."""
    return Authorization.objects.select_related("customer", "request", "version").order_by("-granted_at", "pk")


def waiting() -> QuerySet[AuthorizationRequest]:
    """Returns the requests that nobody has decided."""
    return AuthorizationRequest.objects.filter(status=RequestStatus.ASKED)


def words_at(at: dt.datetime) -> PolicyVersion | None:
    """Returns the version in force at `at` (UTC), whose provisions an authorization names."""
    policy = the_policy()
    return in_force(policy=policy, at=at) if policy else None


def authorizable(version: PolicyVersion | None) -> list[PostedProvision]:
    """Returns what an authorization can name: prohibitions, those that say “unless authorized” first."""
    if version is None:
        return []
    keys = [placed.key for placed in citable(document_of(version))]
    rows = PostedProvision.objects.filter(version=version, key__in=keys)
    return list(rows.order_by("-needs_authorization", "position"))


def provisions_of(terms: Terms) -> list[PostedProvision]:
    """Returns the provisions that a request or an authorization names, in reading order."""
    return list(terms.version.provisions.filter(key__in=terms.keys).select_related("version").order_by("position"))


def covering(*, customer: Customer, target: str, start: dt.datetime, end: dt.datetime) -> list[Authorization]:
    """Returns the authorizations inside which an act at `target` fell from `start` to `end` (aware, both included).

    The database decides by the instants: granted before the act began, running and not revoked until it ended.
    """
    return _authorized("SELECT * FROM authorizations_of_target(%s, %s, %s, %s)", [customer.pk, target, start, end])


def covering_case(*, case_id: uuid.UUID, start: dt.datetime, end: dt.datetime) -> list[Authorization]:
    """The same for a case: for the target of one of its reports, or, where it has none, for what its service held."""
    return _authorized("SELECT * FROM authorizations_of_case(%s, %s, %s)", [case_id, start, end])


def covering_report(report: Report) -> list[Authorization]:
    """The same for a report: for whoever held its target then."""
    if report.started_at is None or report.ended_at is None:
        return []
    customers = {service.customer_id: service.customer for service in candidates(report)}
    if report.customer is not None:
        customers[report.customer.pk] = report.customer
    span = {"start": report.started_at, "end": report.ended_at}
    found = [
        authorized
        for one in customers.values()
        for named in report.targets
        for authorized in covering(customer=one, target=named["target"], **span)
    ]
    return list({one.pk: one for one in found}.values())


def covering_acts(*, customer: Customer, acts: Iterable[Act]) -> list[Authorization]:
    """The same for several acts of one customer (target, start and end, aware), with one query for all of them."""
    listed = list(acts)
    if not listed:
        return []
    targets, starts, ends = (list(column) for column in zip(*listed, strict=True))
    return _authorized(_OF_ACTS, [targets, starts, ends, customer.pk])


def acts_of(reports: Iterable[Report]) -> list[Act]:
    """Returns what each of the reports names, and when it happened; nothing of a report that does not say when."""
    return [
        (str(named["target"]), report.started_at, report.ended_at)
        for report in reports
        if report.started_at is not None and report.ended_at is not None
        for named in report.targets
    ]


def _authorized(sql: str, values: Collection[object]) -> list[Authorization]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        ids = [row[0] for row in cursor.fetchall()]
    return list(authorizations().filter(pk__in=ids)) if ids else []


@dataclass(frozen=True, slots=True)
class Shown:
    """An authorization ready to be shown: how it stands at the instant asked for, and the words that it names."""

    authorization: Authorization
    standing: Standing
    counts_from: dt.datetime
    provisions: list[PostedProvision]


def shown(found: Iterable[Authorization], at: dt.datetime) -> list[Shown]:
    """Returns them with how they stand at `at` (UTC)."""
    return [Shown(one, standing(one, at), counts_from(one), provisions_of(one)) for one in found]

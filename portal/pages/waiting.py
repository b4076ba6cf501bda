"""How much work of each kind waits on the desk for a person, beside what alerts name one by one (`tenants.alerts`)."""

import uuid
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import ngettext

from enforcement.cases.authorizations.queries import waiting
from enforcement.cases.models import Case, CaseStatus
from enforcement.credits.models import CreditStatement, StatementStatus
from enforcement.holds.attention import on_ended_services, open_differences
from enforcement.reports.inbox import queries as inbox
from policies.acknowledgements.coverage.figures import declined_customers
from policies.drafts.models import Draft, DraftStatus
from policies.notices.models import Delivery, DeliveryStatus
from policies.versions.models import WebsiteAlarm
from policies.versions.queries import in_force, the_policy
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.people.models import User
from tenants.people.permissions import Permission, permissions_of
from tenants.people.reviewers.queries import asked_of_us, named_by_us, not_invited
from tenants.resellers.bounded_counts import BoundedCount, counted


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of work: how many, where it is done."""

    label: str | Promise
    count: int | BoundedCount
    url_name: str


def waiting_for(user: User) -> list[Waiting]:
    """Return the work that waits for this person and that no alert names."""
    held = permissions_of(user)
    me = user.pseudonym
    found: list[Waiting] = []
    if Permission.HANDLE_REPORTS in held:
        some = counted(inbox.waiting())
        label = ngettext("report to look at", "reports to look at", some.value)
        found.append(Waiting(label, some, "desk-reports"))
    if Permission.WORK_CASES in held:
        some = counted(undetermined())
        label = ngettext("case without a determination", "cases without a determination", some.value)
        found.append(Waiting(label, some, "desk-cases"))
    found += asked(held, me)
    if Permission.POST_POLICIES in held:
        n = drafts().count()
        found.append(Waiting(ngettext("draft to approve or post", "drafts to approve or post", n), n, "desk-policy"))
    found += declines(held)
    found += reviewing(held)
    if held & {Permission.POST_POLICIES, Permission.EDIT_POLICIES, Permission.MANAGE_SETTINGS}:
        n = WebsiteAlarm.objects.filter(cleared_at=None).count()
        found.append(
            Waiting(
                ngettext("website that does not show your policy", "websites that do not show your policy", n),
                n,
                "desk-website",
            )
        )
    if Permission.APPROVE_CREDITS in held:
        statements = CreditStatement.objects.filter(status__in=[StatementStatus.DRAFT, StatementStatus.APPROVED])
        n = statements.count()
        found.append(Waiting(ngettext("credit statement to issue", "credit statements to issue", n), n, "desk-credits"))
    found += enforcement_alarms(held)
    if Permission.SEE_NOTICES in held:
        undelivered = Delivery.objects.filter(status__in=[DeliveryStatus.BOUNCED, DeliveryStatus.FAILED])
        n = undelivered.count()
        found.append(Waiting(ngettext("delivery that came back", "deliveries that came back", n), n, "desk-notices"))
    return [one for one in found if one.count]


def asked(held: Collection[Permission], me: uuid.UUID) -> list[Waiting]:
    """Return the requests for an authorization that this person may decide."""
    if not {Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT} & set(held):
        return []
    n = waiting().exclude(asked_by=me).count()
    label = ngettext("authorization asked for", "authorizations asked for", n)
    return [Waiting(label, n, "desk-authorizations")]


def reviewing(held: Collection[Permission]) -> list[Waiting]:
    """Return whom the upstream named and nobody invited, and the resellers to which nobody is named."""
    if Permission.MANAGE_PEOPLE not in held:
        return []
    here, there = len(not_invited()), asked_of_us().exclude(pk__in=named_by_us().values("request")).count()
    invite = ngettext("reviewer from upstream to invite", "reviewers from upstream to invite", here)
    name = ngettext("reseller to name a reviewer to", "resellers to name a reviewer to", there)
    return [Waiting(invite, here, "desk-reviewers"), Waiting(name, there, "desk-reviewers")]


def enforcement_alarms(held: AbstractSet[Permission]) -> list[Waiting]:
    """Return what went wrong with measures and holds, for whoever can mend it."""
    if held.isdisjoint({Permission.WORK_CASES, Permission.CONFIRM_PROVISIONING}):
        return []
    at = clock.now()
    ended, differing = on_ended_services(at=at).count(), open_differences().count()
    return [
        Waiting(
            ngettext("measure on a service that has ended", "measures on services that have ended", ended),
            ended,
            "desk-attention",
        ),
        Waiting(
            ngettext("service on or off without us", "services on or off without us", differing),
            differing,
            "desk-attention",
        ),
    ]


def declines(held: Collection[Permission]) -> list[Waiting]:
    """Return what talks with customers wait for whoever manages them."""
    if Permission.MANAGE_CUSTOMERS not in held:
        return []
    n = declined().count()
    label = ngettext("customer that declined the policy", "customers that declined the policy", n)
    return [Waiting(label, n, "desk-declines")]


def declined() -> QuerySet[Customer]:
    """Customers that declined the version in force and acknowledged nothing since."""
    at = clock.now()
    policy = the_policy()
    version = in_force(policy=policy, at=at) if policy else None
    return declined_customers(version=version, at=at) if version else Customer.objects.none()


def undetermined() -> QuerySet[Case]:
    """Cases that are open and undecided."""
    return Case.objects.filter(status__in=[CaseStatus.OPEN, CaseStatus.INVESTIGATING])


def drafts() -> QuerySet[Draft]:
    """Drafts that wait for an approver."""
    return Draft.objects.filter(status__in=[DraftStatus.IN_REVIEW, DraftStatus.APPROVED])

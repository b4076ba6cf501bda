"""Cases and determinations for tests, made by the real verbs."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from enforcement.cases.actions import approve_determination, determine, open_case
from enforcement.cases.models import Case, Conduct, Determination, Intent
from policies.versions.models import PolicyVersion, PostedProvision
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.people.models import User
from tests.factories import customers, holds, versions


def case(customer: Customer, **changed: Any) -> Case:
    """A case about the customer's first service, from an observation."""
    given: dict[str, Any] = {
        "by": holds.officer(),
        "reports": [],
        "service": customers.service_of(customer),
        "category": "spam_email",
        "summary": "Mail that nobody asked for.",
    }
    return open_case(**given | changed)


def provisions(version: PolicyVersion, keys: Collection[str]) -> list[PostedProvision]:
    """Provisions of a version by key."""
    return list(PostedProvision.objects.filter(version=version, key__in=keys).select_related("version__policy"))


def said(version: PolicyVersion, *keys: str, **changed: Any) -> dict[str, Any]:
    """What a determination says, about an hour ago; cites spam unless told otherwise."""
    at = clock.now() - dt.timedelta(hours=1)
    return {
        "by": holds.officer(),
        "citations": provisions(version, keys or (versions.SPAM,)),
        "actor": "A user of the account",
        "intent": Intent.INTENTIONAL,
        "conduct": Conduct.ENGAGED,
        "act_started_at": at,
        "act_ended_at": at,
        "facts": "Forty thousand mails left 192.0.2.7.",
        "rationale": "Nobody had asked for them.",
    } | changed


def determination(found: Case, version: PolicyVersion, *keys: str, **changed: Any) -> Determination:
    """A violation determined in the case."""
    return determine(case=found, **said(version, *keys, **changed))


def approved(found: Determination, by: User | None = None) -> Determination:
    """The same determination, approved by a second person."""
    approve_determination(by=by or holds.second(), determination=found)
    return found

"""Determinations and measures for tests of holds and of the rooms above."""

import datetime as dt
from typing import Any

from django.db import transaction

from enforcement.cases.models import Approval, Case, Citation, Conduct, Determination, Intent
from enforcement.holds.actions import propose_measure
from enforcement.holds.models import Ground, Measure, MeasureKind
from enforcement.reports.numbering import next_number
from policies.versions.company import this_reseller
from policies.versions.models import PolicyVersion, PostedProvision
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tests.factories import customers, versions


def officer() -> User:
    """A case officer of the current reseller."""
    return give_roles(by=None, email="officer@acme.example", name="Officer", roles=[Role.CASE_OFFICER])


def second() -> User:
    """An enforcement approver of the current reseller."""
    return give_roles(by=None, email="second@acme.example", name="Second", roles=[Role.ENFORCEMENT_APPROVER])


@transaction.atomic
def determination(
    customer: Customer,
    version: PolicyVersion,
    *,
    keys: tuple[str, ...] = (versions.SPAM,),
    by: User | None = None,
    approved: bool = True,
    needs_approval: bool = False,
    act: dt.datetime | None = None,
) -> Determination:
    """A violation determined now, for an act an hour ago (or at `act`); approved by the second person if needed."""
    by = by or officer()
    at = clock.now()
    act = act or at - dt.timedelta(hours=1)
    service = customers.service_of(customer)
    case = Case.objects.create(
        number=next_number(Case),
        customer=customer,
        service=service,
        category="spam_email",
        summary="Bulk mail.",
        status="determined",
        opened_at=at,
        opened_by=by.pseudonym,
    )
    made = Determination.objects.create(
        case=case,
        customer=customer,
        service=service,
        actor="A user of the account",
        intent=Intent.INTENTIONAL,
        conduct=Conduct.ENGAGED,
        act_started_at=act,
        act_ended_at=act,
        facts="It sent 40,000 mails that nobody asked for.",
        rationale="Nobody asked for them.",
        needs_approval=needs_approval,
        appeal_days=this_reseller().appeal_days,
        decided_by=by.pseudonym,
        decided_at=at,
    )
    for provision in PostedProvision.objects.filter(version=version, key__in=keys):
        Citation.objects.create(determination=made, version=version, provision=provision, digest=provision.digest)
    if needs_approval and approved:
        Approval.objects.create(
            determination=made, decided_by=by.pseudonym, approved_by=second().pseudonym, approved_at=at
        )
    return made


def suspension(found: Determination, **changed: Any) -> Measure:
    """A suspension without notice from now on."""
    given: dict[str, Any] = {
        "by": officer(),
        "determination": found,
        "kind": MeasureKind.SUSPENSION,
        "without_notice": True,
        "ground": Ground.ONGOING_HARM,
    }
    return propose_measure(**{**given, **changed})

"""Invariant 6 beyond the same person: whoever was invited or given the role by the first, or acts for the customer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from enforcement.appeals.actions import dismiss_appeal, take_appeal
from enforcement.appeals.models import AppealDecision, Outcome
from enforcement.cases.actions import approve_determination
from enforcement.cases.models import Approval, Determination
from enforcement.holds.actions import approve_measure, propose_measure
from enforcement.holds.models import Measure, MeasureApproval, MeasureKind
from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity, Customer
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.actions import give_roles, invite_person, take_role
from tenants.people.mails import send_mails
from tenants.people.models import Invitation, Role, StaffRole, User
from tests.factories import appeals, cases, customers, holds, versions
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
Staff = Callable[..., User]
ROLES = (Role.ADMINISTRATOR, Role.CASE_OFFICER)


@pytest.fixture
def first(staff: Staff) -> User:
    """A case officer who may also invite people."""
    return staff(*ROLES, name="First")


def invited(first: User, role: Role) -> User:
    """Invited as something else, and made an approver by a third person."""
    made = invite_person(by=first, email="two@acme.example", name="Two", roles=[Role.AUDITOR])
    return give_roles(by=None, email=made.email, name=made.name, roles=[role])


def given_the_role(first: User, role: Role) -> User:
    """Here already, and given the role by the first."""
    there = give_roles(by=None, email="two@acme.example", name="Two", roles=[Role.AUDITOR])
    return give_roles(by=first.pseudonym, email=there.email, name=there.name, roles=[role])


def role_given_again_by_another(first: User, role: Role) -> User:
    """Given by the first, taken, and given by somebody else: a second person."""
    person = given_the_role(first, role)
    take_role(by=first, user=person, role=role)
    return give_roles(by=None, email=person.email, name=person.name, roles=[role])


DEPENDENT = pytest.mark.parametrize("how", [invited, given_the_role])
How = Callable[[User, Role], User]


@pytest.fixture
def waiting(version: PolicyVersion, customer: Customer, first: User) -> Determination:
    """Decided by the first, waiting for a second person."""
    return cases.determination(cases.case(customer), version, versions.OFFENSIVE, by=first)


@pytest.fixture
def measure(version: PolicyVersion, customer: Customer, first: User) -> Measure:
    """A termination that the first proposed on what another decided."""
    found = cases.determination(cases.case(customer), version)
    return propose_measure(
        by=first, determination=found, kind=MeasureKind.TERMINATION, without_notice=True, ground="ongoing_harm"
    )


def approve_in_sql(waiting: Determination, person: User) -> None:
    """As the login role, past the verb."""
    with transaction.atomic():
        Approval.objects.create(
            determination=waiting,
            decided_by=waiting.decided_by,
            approved_by=person.pseudonym,
            approved_at=clock.now(),
        )


def approve_measure_in_sql(measure: Measure, person: User) -> None:
    """Likewise."""
    with transaction.atomic():
        MeasureApproval.objects.create(
            measure=measure,
            proposed_by=measure.proposed_by,
            approved_by=person.pseudonym,
            approved_at=clock.now(),
        )


@DEPENDENT
def test_of_a_determination(waiting: Determination, first: User, how: How) -> None:
    person = how(first, Role.ENFORCEMENT_APPROVER)
    assert refused(approve_determination, by=person, determination=waiting) == ("not_independent", 409)
    with pytest.raises(DatabaseError, match="invited the approver"):
        approve_in_sql(waiting, person)


@DEPENDENT
def test_of_a_measure(measure: Measure, first: User, how: How) -> None:
    person = how(first, Role.ENFORCEMENT_APPROVER)
    assert refused(approve_measure, by=person, measure=measure) == ("not_independent", 409)
    with pytest.raises(DatabaseError, match="invited the approver"):
        approve_measure_in_sql(measure, person)


@DEPENDENT
def test_of_an_appeal(waiting: Determination, first: User, how: How) -> None:
    filed = appeals.appeal(cases.approved(waiting))
    person = how(first, Role.APPEAL_REVIEWER)
    assert refused(take_appeal, by=person, appeal=filed) == ("took_part", 409)
    assert refused(dismiss_appeal, by=person, appeal=filed, reasons="x") == ("took_part", 409)
    with pytest.raises(DatabaseError, match="invited the reviewer"), transaction.atomic():
        AppealDecision.objects.create(
            appeal=filed,
            determination=waiting,
            outcome=Outcome.UPHELD,
            reasons="x",
            decided_by=waiting.decided_by,
            reviewed_by=person.pseudonym,
            reviewed_at=clock.now(),
        )


def test_a_role_given_again_by_somebody_else_makes_a_second_person(waiting: Determination, first: User) -> None:
    person = role_given_again_by_another(first, Role.ENFORCEMENT_APPROVER)
    approve_determination(by=person, determination=waiting)
    assert Approval.objects.get().approved_by == person.pseudonym


def test_an_account_user_of_the_customer_approves_nothing_about_it(
    waiting: Determination, measure: Measure, customer: Customer
) -> None:
    person = holds.second()
    customers.member(customer, email=person.email, capacity=Capacity.ACCOUNT_USER)
    assert refused(approve_determination, by=person, determination=waiting) == ("acts_for_customer", 409)
    assert refused(approve_measure, by=person, measure=measure) == ("acts_for_customer", 409)
    with pytest.raises(DatabaseError, match="acts for the customer"):
        approve_in_sql(waiting, person)
    with pytest.raises(DatabaseError, match="acts for the customer"):
        approve_measure_in_sql(measure, person)


def test_whoever_filed_an_appeal_approves_nothing_about_that_customer_ever(
    waiting: Determination, measure: Measure, customer: Customer, version: PolicyVersion
) -> None:
    appeals.appeal(cases.determination(cases.case(customer), version))
    person = customers.person_of(customer)
    customer.memberships.filter(user=person).update(until=clock.now())
    give_roles(by=None, email=person.email, name=person.name, roles=[Role.ENFORCEMENT_APPROVER])
    person = User.objects.get(pk=person.pk)
    assert refused(approve_determination, by=person, determination=waiting) == ("acts_for_customer", 409)
    assert refused(approve_measure, by=person, measure=measure) == ("acts_for_customer", 409)


def test_who_invited_and_who_gave_is_not_rewritten(first: User) -> None:
    invited(first, Role.ENFORCEMENT_APPROVER)
    attacks: list[Callable[[], Any]] = [
        lambda: Invitation.objects.update(invited_by=None),
        lambda: Invitation.objects.all().delete(),
        lambda: StaffRole.objects.update(granted_by=None),
        lambda: StaffRole.objects.filter(role=Role.AUDITOR).update(role=Role.ENFORCEMENT_APPROVER),
    ]
    for attack in attacks:
        with pytest.raises(DatabaseError), transaction.atomic():
            attack()


def test_an_approving_role_is_told_to_every_other_administrator_and_to_the_ledger(first: User, staff: Staff) -> None:
    other = staff(Role.ADMINISTRATOR, name="Other")
    send_mails()
    mail.outbox.clear()
    invite_person(by=first, email="two@acme.example", name="Two", roles=[Role.APPEAL_REVIEWER, Role.EDITOR])
    send_mails()
    told = [one for one in mail.outbox if one.extra_headers["X-Proviso-Kind"] == "roles"]
    assert {one.to[0] for one in told} >= {first.email, other.email}
    assert told[0].subject == "Two is now: Appeal reviewer"
    assert "The role was given by First" in told[0].body
    assert Entry.objects.filter(verb="role.given", by=first.pseudonym, facts={"role": "appeal_reviewer"}).exists()


def test_a_role_that_approves_nothing_is_told_to_nobody(first: User) -> None:
    send_mails()
    mail.outbox.clear()
    give_roles(by=first.pseudonym, email="three@acme.example", name="Three", roles=[Role.EDITOR])
    send_mails()
    assert not mail.outbox

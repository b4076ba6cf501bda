"""Invariant 6 for appeals: refused by the verb and by the database."""

import uuid
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from enforcement.appeals.actions import decide_appeal, dismiss_appeal, take_appeal
from enforcement.appeals.models import Appeal, AppealDecision, Outcome
from enforcement.cases.models import Determination
from enforcement.holds.actions import approve_measure, propose_measure
from enforcement.holds.models import MeasureKind
from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity, Customer
from tenants.ledger import clock
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tenants.resellers.current import connection
from tests.factories import appeals, cases, customers, versions
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
IGNORE = (
    "SET LOCAL pgtrigger.ignore = '{appeals.Appeal:frozen,appeals.Appeal:undeletable,"
    "appeals.AppealDecision:frozen,appeals.AppealDecision:undeletable}'"
)


@pytest.fixture
def everyone(version: PolicyVersion, customer: Customer, staff: Staff) -> tuple[Appeal, list[User]]:
    """An appeal against what four people did who may all review appeals: decider, approver, proposer, agreeing."""
    roles = (Role.CASE_OFFICER, Role.ENFORCEMENT_APPROVER, Role.APPEAL_REVIEWER)
    decider, approver, proposer, second = people = [staff(*roles, name=name) for name in ("Al", "Bo", "Cy", "Di")]
    made = cases.determination(cases.case(customer), version, versions.OFFENSIVE, by=decider)
    cases.approved(made, by=approver)
    measure = propose_measure(
        by=proposer,
        determination=made,
        kind=MeasureKind.TERMINATION,
        without_notice=True,
        ground="ongoing_harm",
    )
    approve_measure(by=second, measure=measure)
    assert approver.pseudonym != decider.pseudonym
    return appeals.appeal(made), people


def test_whoever_took_part_is_refused_by_the_action(everyone: tuple[Appeal, list[User]], client_at: ClientAt) -> None:
    filed, people = everyone
    for person in people:
        assert refused(take_appeal, by=person, appeal=filed) == ("took_part", 409)
        assert refused(dismiss_appeal, by=person, appeal=filed, reasons="x") == ("took_part", 409)
    taken = take_appeal(by=appeals.reviewer(), appeal=filed)
    for person in people:
        assert refused(decide_appeal, by=person, appeal=taken, outcome=Outcome.UPHELD, reasons="x") == (
            "took_part",
            409,
        )
        client = client_at("acme", person)
        body = {"outcome": "overturned", "reasons": "x"}
        answer = client.post(f"/api/v1/appeals/{filed.pk}/decide/", body)
        assert (answer.status_code, answer.json()["code"]) == (409, "took_part")
        assert "You took part" in client.get(f"/desk/appeals/{filed.pk}/").content.decode()


@pytest.mark.parametrize("ignoring", [False, True])
def test_whoever_took_part_is_refused_by_the_database(
    everyone: tuple[Appeal, list[User]],
    ignoring: bool,  # noqa: FBT001 - a table's column
) -> None:
    filed, people = everyone
    decider = people[0].pseudonym
    assert filed.at_issue is not None
    other = cases.determination(cases.case(customers.customer()), filed.at_issue.citations.get().version, versions.SPAM)
    stranger = uuid.uuid4()
    attempts: list[tuple[uuid.UUID | None, ...]] = [
        (filed.determination_id, decider, person.pseudonym) for person in people
    ]
    attempts += [
        (filed.determination_id, stranger, appeals.reviewer().pseudonym),  # who decided is forged
        (other.pk, other.decided_by, appeals.reviewer().pseudonym),  # another determination
        (filed.determination_id, decider, None),
        (filed.determination_id, None, appeals.reviewer().pseudonym),
    ]
    for determination, decided_by, reviewed_by in attempts:
        attack(
            "INSERT INTO appeals_appealdecision (appeal_id, determination_id, outcome, reasons, decided_by,"
            " reviewed_by, reviewed_at) VALUES (%s, %s, 'overturned', 'x', %s, %s, now())",
            filed.pk,
            determination,
            decided_by,
            reviewed_by,
            ignoring=ignoring,
        )
    assert not AppealDecision.objects.exists()


def acts_for_the_customer(appeal: Appeal) -> User:
    """A reviewer of the reseller's who is an account user of the customer's as well."""
    return customers.member(appeal.customer, email=appeals.reviewer().email, capacity=Capacity.ACCOUNT_USER)


def filed_it_and_left(appeal: Appeal) -> User:
    """The representative who filed it, gone over to the reseller."""
    person = customers.person_of(appeal.customer)
    appeal.customer.memberships.filter(user=person).update(until=clock.now())
    return give_roles(by=None, email=person.email, name=person.name, roles=[Role.APPEAL_REVIEWER])


@pytest.mark.parametrize("who", [acts_for_the_customer, filed_it_and_left])
def test_whoever_filed_the_appeal_or_acts_for_the_customer_reviews_it_not(
    found: Determination, client_at: ClientAt, who: Callable[[Appeal], User]
) -> None:
    filed = appeals.appeal(found)
    person = who(filed)
    for verb, given in ((take_appeal, {}), (dismiss_appeal, {"reasons": "x"})):
        assert refused(verb, by=person, appeal=filed, **given) == ("took_part", 409)
    assert "act for the customer" in client_at("acme", person).get(f"/desk/appeals/{filed.pk}/").content.decode()
    with pytest.raises(DatabaseError, match="filed the appeal or acts for the customer"), transaction.atomic():
        AppealDecision.objects.create(
            appeal=filed,
            determination=found,
            outcome=Outcome.UPHELD,
            reasons="x",
            decided_by=found.decided_by,
            reviewed_by=person.pseudonym,
            reviewed_at=clock.now(),
        )
    assert not AppealDecision.objects.exists()


def attack(sql: str, *values: uuid.UUID | str | None, ignoring: bool) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if ignoring:
            cursor.execute(IGNORE)
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(sql, values)


@pytest.mark.parametrize("ignoring", [False, True])
def test_an_appeal_and_its_decision_cannot_be_rewritten(
    found: Determination,
    ignoring: bool,  # noqa: FBT001 - a table's column
) -> None:
    appeals.decided(appeals.appeal(found), Outcome.UPHELD)
    for sql in (
        "UPDATE appeals_appealdecision SET outcome = 'overturned'",
        "UPDATE appeals_appealdecision SET reviewed_by = gen_random_uuid()",
        "DELETE FROM appeals_appealdecision",
        "TRUNCATE appeals_appealdecision",
        "ALTER TABLE appeals_appealdecision DISABLE TRIGGER ALL",
        "UPDATE appeals_appeal SET words = 'I give up'",
        "DELETE FROM appeals_appeal",
        "TRUNCATE appeals_appeal CASCADE",
    ):
        attack(sql, ignoring=ignoring)

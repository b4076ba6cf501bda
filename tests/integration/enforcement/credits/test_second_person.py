"""Invariant 6 for credits: a large one is approved by somebody who neither had it computed nor issues it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from enforcement.credits.actions import approve_statement, issue_statement
from enforcement.credits.limits.actions import set_approval_limit
from enforcement.credits.models import CreditStatement, StatementApproval, StatementIssue, StatementStatus
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.actions import give_roles, invite_person
from tenants.people.models import Role, User
from tests.factories import credits as crediting
from tests.factories import customers
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
Staff = Callable[..., User]
NOVEMBER = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
FAULT = dt.datetime(2026, 10, 7, 3, tzinfo=dt.UTC)


@pytest.fixture
def ada(staff: Staff) -> User:
    """Finance, and may also invite people and set amounts."""
    return staff(Role.FINANCE, Role.ADMINISTRATOR, name="Ada")


@pytest.fixture
def ben(staff: Staff) -> User:
    return staff(Role.FINANCE, name="Ben")


def customer_down(price: str, *, currency: str = "EUR") -> Customer:
    """A customer whose service failed for 90 minutes in October: 10 % of its price is due."""
    made = customers.customer(monthly_price=price, currency=currency)
    crediting.level_for(customers.service_of(made))
    crediting.fault(customers.service_of(made), 5400, start=FAULT)
    return made


@pytest.fixture
def november(set_clock: Callable[[object], None]) -> None:
    set_clock(NOVEMBER)


def computed(by: User | None, price: str, *, currency: str = "EUR") -> CreditStatement:
    customer = customer_down(price, currency=currency)
    crediting.computed(by=by)
    return CreditStatement.objects.get(customer=customer)


@pytest.mark.usefixtures("november")
def test_a_small_credit_takes_one_person(ada: User) -> None:
    statement = computed(ada, "5000.00")
    assert statement.total == Decimal(500)
    statement = approve_statement(by=ada, statement=statement)
    assert issue_statement(by=ada, statement=statement).status == StatementStatus.ISSUED
    assert str(statement.issue) == "CN-1"


@pytest.mark.usefixtures("november")
def test_a_large_one_is_not_approved_by_who_computed_it_nor_issued_by_who_approved(ada: User, ben: User) -> None:
    statement = computed(ada, "5000.10")
    assert refused(approve_statement, by=ada, statement=statement) == ("same_person", 409)
    statement = approve_statement(by=ben, statement=statement)
    assert refused(issue_statement, by=ben, statement=statement) == ("same_person", 409)
    issue_statement(by=ada, statement=statement)
    issue = StatementIssue.objects.get()
    assert (issue.issued_by, issue.statement.approval.approved_by) == (ada.pseudonym, ben.pseudonym)
    assert list(Entry.objects.filter(verb__startswith="statement.").order_by("at").values_list("verb", "by")) == [
        ("statement.computed", ada.pseudonym),
        ("statement.approved", ben.pseudonym),
        ("statement.issued", ada.pseudonym),
    ]


def invited(first: User) -> User:
    made = invite_person(by=first, email="two@acme.example", name="Two", roles=[Role.AUDITOR])
    return give_roles(by=None, email=made.email, name=made.name, roles=[Role.FINANCE])


def given_the_role(first: User) -> User:
    there = give_roles(by=None, email="two@acme.example", name="Two", roles=[Role.AUDITOR])
    return give_roles(by=first.pseudonym, email=there.email, name=there.name, roles=[Role.FINANCE])


@pytest.mark.usefixtures("november")
@pytest.mark.parametrize("how", [invited, given_the_role])
def test_who_owes_the_first_their_place_is_no_second_person(ada: User, ben: User, how: Callable[[User], User]) -> None:
    statement, puppet = computed(ada, "9000.00"), how(ada)
    assert refused(approve_statement, by=puppet, statement=statement) == ("not_independent", 409)
    # Nor is Ada's puppet the approver of what Ada issues, whoever computed it.
    other = customer_down("9000.00")
    crediting.computed(by=ben)
    other_statement = approve_statement(by=puppet, statement=CreditStatement.objects.get(customer=other))
    assert refused(issue_statement, by=ada, statement=other_statement) == ("not_independent", 409)
    assert issue_statement(by=ben, statement=other_statement).status == StatementStatus.ISSUED


@pytest.mark.usefixtures("november")
def test_who_acts_for_the_customer_approves_no_credit_of_it(ada: User, ben: User) -> None:
    statement = computed(ada, "100.00")
    customers.member(statement.customer, email=ben.email)
    assert refused(approve_statement, by=ben, statement=statement) == ("acts_for_customer", 409)


@pytest.mark.usefixtures("november")
def test_the_database_keeps_it_without_the_verb(ada: User, ben: User) -> None:
    statement = computed(ada, "9000.00")
    for status, words in (("approved", "nobody approved"), ("issued", "is approved, then issued")):
        with pytest.raises(DatabaseError, match=words), transaction.atomic():
            CreditStatement.objects.filter(pk=statement.pk).update(status=status)
    with pytest.raises(DatabaseError, match="does not approve it"), transaction.atomic():
        StatementApproval.objects.create(statement=statement, approved_by=ada.pseudonym, approved_at=clock.now())
    with pytest.raises(DatabaseError, match="is not approved"), transaction.atomic():
        issued(statement, ada)
    approve_statement(by=ben, statement=statement)
    with pytest.raises(DatabaseError, match="does not issue it"), transaction.atomic():
        issued(statement, ben)
    with pytest.raises(DatabaseError, match="superseded last"), transaction.atomic():
        CreditStatement.objects.filter(pk=statement.pk).update(status="draft")


def issued(statement: CreditStatement, by: User) -> StatementIssue:
    return StatementIssue.objects.create(
        statement=statement,
        number=7,
        addressee="X",
        credited=statement.total,
        carried=0,
        issued_by=by.pseudonym,
        issued_at=clock.now(),
    )


def test_the_amount_is_a_currencys_and_holds_from_when_it_was_set(
    ada: User, set_clock: Callable[[object], None]
) -> None:
    set_clock(NOVEMBER)
    before = computed(ada, "2000.00")
    set_clock(NOVEMBER + dt.timedelta(hours=1))
    set_approval_limit(by=ada, currency="EUR", amount=Decimal(100))
    set_clock(NOVEMBER + dt.timedelta(hours=2))
    approve_statement(by=ada, statement=before)
    assert refused(approve_statement, by=ada, statement=computed(ada, "2000.00")) == ("same_person", 409)
    approve_statement(by=ada, statement=computed(ada, "2000.00", currency="USD"))
    for currency, amount, code in (("eur", "1", "currency"), ("EUR", "0.001", "amount"), ("EUR", "-1", "amount")):
        assert refused(set_approval_limit, by=ada, currency=currency, amount=Decimal(amount)) == (code, 422)


@pytest.mark.usefixtures("november")
def test_several_take_a_step_at_once_and_what_is_refused_is_said(
    ada: User, ben: User, client_at: Callable[..., Client]
) -> None:
    for price in ("100.00", "200.00", "9000.00"):
        customer_down(price)
    crediting.computed(by=ada)
    client = client_at("acme", ada)
    listed = client.get("/api/v1/credit-statements/").json()["results"]
    assert sorted(one["second_person"] for one in listed) == [False, False, True]
    ids = {"statements": [one["id"] for one in listed]}

    def post(step: str, of: Client = client) -> Any:
        return of.post(f"/api/v1/credit-statements/{step}/", ids, content_type="application/json").json()

    said = post("approve")
    assert len(said["done"]) == 2
    assert [one["code"] for one in said["refused"]] == ["same_person"]
    assert len(post("approve", client_at("acme", ben))["done"]) == 1
    assert len(post("issue")["done"]) == 3
    assert [one["code"] for one in post("issue")["refused"]] == ["statement_moved"] * 3
    assert len(post("pay")["done"]) == 3
    unknown = {"statements": ["00000000-0000-4000-8000-000000000000"]}
    assert client.post("/api/v1/credit-statements/pay/", unknown, content_type="application/json").status_code == 400


def test_an_administrator_sets_the_amount_on_the_page_and_by_the_api(
    staff: Staff, client_at: Callable[..., Client]
) -> None:
    boss = client_at("acme", staff(Role.ADMINISTRATOR))
    assert boss.post("/desk/credits/limits/set/", {"currency": "jpy", "amount": "0.5"}).status_code == 422
    assert boss.post("/desk/credits/limits/set/", {"currency": "jpy", "amount": "60000"}).status_code == 302
    said = boss.post("/api/v1/credit-limits/", {"currency": "EUR", "amount": "250"}, content_type="application/json")
    assert said.json()["amount"] == "250.00"
    page = boss.get("/desk/credits/limits/").text
    assert "60000" in page
    assert "250.00" in page
    finance = client_at("acme", staff(Role.FINANCE))
    assert finance.post("/desk/credits/limits/set/", {"currency": "EUR", "amount": "1"}).status_code == 403

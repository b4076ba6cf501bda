"""A won appeal is written wherever what it was about is shown, on the desk and in the customer's portal."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from enforcement.appeals.models import Outcome
from enforcement.cases.events import won_about
from enforcement.cases.models import Determination
from enforcement.credits.actions import approve_statement, issue_statement
from enforcement.credits.actions.recomputing import recompute_marked
from enforcement.credits.models import CreditStatement
from enforcement.holds.models import Hold, Measure, StatementOfReasons
from policies.notices.models import Notice
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tests.factories import appeals, cases, customers, holds
from tests.factories import credits as crediting

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
NOVEMBER = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)


@pytest.fixture
def plain(version: PolicyVersion, customer: Customer, set_clock: Callable[[dt.datetime], None]) -> Determination:
    """A determination with a suspension on it, whose October was computed and sent."""
    crediting.level_for(customers.service_of(customer))
    found = cases.determination(cases.case(customer), version)
    holds.suspension(found)
    set_clock(NOVEMBER)
    crediting.computed()
    issued(customer)
    return found


def issued(customer: Customer) -> CreditStatement:
    """The customer's last statement, approved and sent."""
    statement = CreditStatement.objects.filter(customer=customer).order_by("-sequence")[0]
    statement = approve_statement(by=crediting.finance(), statement=statement)
    return issue_statement(by=crediting.finance(), statement=statement)


def desk_pages(found: Determination) -> list[str]:
    """Every page of the desk that shows the determination or what rests on it by itself."""
    measure, statements = Measure.objects.get(), CreditStatement.objects.all()
    return [
        f"/desk/cases/{found.case_id}/",
        f"/desk/determinations/{found.pk}/",
        f"/desk/measures/{measure.pk}/",
        f"/desk/holds/{Hold.objects.get().pk}/",
        f"/desk/customers/{found.customer_id}/",
        *(f"/desk/credits/{one.pk}/" for one in statements),
    ]


def own_pages(found: Determination) -> list[str]:
    """The same of the customer's portal."""
    return [
        f"/my/statements/{StatementOfReasons.objects.get().pk}/",
        f"/my/appeals/{found.appeals.get().pk}/",
        "/my/services/",
        *(f"/my/credits/{one.pk}/" for one in CreditStatement.objects.exclude(status="draft")),
    ]


@pytest.mark.parametrize("outcome", [Outcome.OVERTURNED, Outcome.MODIFIED])
def test_every_page_that_shows_it_says_so(
    plain: Determination, outcome: Outcome, client_at: ClientAt, staff: Staff
) -> None:
    desk = client_at("acme", staff(Role.AUDITOR, name="Auditor"))
    mine = client_at("acme", customers.person_of(plain.customer))
    filed = appeals.appeal(plain)
    sentence = f"{outcome.label} on appeal A-1"
    for client, pages in ((desk, desk_pages(plain)), (mine, own_pages(plain))):
        assert [page for page in pages if sentence in client.get(page).content.decode()] == []
    appeals.decided(filed, outcome)
    recompute_marked()
    assert CreditStatement.objects.count() == 2
    issued(plain.customer)
    for client, pages in ((desk, desk_pages(plain)), (mine, own_pages(plain))):
        missing = [page for page in pages if sentence not in client.get(page).content.decode()]
        assert missing == []
        area = "desk" if client is desk else "my"
        assert f'href="/{area}/appeals/{filed.pk}/"' in client.get(pages[0]).content.decode()


@pytest.mark.parametrize("page", ["/desk/cases/", "/desk/measures/", "/desk/holds/", "/my/statements/"])
def test_every_list_that_holds_it_marks_it(plain: Determination, page: str, client_at: ClientAt, staff: Staff) -> None:
    person = customers.person_of(plain.customer) if page.startswith("/my/") else staff(Role.AUDITOR, name="Auditor")
    client = client_at("acme", person)
    assert "<span>Overturned</span>" not in client.get(page).content.decode()
    appeals.decided(appeals.appeal(plain))
    assert "<span>Overturned</span>" in client.get(page).content.decode()


def test_of_a_measure_it_stands_at_the_measure_and_not_at_the_determination(
    plain: Determination, client_at: ClientAt
) -> None:
    measure = Measure.objects.get()
    appeals.decided(appeals.appeal(measure))
    client = client_at("acme", holds.officer())
    page = client.get(f"/desk/measures/{measure.pk}/").content.decode()
    assert "Overturned on appeal A-1" in page
    assert "the determination stands" in page
    assert "on appeal" not in client.get(f"/desk/determinations/{plain.pk}/").content.decode()
    assert "on appeal A-1" in client.get(f"/desk/cases/{plain.case_id}/").content.decode()
    mine = client_at("acme", customers.person_of(plain.customer))
    for own in (f"/my/statements/{StatementOfReasons.objects.get().pk}/", "/my/services/"):
        assert "Overturned on appeal A-1" in mine.get(own).content.decode()


def test_a_mail_about_it_that_is_made_since_says_so(plain: Determination) -> None:
    appeals.decided(appeals.appeal(plain))
    recompute_marked()
    issued(plain.customer)
    content = Notice.objects.filter(kind="credit").order_by("-created_at")[0].content
    assert "Overturned on appeal A-1" in content["appeals"][0]


def test_what_makes_a_document_of_it_asks_in_one_place(plain: Determination) -> None:
    statement = StatementOfReasons.objects.get()
    for thing in (plain, plain.case, plain.service, statement, Measure.objects.get(), Hold.objects.get()):
        assert won_about(thing) == []
    appeals.decided(appeals.appeal(plain))
    for thing in (plain, plain.case, plain.service, statement, Measure.objects.get(), Hold.objects.get()):
        assert [one.appeal for one in won_about(thing)] == ["A-1"]
    assert won_about(plain.customer) == []


def test_who_may_not_see_appeals_reads_it_without_a_link(plain: Determination, client_at: ClientAt) -> None:
    filed = appeals.appeal(plain)
    appeals.decided(filed)
    page = client_at("acme", crediting.finance()).get(f"/desk/determinations/{plain.pk}/").content.decode()
    assert "Overturned on appeal A-1" in page
    assert str(filed.pk) not in page

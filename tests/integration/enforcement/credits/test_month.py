"""The month as finance works through it, and a statement as the customer reads, files and contests it."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from enforcement.appeals.models import Outcome
from enforcement.credits.actions import approve_statement, issue_statement, pay_statement
from enforcement.credits.interruptions.actions import withdraw_interruption
from enforcement.credits.models import CreditStatement, Interruption, Objection, Payment, StatementStatus
from enforcement.credits.runs.actions import work_on_open_runs
from policies.notices.delivery.mails import MailWriter
from policies.notices.models import Delivery
from tenants.alerts.actions import look
from tenants.alerts.models import Alert
from tenants.customers.models import Customer, Service
from tenants.people.models import User
from tenants.resellers.models import Reseller
from tests.factories import credits as crediting
from tests.factories import customers
from tests.integration.enforcement.credits import october

ClientAt = Callable[..., Client]
Clock = Callable[[object], None]
FAULT = dt.datetime(2026, 10, 7, 3, tzinfo=dt.UTC)
NOVEMBER = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)


def down(name: str = "", *, price: str = "250.00", reference: str = "F-1") -> Customer:
    """A customer whose service failed for 90 minutes in October: 10 % of its price is due."""
    made = customers.customer(name, monthly_price=price)
    crediting.level_for(customers.service_of(made))
    crediting.fault(customers.service_of(made), 5400, start=FAULT, reference=reference)
    return made


@pytest.fixture
def november(acme: Reseller, set_clock: Clock) -> None:
    set_clock(NOVEMBER)


@pytest.fixture
def finance(client_at: ClientAt, november: None) -> Client:
    return client_at("acme", crediting.finance())


def ids(page: str) -> list[str]:
    return re.findall(r'name="statement"[^>]*?value="([^"]+)"', page)


def test_a_month_is_computed_approved_issued_and_paid_all_at_once(finance: Client) -> None:
    for name in ("Xavier", "Yvonne", "Zoe"):
        down(name)
    assert "3 interruptions" in finance.get("/desk/credits/").text
    finance.post("/desk/credits/run/", {"month": "2026-10"})
    work_on_open_runs()
    page = finance.get("/desk/credits/").text
    assert "Credits of 2026-10" in page
    assert "3 statements: 75.00 EUR" in page
    asked = finance.post("/desk/credits/approve/?month=2026-10", {"everything": "1"})
    assert "Approve 3 statements?" in asked.text
    assert CreditStatement.objects.filter(status=StatementStatus.DRAFT).count() == 3
    for step in ("approve", "issue", "pay"):
        asked = finance.post(f"/desk/credits/{step}/?month=2026-10", {"everything": "1"})
        done = finance.post(
            f"/desk/credits/{step}/?month=2026-10", {"sure": "1", "statement": ids(asked.text)}, follow=True
        )
        assert done.status_code == 200
    assert Payment.objects.count() == 3
    assert "Paid" in done.text
    nothing = finance.post("/desk/credits/approve/?month=2026-10", {"everything": "1"}, follow=True)
    assert "None of the chosen statements waits for this step." in nothing.text


def test_only_what_is_ticked_takes_the_step_and_another_months_list_is_its_own(finance: Client) -> None:
    for name in ("Xavier", "Yvonne"):
        down(name)
    finance.post("/desk/credits/run/", {"month": "2026-10"})
    work_on_open_runs()
    chosen = CreditStatement.objects.get(customer__name="Xavier")
    finance.post("/desk/credits/approve/?month=2026-10", {"sure": "1", "statement": [str(chosen.pk)]})
    assert list(CreditStatement.objects.filter(status=StatementStatus.APPROVED)) == [chosen]
    assert ids(finance.get("/desk/credits/?month=2026-09").text) == []
    assert len(ids(finance.get("/desk/credits/?month=2026-10&status=draft").text)) == 1
    assert finance.get("/desk/credits/", {"month": "\uff12\uff10\uff12\uff16-10"}).status_code == 422
    assert str(chosen) in finance.get("/desk/credits/statements/").text


def test_what_needs_a_look_comes_first(finance: Client) -> None:
    open_ended = customers.service_of(down("Xavier"))
    changed = customers.service_of(down("Yvonne"))
    emptied = customers.service_of(down("Zoe"))
    unpriced = customers.service_of(customers.customer("Ulf"))
    crediting.fault(unpriced, 5400, start=FAULT)
    crediting.fault(open_ended, None, start=FAULT + dt.timedelta(days=20), reference="F-9")
    finance.post("/desk/credits/run/", {"month": "2026-10"})
    work_on_open_runs()
    crediting.fault(changed, 86_400, start=FAULT + dt.timedelta(days=2), reference="F-2")
    withdraw_interruption(
        by=crediting.finance(), interruption=Interruption.objects.get(service=emptied), reason="A false alarm."
    )
    finance.post("/desk/credits/run/", {"month": "2026-10"})
    work_on_open_runs()
    page = finance.get("/desk/credits/").text
    for words in (
        f"F-9 on {open_ended.reference} of Xavier has no end",
        f"{unpriced.reference} of Ulf was interrupted and has no service level",
        "of Yvonne changes from 25.00 to 62.50 EUR",
        "of Zoe has no interruption left",
    ):
        assert words in page, words


def test_a_month_is_a_csv_that_no_spreadsheet_runs_and_a_json(finance: Client) -> None:
    down('=HYPERLINK("http://evil")')
    finance.post("/desk/credits/run/", {"month": "2026-10"})
    work_on_open_runs()
    answer = finance.get("/desk/credits/list.csv?month=2026-10")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(row["Credit"], row["Currency"], row["Counted seconds"], row["Name"][0]) for row in rows] == [
        ("25.00", "EUR", "5400", "'")
    ]
    said = finance.get("/desk/credits/list.json?month=2026-10").json()
    assert said[0]["total"] == "25.00"
    assert said[0]["assessment"]["services"][0]["amount"] == "25.00"
    assert finance.get("/desk/credits/list.json?month=2026-09").json() == []


def test_a_statement_begins_with_the_answer(finance: Client, client_at: ClientAt) -> None:
    customer = down("Xavier")
    crediting.computed("2026-10")
    statement = issued(customer)
    for page in (
        finance.get(f"/desk/credits/{statement.pk}/").text,
        client_at("acme", customers.person_of(customer)).get(f"/my/credits/{statement.pk}/").text,
    ):
        assert "25.00 EUR, because 99.79838 % is below 99.9 % (10 % of 250.00)" in page
        assert page.count('class="tier-hit"') == 1
        assert "25.00 EUR are due." in page


def issued(customer: Customer, *, by: User | None = None) -> CreditStatement:
    found = CreditStatement.objects.filter(customer=customer).order_by("-sequence")[0]
    person = by or crediting.finance()
    return issue_statement(by=person, statement=approve_statement(by=person, statement=found))


def test_the_credit_note_is_a_pdf_for_staff_and_the_customer_alone(finance: Client, client_at: ClientAt) -> None:
    customer = down("Xavier")
    crediting.computed("2026-10")
    draft = CreditStatement.objects.get()
    assert finance.get(f"/desk/credits/{draft.pk}/note/").status_code == 404
    statement = issued(customer)
    person = client_at("acme", customers.person_of(customer))
    bodies = [
        client.get(address).content
        for client, address in (
            (finance, f"/desk/credits/{statement.pk}/note/"),
            (finance, f"/api/v1/credit-statements/{statement.pk}/note/"),
            (person, f"/my/credits/{statement.pk}/note/"),
            (person, f"/api/v1/my-credits/{statement.pk}/note/"),
        )
    ]
    assert len(set(bodies)) == 1
    assert bodies[0].startswith(b"%PDF-")
    assert b"pdfaid:part" in bodies[0]
    stranger = client_at("acme", customers.person_of(customers.customer()))
    assert stranger.get(f"/my/credits/{statement.pk}/note/").status_code == 404


def mail_of(acme: Reseller, kind: str) -> str:
    delivery = Delivery.objects.filter(notice__kind=kind, channel="mail").order_by("notice__created_at").last()
    assert delivery is not None
    return str(MailWriter(acme).write(delivery).body)


def test_what_was_paid_too_much_is_said_wherever_a_statement_is_read(
    finance: Client, client_at: ClientAt, acme: Reseller, set_clock: Clock
) -> None:
    customer = down("Xavier")
    crediting.computed("2026-10")
    pay_statement(by=crediting.finance(), statement=issued(customer))
    withdraw_interruption(
        by=crediting.finance(), interruption=Interruption.objects.get(reference="F-1"), reason="A false alarm."
    )
    crediting.computed("2026-10")
    corrected = issued(customer)
    person = client_at("acme", customers.person_of(customer))
    over = "25.00 EUR more than this was paid for the month"
    for page in (
        finance.get(f"/desk/credits/{corrected.pk}/").text,
        person.get(f"/my/credits/{corrected.pk}/").text,
        mail_of(acme, "credit"),
    ):
        assert over in page
    assert "superseded" in person.get("/my/credits/").text.lower()
    set_clock(dt.datetime(2026, 12, 2, tzinfo=dt.UTC))
    crediting.fault(
        customers.service_of(customer), 12_000, start=dt.datetime(2026, 11, 7, tzinfo=dt.UTC), reference="F-2"
    )
    crediting.computed("2026-11")
    statement = CreditStatement.objects.get(month="2026-11")
    statement = issue_statement(
        by=crediting.finance(), statement=approve_statement(by=crediting.finance(), statement=statement)
    )
    assert (statement.total, statement.issue.carried) == (Decimal("25.00"), Decimal("25.00"))
    assert (
        "0.00 EUR are due: 25.00 EUR, less 25.00 EUR that were paid" in person.get(f"/my/credits/{statement.pk}/").text
    )
    assert "25.00 EUR that were paid too much for earlier months are taken off" in mail_of(acme, "credit")


def test_no_statement_is_made_of_a_month_after_the_service_ended(november: None, set_clock: Clock) -> None:
    customer = down("Xavier")
    crediting.computed("2026-10")
    Service.objects.filter(customer=customer).update(ends_at=NOVEMBER)
    for month, at in (("2026-11", dt.datetime(2026, 12, 2)), ("2026-12", dt.datetime(2027, 1, 2))):  # noqa: DTZ001 - below
        set_clock(at.replace(tzinfo=dt.UTC))
        assert crediting.computed(month).made == 0
        assert crediting.computed().made == 0
    assert CreditStatement.objects.count() == 1


def test_the_customer_contests_and_staff_answer_and_nothing_moves(
    finance: Client, client_at: ClientAt, acme: Reseller
) -> None:
    customer = down("Xavier")
    crediting.computed("2026-10")
    draft = CreditStatement.objects.get()
    person = client_at("acme", customers.person_of(customer))
    assert person.get(f"/my/credits/{draft.pk}/contest/").status_code == 404
    statement = issued(customer)
    page = person.get(f"/my/credits/{statement.pk}/").text
    address = re.findall(r'href="(/my/credits/[^"]+/contest/\?[^"]+)"', page)[0].replace("&amp;", "&")
    service = customers.service_of(customer)
    assert f'<option value="{service.reference}" selected>' in person.get(address).text
    assert person.post(address, {"service": service.reference, "words": " "}).status_code == 422
    assert person.post(address, {"service": service.reference, "words": "It was 3 hours."}).status_code == 302
    objection = Objection.objects.get()
    assert (objection.service, objection.starts_at) == (service, FAULT)
    look()
    assert Alert.objects.get(kind="contested", settled_at=None).subject_id == objection.pk
    assert "It was 3 hours." in person.get(f"/my/credits/{statement.pk}/").text
    again = person.post(f"/my/credits/{statement.pk}/contest/", {"words": "Again."})
    assert again.status_code == 409
    assert str(objection) in finance.get("/desk/credits/objections/").text
    desk = f"/desk/credits/objections/{objection.pk}/"
    assert "It was 3 hours." in finance.get(desk).text
    assert finance.post(desk, {"words": "Our monitoring says 90 minutes."}).status_code == 302
    assert finance.post(desk, {"words": "Twice."}).status_code == 409
    assert "Our monitoring says 90 minutes." in person.get(f"/my/credits/{statement.pk}/").text
    assert "Our monitoring says 90 minutes." in mail_of(acme, "objection")
    look()
    assert not Alert.objects.filter(kind="contested", settled_at=None).exists()
    statement.refresh_from_db()
    assert (statement.status, CreditStatement.objects.count()) == (StatementStatus.ISSUED, 1)


def test_machines_contest_and_answer_too(finance: Client, client_at: ClientAt) -> None:
    customer = down("Xavier")
    crediting.computed("2026-10")
    statement = issued(customer)

    def post(client: Client, path: str, body: dict[str, Any]) -> Any:
        return client.post(f"/api/v1/{path}", body, content_type="application/json")

    person = client_at("acme", customers.person_of(customer))
    body = {"statement": str(statement.pk), "words": "It was 3 hours."}
    stranger = client_at("acme", customers.person_of(customers.customer()))
    assert post(stranger, "my-credit-objections/", body).status_code == 400
    made = post(person, "my-credit-objections/", body)
    assert made.status_code == 201
    key = made.json()["id"]
    waiting = finance.get("/api/v1/credit-objections/?waiting=true").json()["results"]
    assert [one["id"] for one in waiting] == [key]
    assert post(finance, f"credit-objections/{key}/answer/", {"words": "No."}).json()["answer"] == "No."
    assert person.get("/api/v1/my-credit-objections/").json()["results"][0]["answer"] == "No."


def test_a_won_appeal_is_said_until_and_after_the_month_is_computed_again(
    client_at: ClientAt, acme: Reseller, set_clock: Clock
) -> None:
    played = october.play(set_clock)
    october.run()
    statement = played.issue(played.x)
    played.decide(Outcome.OVERTURNED)
    person = client_at("acme", customers.person_of(played.x))
    page = person.get(f"/my/credits/{statement.pk}/").text
    assert "was computed again after appeal A-1 was won" in page

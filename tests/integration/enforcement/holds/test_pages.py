"""The pages and endpoints of measures and holds, as staff and customers meet them."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from enforcement.holds.models import Hold, Measure, StatementOfReasons
from policies.notices.delivery.mails import MailWriter
from policies.notices.kinds import kind_of
from policies.notices.models import Delivery
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.factories import customers, holds, versions

ClientAt = Callable[..., Client]
Staff = Callable[..., User]


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    set_clock(dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC))
    return versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))


@pytest.fixture
def customer(acme: Reseller) -> Customer:
    return customers.customer("Xavier BV", email="rep@x.example", person="Rita")


def test_staff_suspend_from_the_case_and_see_what_was_done(
    version: PolicyVersion, customer: Customer, client_at: ClientAt
) -> None:
    found = holds.determination(customer, version)
    client = client_at("acme", holds.officer())
    address = f"/desk/determinations/{found.pk}/measure/"
    assert "without notice" in client.get(address).text
    answer = client.post(
        address,
        {
            "kind": "suspension",
            "services": [str(found.service_id)],
            "starts_at": "2026-10-29T00:00",
            "without_notice": "on",
            "ground": "ongoing_harm",
            "reason": "It goes on.",
            "confirmed": "yes",
        },
    )
    measure = Measure.objects.get()
    assert answer.headers["Location"] == f"/desk/measures/{measure.pk}/"
    assert measure.starts_at == dt.datetime(2026, 10, 29, tzinfo=dt.UTC)
    hold = Hold.objects.get()
    for page in ("/desk/measures/", f"/desk/measures/{measure.pk}/", "/desk/holds/", f"/desk/holds/{hold.pk}/"):
        seen = client.get(page)
        assert seen.status_code == 200, page
        assert customers.service_of(customer).reference in seen.text


def test_a_refused_measure_says_why_in_the_form(
    version: PolicyVersion, customer: Customer, client_at: ClientAt
) -> None:
    found = holds.determination(customer, version, needs_approval=True, approved=False)
    answer = client_at("acme", holds.officer()).post(
        f"/desk/determinations/{found.pk}/measure/",
        {
            "kind": "suspension",
            "services": [str(found.service_id)],
            "without_notice": "on",
            "ground": "ongoing_harm",
            "reason": "It goes on.",
        },
    )
    assert answer.status_code == 409
    assert "waits for another person" in answer.text
    assert not Measure.objects.exists()


def test_a_second_person_approves_a_termination_on_its_page(
    version: PolicyVersion, customer: Customer, client_at: ClientAt
) -> None:
    measure = holds.suspension(holds.determination(customer, version), kind="termination")
    address = f"/desk/measures/{measure.pk}/"
    assert client_at("acme", holds.officer()).post(f"{address}approve/").status_code == 403
    client = client_at("acme", holds.second())
    assert "Approve the measure" in client.get(address).text
    assert client.post(f"{address}approve/", {"reason": ""}).status_code == 422
    assert not Hold.objects.exists()
    assert client.post(f"{address}approve/", {"reason": "As I read it too."}).status_code == 302
    assert Hold.objects.exists()


def test_ending_says_what_happens_and_asks_why(version: PolicyVersion, customer: Customer, client_at: ClientAt) -> None:
    measure = holds.suspension(holds.determination(customer, version))
    client = client_at("acme", holds.officer())
    address = f"/desk/measures/{measure.pk}/end/"
    assert "other holds on it stay" in client.get(address).text
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Cleaned up."}).status_code == 302
    assert Hold.objects.get().lifted_at is not None


def test_staff_put_a_service_on_hold_for_payment_and_lift_it(customer: Customer, client_at: ClientAt) -> None:
    service = customers.service_of(customer)
    client = client_at("acme", holds.officer())
    assert "stops at once" in client.get(f"/desk/services/{service.pk}/hold/").text
    assert client.post(f"/desk/services/{service.pk}/hold/", {"reason": "abuse"}).status_code == 422
    asked = {"reason": "payment", "note": "Invoice 7"}
    assert "stops" in client.post(f"/desk/services/{service.pk}/hold/", asked).text
    assert not Hold.objects.exists()
    client.post(f"/desk/services/{service.pk}/hold/", {**asked, "confirmed": "yes"})
    hold = Hold.objects.get()
    assert client.post(f"/desk/holds/{hold.pk}/lift/").status_code == 422
    assert client.post(f"/desk/holds/{hold.pk}/lift/", {"reason": "Paid."}).status_code == 302
    hold.refresh_from_db()
    assert hold.lifted_at is not None


def test_the_customer_reads_the_statement_and_how_to_appeal(
    version: PolicyVersion, customer: Customer, client_at: ClientAt
) -> None:
    holds.suspension(holds.determination(customer, version))
    statement = StatementOfReasons.objects.get()
    client = client_at("acme", customers.person_of(customer))
    assert str(statement) in client.get("/my/statements/").text
    page = client.get(f"/my/statements/{statement.pk}/").text
    spam = version.provisions.get(key=versions.SPAM)
    for words in (spam.text, spam.digest, "40,000 mails", "/my/appeals/", "liable"):
        assert words in page
    services = client.get("/my/services/").text
    assert "On hold" in services
    listed = client.get("/api/v1/my-statements/").json()
    assert [one["id"] for one in listed["results"]] == [str(statement.pk)]


def test_another_customer_sees_nothing_of_it(version: PolicyVersion, customer: Customer, client_at: ClientAt) -> None:
    holds.suspension(holds.determination(customer, version))
    statement = StatementOfReasons.objects.get()
    client = client_at("acme", customers.person_of(customers.customer()))
    assert client.get(f"/my/statements/{statement.pk}/").status_code == 404
    assert client.get("/api/v1/my-statements/").json()["count"] == 0
    assert client.get("/desk/measures/").status_code == 403


@pytest.mark.parametrize("kind", ["measure", "measure_lifted"])
def test_the_mail_carries_the_words_and_a_link(
    version: PolicyVersion, customer: Customer, acme: Reseller, client_at: ClientAt, kind: str
) -> None:
    measure = holds.suspension(holds.determination(customer, version))
    client_at("acme", holds.officer()).post(f"/desk/measures/{measure.pk}/end/", {"reason": "Cleaned up."})
    delivery = Delivery.objects.get(notice__kind=kind, channel="mail")
    mail = MailWriter(acme).write(delivery)
    html = str(mail.alternatives[0][0])
    for body in (str(mail.body), html):
        assert customers.service_of(customer).reference in body
        assert delivery.notice.path in body
    if kind == "measure":
        digest = version.provisions.get(key=versions.SPAM).digest
        assert digest in str(mail.body)
        assert digest in html
    assert kind_of(kind).label


def test_the_endpoints_secret_is_shown_to_administrators_only(
    acme: Reseller, staff: Staff, client_at: ClientAt
) -> None:
    admin = client_at("acme", staff(Role.ADMINISTRATOR, name="Root"))
    assert "whsec_" in admin.get("/desk/holds/endpoint/").text
    assert admin.get("/api/v1/provisioning/").json()["secret"].startswith("whsec_")
    officer = client_at("acme", holds.officer())
    assert officer.get("/desk/holds/endpoint/").status_code == 403
    assert officer.get("/api/v1/provisioning/").status_code == 403


def test_machines_propose_and_end_measures(version: PolicyVersion, customer: Customer, client_at: ClientAt) -> None:
    found = holds.determination(customer, version)
    client = client_at("acme", holds.officer())
    asked = {"determination": str(found.pk), "kind": "suspension", "without_notice": True, "ground": "ongoing_harm"}
    made = client.post("/api/v1/measures/", asked, content_type="application/json")
    assert made.status_code == 201, made.content
    address = f"/api/v1/measures/{made.json()['id']}/"
    assert client.get(address).json()["status"] == "active"
    (hold,) = client.get(f"/api/v1/holds/?measure={made.json()['id']}").json()["results"]
    assert client.get(f"/api/v1/holds/?measure={found.pk}").json()["results"] == []
    assert hold["enabled"] is False
    ended = client.post(f"{address}end/", {"reason": "Cleaned up."}, content_type="application/json")
    assert ended.json()["status"] == "ended"
    again = client.post(f"{address}end/", {"reason": "Again."}, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (409, "measure_moved")


def test_the_lists_of_measures_and_holds_go_to_csv_as_they_are_filtered(
    version: PolicyVersion, customer: Customer, client_at: ClientAt
) -> None:
    measure = holds.suspension(holds.determination(customer, version))
    client = client_at("acme", holds.officer())
    for name, filtered_out in (("measures", "?kind=warning"), ("holds", "?reason=payment")):
        assert f"/desk/{name}/list.csv" in client.get(f"/desk/{name}/").text
        lines = b"".join(client.get(f"/desk/{name}/list.csv")).decode().splitlines()
        assert len(lines) == 2
        assert "Xavier BV" in lines[1]
        assert measure.services.get().reference in lines[1]
        assert len(b"".join(client.get(f"/desk/{name}/list.csv{filtered_out}")).decode().splitlines()) == 1

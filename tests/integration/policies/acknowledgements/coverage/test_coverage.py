"""How each customer and person stands to a version: pages, files and endpoints, as quick for many as for one."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from policies.acknowledgements.actions import decline, record_view
from policies.acknowledgements.binding.queries import what_bound
from policies.versions.models import PolicyVersion, Significance
from tenants.customers.models import Agreement, Authority, Capacity, Customer, Membership
from tenants.ledger import clock
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff, standing_in
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import SINCE, customer, member, membership_of, person_of
from tests.factories.versions import document, posted_policy

PAGES = ["/desk/acknowledgements/customers/", "/desk/acknowledgements/people/"]
FILES = ["/desk/acknowledgements/customers.csv", "/desk/acknowledgements/people.csv"]
API = ["/api/v1/coverage/", "/api/v1/coverage-people/"]


@pytest.fixture
def auditor(acme: Reseller, staff: Staff, client_at: ClientAt) -> Client:
    return client_at("acme", staff(Role.AUDITOR))


@pytest.fixture
def told(acme: Reseller) -> dict[str, Customer]:
    """Customers who did each of what may be done; the policy was posted once they were there."""
    made = {name: customer(name.title()) for name in ("done", "refusing", "shown", "silent")}
    version = posted_policy()
    acknowledged(version, made["done"])
    decline(by=person_of(made["refusing"]), customer=made["refusing"], digest=version.digest, reason="=Too strict")
    record_view(by=person_of(made["shown"]), customer=made["shown"], version=version)
    made["late"] = customer("Late")
    return made


def test_each_customer_stands_where_it_stands(told: dict[str, Customer], auditor: Client) -> None:
    rows = {row["customer_reference"]: row for row in auditor.get("/api/v1/coverage/").json()["results"]}
    states = {name: rows[who.reference]["state"] for name, who in told.items()}
    assert states == {
        "done": "acknowledged",
        "refusing": "declined",
        "shown": "missing",
        "silent": "missing",
        "late": "missing",
    }
    assert rows[told["done"].reference]["acknowledged_version"] == 1
    assert rows[told["done"].reference]["edition_language"] == "en"
    assert rows[told["shown"].reference]["viewed_at"]
    assert rows[told["silent"].reference]["told_at"]
    assert rows[told["late"].reference]["told_at"] is None


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("state=acknowledged", {"Done"}),
        ("state=declined", {"Refusing"}),
        ("state=missing", {"Shown", "Silent", "Late"}),
        ("viewed=true", {"Shown"}),
        ("told=false", {"Late"}),
        ("q=silent", {"Silent"}),
        ("state=missing&viewed=false&told=true", {"Silent"}),
    ],
)
def test_the_filters_narrow_page_file_and_endpoint_alike(
    told: dict[str, Customer], auditor: Client, asked: str, names: set[str]
) -> None:
    for path in PAGES:
        page = auditor.get(f"{path}?version=1&{asked}").content.decode()
        assert {who.name for who in told.values() if f">{who.name}</a>" in page} == names, path
    for path in FILES:
        rows = list(csv.reader(io.StringIO(content(auditor.get(f"{path}?{asked}")).decode("utf-8-sig"))))[1:]
        assert {row[1] for row in rows} == names, path
    for path in API:
        found = auditor.get(f"{path}?{asked}").json()["results"]
        assert {row["customer"] for row in found} == {str(w.pk) for w in told.values() if w.name in names}, path


def test_the_files_say_who_when_and_why_and_run_nothing(told: dict[str, Customer], auditor: Client) -> None:
    head, *rows = csv.reader(io.StringIO(content(auditor.get(FILES[0])).decode("utf-8-sig")))
    by_name = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    assert by_name["Refusing"]["Reason"] == "'=Too strict"
    assert by_name["Done"]["Version"] == "1"
    assert by_name["Done"]["By"] == str(person_of(told["done"]))
    assert person_of(told["silent"]).email in by_name["Silent"]["Representatives"]
    everything = auditor.get("/desk/acknowledgements/all.csv")
    head, *rows = csv.reader(io.StringIO(content(everything).decode("utf-8-sig")))
    (row,) = (dict(zip(head, row, strict=True)) for row in rows)
    assert row["Customer"] == told["done"].reference
    assert row["Authority"] == "Office held: Managing director"
    assert row["Receipt"].count(".") == 2
    none = auditor.get("/desk/acknowledgements/all.csv?version=7")
    assert len(content(none).decode("utf-8-sig").splitlines()) == 1


def test_a_representative_of_two_customers_is_told_for_both(acme: Reseller, auditor: Client) -> None:
    one, two = customer("One", email="both@customer.example"), customer("Two", email="own@customer.example")
    member(two, email="both@customer.example")
    Membership.objects.filter(customer=two, user__email="own@customer.example").update(until=clock.now())
    posted_policy()
    rows = auditor.get("/api/v1/coverage/").json()["results"]
    assert all(row["told_at"] for row in rows)
    for who in (one, two):
        kinds = [evidence.kind for evidence in what_bound(customer=who, at=clock.now()).evidence]
        assert "delivery" in kinds


def test_pages_are_for_those_who_see_customers(told: dict[str, Customer], client_at: ClientAt, staff: Staff) -> None:
    custodian = client_at("acme", staff(Role.OPERATOR, name="Bob"))
    reader = client_at("acme", person_of(told["done"]))
    for path in [*PAGES, *FILES, *API, "/desk/acknowledgements/all.csv", "/desk/acknowledgements/declines/"]:
        assert custodian.get(path).status_code == 403
        assert reader.get(path).status_code == 403


def test_before_anything_is_posted_pages_say_so(auditor: Client) -> None:
    for path in PAGES:
        assertContains(auditor.get(path), "Post the first version")
    for path in [*FILES, *API]:
        assert auditor.get(path).status_code == 404


def many(number: int) -> None:
    """Customers in bulk, each with an agreement and a representative."""
    users = [User(email=f"m{n}@many.example", name=f"M {n}", created_at=SINCE) for n in range(number)]
    firms = [Customer(reference=f"M{n:05}", name=f"Many {n:05}", created_at=SINCE) for n in range(number)]
    User.objects.bulk_create(users)
    Customer.objects.bulk_create(firms)
    Agreement.objects.bulk_create(Agreement(customer=one, number=f"A{one.reference}", starts_at=SINCE) for one in firms)
    Membership.objects.bulk_create(
        Membership(customer=firm, user=user, capacity=Capacity.REPRESENTATIVE, since=SINCE)
        for firm, user in zip(firms, users, strict=True)
    )


def test_a_page_asks_as_often_for_ten_thousand_customers_as_for_few(
    own_database: str, staff: Staff, client_at: ClientAt
) -> None:
    # In a database of its own: what other tests rolled back would leave tables that look empty to the planner.
    with standing_in("acme"):
        auditor, version = client_at("acme", staff(Role.AUDITOR)), posted_policy()
        for who in [customer() for _ in range(3)]:
            acknowledged(version, who)
        few = {path: asked(auditor, path) for path in [*PAGES, *API]}
        many(10_000)
        assert auditor.get("/api/v1/coverage/").json()["count"] == 10_003
        for path, number in few.items():
            assert asked(auditor, f"{path}?page=2") <= number, path


def asked(client: Client, path: str) -> int:
    """How many questions a page asks."""
    with CaptureQueriesContext(connection) as questions:
        assert client.get(path).status_code == 200
    return len(questions)


def content(answer: Any) -> bytes:
    """A file's bytes, streamed or not."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


Clock = Callable[[dt.datetime | None], None]


@pytest.fixture
def posted(acme: Reseller) -> PolicyVersion:
    return posted_policy()


def test_what_bound_shows_capacity_and_authority_and_an_acknowledgement_that_covers(
    posted: PolicyVersion, client_at: ClientAt, auditor: Client
) -> None:
    who = customer("Delta Foods")
    acknowledged(posted, who)
    editorial = posted_policy(document(spam="sending mail nobody asked for;"), significance=Significance.EDITORIAL)
    bound = what_bound(customer=who, at=clock.now())
    assert bound.version == editorial
    (row,) = [one for one in bound.evidence if one.kind == "acknowledgement"]
    assert "Office held: Managing director" in row.detail
    assert "version 1, since which only editorial words changed" in row.detail
    assertContains(auditor.get(f"/desk/customers/{who.pk}/binding/"), "Office held: Managing director")
    own = client_at("acme", person_of(who)).get(f"/my/history/?at={clock.now():%Y-%m-%dT%H:%M:%SZ}")
    assertContains(own, "Office held: Managing director")


def test_an_authority_that_ended_leaves_reading_only_and_the_page_says_so(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    who = customer("Delta Foods")
    Authority.objects.filter(membership=membership_of(who)).update(ends_at=clock.now())
    client = client_at("acme", person_of(who))
    assertContains(client.get("/my/aup/"), "no authority of yours runs now")
    row = acknowledged(posted, who)
    assert (row.capacity, row.authority) == (Capacity.ACCOUNT_USER, None)
    assertNotContains(client.get("/my/aup/"), "for the customer</span>")


def test_what_was_acknowledged_stays_valid_when_the_representative_is_replaced(
    posted: PolicyVersion, client_at: ClientAt, staff: Staff, auditor: Client
) -> None:
    who = customer("Delta Foods")
    row = acknowledged(posted, who)
    admin = client_at("acme", staff(Role.ADMINISTRATOR))
    sent = {"name": "Ben", "email": "ben@delta.example", "basis": "office", "words": "Director"}
    assert admin.post(f"/desk/memberships/{membership_of(who).pk}/replace/", sent).status_code == 302
    assert auditor.get("/api/v1/coverage/?state=acknowledged").json()["count"] == 1
    again = client_at("acme", User.objects.get(email="ben@delta.example")).get("/my/aup/")
    assertContains(again, "It rests on your authority on record: Office held: Director.")
    row.refresh_from_db()
    assert row.authority is not None
    assert row.authority.ends_at is not None

"""The desk's pages about customers, from outside; Alice may change them, Bob only something else, Charlie is beta's."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenants.customers.models import Agreement, Customer, Identifier, Membership, Service
from tenants.people.models import Role
from tests.conftest import ClientAt, Staff, standing_in
from tests.factories.customers import agreement_of, customer, person_of, service_of

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
def alice(acme: object, staff: Staff, client_at: ClientAt) -> Client:
    return client_at("acme", staff(Role.ADMINISTRATOR, name="Alice"))


@pytest.fixture
def auditor(acme: object, staff: Staff, client_at: ClientAt) -> Client:
    return client_at("acme", staff(Role.AUDITOR, name="Audrey"))


@pytest.fixture
def bob(acme: object, staff: Staff, client_at: ClientAt) -> Client:
    return client_at("acme", staff(Role.OPERATOR, name="Bob"))


@pytest.fixture
def charlie(beta: object, staff: Staff, client_at: ClientAt) -> Client:
    with standing_in("beta"):
        person = staff(Role.ADMINISTRATOR, name="Charlie")
    return client_at("beta", person)


def post(client: Client, path: str, **values: object) -> str:
    answer = client.post(path, values)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_the_list_finds_a_customer_by_anything_it_has(auditor: Client) -> None:
    one = customer("Corner Shop", email="ann@corner.example", networks=["192.0.2.0/28"], domains=["corner.example"])
    customer("Other Firm")
    for words in ("corner", one.reference, agreement_of(one).number, "ann@", "192.0.2.5", service_of(one).reference):
        page = auditor.get("/desk/customers/", {"q": words}).content.decode()
        assert "Corner Shop" in page, words
        assert "Other Firm" not in page, words
    assert "No customer matches" in auditor.get("/desk/customers/?q=nothing-like-it").content.decode()
    page = auditor.get("/desk/customers/").content.decode()
    assert "Import customers" not in page


def test_the_list_filters_by_agreement_and_pages(auditor: Client) -> None:
    old = customer("Gone Ltd", until=agreement_of(customer("Here Ltd")).starts_at.replace(month=2))
    assert agreement_of(old).ends_at
    page = auditor.get("/desk/customers/?agreement=none").content.decode()
    assert "Gone Ltd" in page
    assert "Here Ltd" not in page
    for number in range(51):
        customer(f"Firm {number:02}")
    assert "1 to 50 of 53" in auditor.get("/desk/customers/").content.decode()
    assert "51 to 53 of 53" in auditor.get("/desk/customers/?page=2").content.decode()


def test_the_list_asks_the_database_as_often_for_fifty_as_for_one(
    auditor: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(20):
        customer()
    with django_assert_max_num_queries(25):  # type: ignore[operator]  # pytest-django's own
        auditor.get("/desk/customers/")


def test_an_empty_portal_says_what_to_do(alice: Client) -> None:
    page = alice.get("/desk/customers/").content.decode()
    assert "No customers yet" in page
    assert "/desk/customers/import/" in page


def test_a_customers_page_shows_agreements_services_what_they_held_and_people(auditor: Client) -> None:
    one = customer("Corner Shop", networks=["192.0.2.5"])
    Identifier.objects.update(held_until=service_of(one).starts_at.replace(month=3))
    page = auditor.get(f"/desk/customers/{one.pk}/").content.decode()
    for words in (agreement_of(one).number, service_of(one).reference, "192.0.2.5", person_of(one).email, "1 Mar 2026"):
        assert words in page
    assert "Add a service" not in page


def test_everything_about_a_customer_can_be_changed_by_hand(alice: Client) -> None:
    where = post(alice, "/desk/customers/add/", name="Corner Shop", reference="C1")
    one = Customer.objects.get(reference="C1")
    assert where == f"/desk/customers/{one.pk}/"
    post(alice, f"{where}change/", name="Corner & Sons")
    post(alice, f"{where}agreements/add/", number="MSA-1", starts_at="2026-01-01")
    agreement = Agreement.objects.get()
    price = {"name": "Web", "monthly_price": "100.00", "currency": "EUR"}
    post(alice, f"{where}services/add/", agreement=agreement.pk, reference="S1", starts_at="2026-01-01", **price)
    service = Service.objects.get()
    post(alice, f"/desk/services/{service.pk}/change/", **{**price, "monthly_price": "120.00"})
    held = {"kind": "network", "value": "192.0.2.5", "held_from": "2026-02-01"}
    post(alice, f"/desk/services/{service.pk}/holds-also/", **held)
    again = alice.post(f"/desk/services/{service.pk}/holds-also/", held)
    assert again.status_code == 409
    assert "release it there first" in again.content.decode()
    post(alice, f"/desk/identifiers/{Identifier.objects.get().pk}/release/", at="2026-03-01")
    person = {"name": "Ann", "email": "ann@corner.example", "capacity": "representative"}
    post(alice, f"{where}people/add/", **person)
    post(alice, f"/desk/memberships/{Membership.objects.get().pk}/end/")
    post(alice, f"/desk/services/{service.pk}/end/", at="2026-06-01")
    post(alice, f"/desk/agreements/{agreement.pk}/end/", at="2026-06-01")
    one.refresh_from_db()
    service.refresh_from_db()
    agreement.refresh_from_db()
    assert one.name == "Corner & Sons"
    assert service.monthly_price == Decimal("120.00")
    assert service.ends_at == agreement.ends_at
    assert Identifier.objects.get().held_until.month == 3  # type: ignore[union-attr]  # released above
    assert Membership.objects.get().until is not None
    twice = alice.post(f"/desk/agreements/{agreement.pk}/end/")
    assert twice.status_code == 409
    assert "has an end already" in twice.content.decode()


CSV = b"customer_reference,customer_name\nC1,Corner Shop\n"


def test_a_file_is_previewed_then_taken_over_with_the_same_bytes(alice: Client) -> None:
    preview = alice.post("/desk/customers/import/", {"file": SimpleUploadedFile("c.csv", CSV)})
    page = preview.content.decode()
    assert "add customer C1, Corner Shop" in page
    assert not Customer.objects.exists()
    content = preview.context["form"]["content"].value()
    post(alice, "/desk/customers/import/", content=content)
    assert Customer.objects.get().name == "Corner Shop"
    again = alice.post("/desk/customers/import/", {"file": SimpleUploadedFile("c.csv", CSV)})
    assert "Nothing to change" in again.content.decode()
    assert alice.post("/desk/customers/import/", {"content": "%"}).status_code == 422


def test_the_import_page_names_the_same_mistakes_as_the_command(alice: Client) -> None:
    file = SimpleUploadedFile("c.csv", CSV + b"C2,\n")
    answer = alice.post("/desk/customers/import/", {"file": file})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The file has 1 mistake; nothing of it was saved." in page
    assert "This is new here, so fill this in." in page
    assert "<code>customer_name</code>" in page
    assert not Customer.objects.exists()
    assert alice.post("/desk/customers/import/", {}).status_code == 422


def paths(one: Customer) -> list[str]:
    service, agreement = service_of(one), agreement_of(one)
    identifier, membership = Identifier.objects.get(service=service), Membership.objects.get(customer=one)
    return [
        f"/desk/customers/{one.pk}/change/",
        f"/desk/customers/{one.pk}/agreements/add/",
        f"/desk/customers/{one.pk}/services/add/",
        f"/desk/customers/{one.pk}/people/add/",
        f"/desk/agreements/{agreement.pk}/end/",
        f"/desk/services/{service.pk}/change/",
        f"/desk/services/{service.pk}/end/",
        f"/desk/services/{service.pk}/holds-also/",
        f"/desk/identifiers/{identifier.pk}/release/",
        f"/desk/memberships/{membership.pk}/end/",
    ]


def test_each_form_is_shown_to_who_may_and_to_nobody_else(
    alice: Client, auditor: Client, bob: Client, charlie: Client, client_at: ClientAt
) -> None:
    one = customer("Corner Shop")
    for path in paths(one):
        assert alice.get(path).status_code == 200, path
        assert auditor.post(path).status_code == 403, path
        assert bob.get(path).status_code == 403, path
        assert charlie.get(path).status_code == 404, path
        assert client_at("acme").get(path).status_code == 302, path
    for path in ("/desk/customers/", f"/desk/customers/{one.pk}/"):
        assert auditor.get(path).status_code == 200
        assert bob.get(path).status_code == 403
        assert "Corner Shop" not in charlie.get(path).content.decode()

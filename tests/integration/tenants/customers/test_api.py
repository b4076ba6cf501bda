"""The endpoints about customers, from outside; Alice may change them, Bob may not, Charlie is beta's."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from tenants.customers import api
from tenants.customers.models import Customer, Identifier
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.people.permissions import Permission
from tenants.people.tokens import create_token
from tests.conftest import ClientAt, Staff, standing_in
from tests.factories.customers import agreement_of, customer, service_of

pytestmark = pytest.mark.usefixtures("acme")


class Machine:
    """A client with a token, speaking JSON."""

    def __init__(self, client: Client, secret: str) -> None:
        self.client, self.headers = client, {"Authorization": f"Bearer {secret}"}

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers)

    def send(self, path: str, method: str = "post", **values: Any) -> Any:
        call = getattr(self.client, method)
        return call(f"/api/v1/{path}", values, content_type="application/json", headers=self.headers)


@pytest.fixture
def machine(staff: Staff, client_at: ClientAt) -> Any:
    def make(role: Role, scopes: list[Permission], schema: str = "acme") -> Machine:
        with standing_in(schema):
            _token, secret = create_token(by=staff(role), name="script", scopes=scopes)
        return Machine(client_at(schema), secret)

    return make


@pytest.fixture
def alice(acme: object, machine: Any) -> Machine:
    made: Machine = machine(Role.ADMINISTRATOR, [Permission.SEE_CUSTOMERS, Permission.MANAGE_CUSTOMERS])
    return made


@pytest.fixture
def bob(acme: object, machine: Any) -> Machine:
    made: Machine = machine(Role.AUDITOR, [Permission.SEE_CUSTOMERS])
    return made


@pytest.fixture
def charlie(beta: object, machine: Any) -> Machine:
    scopes = [Permission.SEE_CUSTOMERS, Permission.MANAGE_CUSTOMERS]
    made: Machine = machine(Role.ADMINISTRATOR, scopes, "beta")
    return made


def test_a_machine_adds_and_changes_a_customer_with_all_it_has(alice: Machine) -> None:
    one = alice.send("customers/", reference="C1", name="Corner Shop").json()
    assert alice.send("customers/", reference="C1", name="Twice").json()["code"] == "taken"
    renamed = alice.send(f"customers/{one['id']}/", "patch", name="Corner & Sons")
    assert renamed.json()["name"] == "Corner & Sons"
    agreement = alice.send("agreements/", customer=one["id"], number="MSA-1", starts_at="2026-01-01T00:00:00Z").json()
    service = alice.send(
        "services/",
        agreement=agreement["id"],
        reference="S1",
        name="Web",
        monthly_price="100.00",
        currency="EUR",
        starts_at="2026-01-01T00:00:00Z",
    ).json()
    assert service["customer"] == one["id"]
    changed = alice.send(f"services/{service['id']}/", "patch", monthly_price="120.00").json()
    assert (changed["monthly_price"], changed["name"]) == ("120.00", "Web")
    held = {"service": service["id"], "kind": "network", "value": "192.0.2.5", "held_from": "2026-02-01T00:00:00Z"}
    identifier = alice.send("identifiers/", **held).json()
    assert identifier["value"] == "192.0.2.5"
    assert alice.send("identifiers/", **held).status_code == 409
    released = alice.send(f"identifiers/{identifier['id']}/release/", at="2026-03-01T00:00:00Z").json()
    assert released["held_until"] == "2026-03-01T00:00:00Z"
    early = alice.send("identifiers/", **{**held, "held_from": "2025-01-01T00:00:00Z"})
    assert (early.status_code, early.json()["code"]) == (422, "identifier")
    acting = alice.send("memberships/", customer=one["id"], name="Ann", email="ann@corner.example").json()
    assert acting["capacity"] == "representative"
    assert alice.send(f"memberships/{acting['id']}/end/").json()["until"]
    assert alice.send(f"memberships/{acting['id']}/end/").json()["code"] == "membership_ended"
    assert alice.send(f"services/{service['id']}/end/").json()["ends_at"]
    assert alice.send(f"agreements/{agreement['id']}/end/").json()["ends_at"]
    assert Entry.objects.filter(subject_type="customers.service").count() == 3


def test_a_service_is_found_by_what_it_held_then(bob: Machine) -> None:
    one = customer(networks=["192.0.2.0/28"])
    Identifier.objects.update(held_until=service_of(one).starts_at.replace(month=3))
    then, later = "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"
    assert bob.get("services/", holding="192.0.2.5", at=then).json()["count"] == 1
    assert bob.get("services/", holding="192.0.2.5", at=later).json()["count"] == 0
    assert bob.get("identifiers/", held="false").json()["count"] == 1


def test_lists_are_filtered_and_paged(bob: Machine) -> None:
    one = customer("Corner Shop")
    for _ in range(3):
        customer()
    page = bob.get("customers/", page_size=2).json()
    assert (page["count"], len(page["results"])) == (4, 2)
    assert bob.get("customers/", q="corner").json()["results"][0]["reference"] == one.reference
    assert bob.get("agreements/", customer=str(one.pk)).json()["count"] == 1
    assert bob.get("memberships/", customer=str(one.pk), open="true").json()["count"] == 1


def test_a_file_is_imported_or_every_mistake_is_told(alice: Machine, bob: Machine) -> None:
    def send(machine: Machine, data: bytes, **values: object) -> Any:
        body = {"file": SimpleUploadedFile("c.csv", data), **values}
        return machine.client.post("/api/v1/customers/import/", body, headers=machine.headers)

    good = b"customer_reference,customer_name\nC1,Corner Shop\n"
    dry = send(alice, good, dry_run="true").json()
    assert (dry["saved"], dry["steps"][0]["step"]) == (False, "AddCustomer")
    assert not Customer.objects.exists()
    bad = send(alice, good + b"C2,\n")
    assert bad.status_code == 422
    assert bad.json()["mistakes"] == [
        {"line": 3, "column": "customer_name", "sentence": "This is new here, so fill this in."}
    ]
    assert send(bob, good).status_code == 403
    assert send(alice, good).json()["saved"] is True
    assert Customer.objects.count() == 1


def test_bob_reads_and_changes_nothing_charlie_finds_nothing_a_stranger_is_asked_who_he_is(
    alice: Machine, bob: Machine, charlie: Machine, client_at: ClientAt
) -> None:
    one = customer("Corner Shop")
    things = {
        "customers": one.pk,
        "agreements": agreement_of(one).pk,
        "services": service_of(one).pk,
        "identifiers": Identifier.objects.get().pk,
        "memberships": one.memberships.get().pk,
    }
    for name, key in things.items():
        assert alice.get(f"{name}/{key}/").status_code == 200
        assert bob.get(f"{name}/{key}/").status_code == 200
        assert bob.send(f"{name}/").status_code == 403
        assert charlie.get(f"{name}/{key}/").status_code == 404
        assert charlie.get(f"{name}/").json()["count"] == 0
        assert client_at("acme").get(f"/api/v1/{name}/").status_code == 401
    for path in (
        f"agreements/{things['agreements']}/end/",
        f"services/{things['services']}/end/",
        f"identifiers/{things['identifiers']}/release/",
        f"memberships/{things['memberships']}/end/",
    ):
        assert bob.send(path).status_code == 403
        assert charlie.send(path).status_code == 404


def test_the_schema_of_these_endpoints_has_no_warning() -> None:
    GENERATOR_STATS.reset()
    generator: Any = SchemaGenerator(urlconf="portal.urls")
    schema = generator.get_schema(public=True)
    assert all(f"/api/v1/{prefix}/" in schema["paths"] for prefix, _viewset in api.routes)
    told = [line for lines in (GENERATOR_STATS._warn_cache, GENERATOR_STATS._error_cache) for line in lines]
    assert [line for line in told if "tenants/customers" in line] == []

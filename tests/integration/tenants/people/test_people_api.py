"""The desk's verbs about people, tokens and settings, for machines; Alice may, Bob may not, Charlie is elsewhere."""

import pytest
from django.test import Client

from tenants.ledger.models import Entry
from tenants.people.models import ApiToken, Role, User
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff, find, standing_in

JSON = "application/json"


@pytest.fixture
def alice(acme: Reseller, staff: Staff, client_at: ClientAt) -> Client:
    return client_at("acme", staff(Role.ADMINISTRATOR, name="Alice"))


@pytest.fixture
def bob(acme: Reseller, staff: Staff, client_at: ClientAt) -> Client:
    return client_at("acme", staff(Role.EDITOR, name="Bob"))


@pytest.fixture
def charlie(acme: Reseller, staff: Staff, client_at: ClientAt) -> Client:
    with standing_in("beta"):
        user = staff(Role.ADMINISTRATOR, name="Charlie")
    return client_at("beta", user)


def test_alice_invites_and_takes_roles(alice: Client) -> None:
    sent = {"name": "Dana", "email": "dana@acme.example", "roles": ["finance", "auditor"]}
    made = alice.post("/api/v1/people/", sent, content_type=JSON)
    assert made.status_code == 201
    assert made.json()["roles"] == ["auditor", "finance"]
    taken = alice.post(f"/api/v1/people/{made.json()['id']}/take-role/", {"role": "finance"}, content_type=JSON)
    assert taken.json()["roles"] == ["auditor"]


def test_bob_may_not_and_charlie_finds_nobody(alice: Client, bob: Client, charlie: Client) -> None:
    dana = User.objects.get(email="alice@acme.example")
    refused = bob.get("/api/v1/people/")
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert charlie.get(f"/api/v1/people/{dana.pk}/").status_code == 404
    assert "alice@acme" not in charlie.get("/api/v1/people/").content.decode()


def test_nobody_signed_in_gets_a_problem(acme: Reseller, client_at: ClientAt) -> None:
    refused = client_at("acme").get("/api/v1/people/")
    assert refused.status_code == 401
    assert refused.json()["code"] == "not_authenticated"


def test_a_token_reads_what_its_scope_says_and_no_more(alice: Client, client_at: ClientAt) -> None:
    made = alice.post("/api/v1/tokens/", {"name": "sync", "scopes": ["people.manage"]}, content_type=JSON)
    assert made.status_code == 201
    machine = client_at("acme")
    bearer = {"Authorization": f"Bearer {made.json()['secret']}"}
    assert machine.get("/api/v1/people/", headers=bearer).status_code == 200
    assert machine.get("/api/v1/settings/", headers=bearer).status_code == 403
    assert machine.get("/api/v1/tokens/", headers=bearer).status_code == 403, "a token cannot see or make tokens"
    assert client_at("beta").get("/api/v1/people/", headers=bearer).status_code == 401
    assert alice.delete(f"/api/v1/tokens/{made.json()['id']}/").status_code == 204
    assert machine.get("/api/v1/people/", headers=bearer).status_code == 401
    assert ApiToken.objects.filter(revoked_at=None).count() == 0


def test_settings_change_with_a_trace_and_only_ones_own(alice: Client, bob: Client) -> None:
    answer = alice.post("/api/v1/settings/change/", {"timezone": "Europe/Amsterdam"}, content_type=JSON)
    assert answer.json()["timezone"] == "Europe/Amsterdam"
    assert find("acme").timezone == "Europe/Amsterdam"
    assert find("beta").timezone == "UTC"
    entry = Entry.objects.get(verb="settings.changed")
    assert entry.facts == {"timezone": ["UTC", "Europe/Amsterdam"]}
    wrong = alice.post("/api/v1/settings/change/", {"timezone": "Mars/Base"}, content_type=JSON)
    assert wrong.status_code == 400
    assert "timezone" in wrong.json()["errors"]
    assert bob.post("/api/v1/settings/change/", {"name": "x"}, content_type=JSON).status_code == 403

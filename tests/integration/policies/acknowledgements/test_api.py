"""Machines acknowledge, list and ask what bound, as the pages do."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from policies.acknowledgements.models import Acknowledgement
from policies.versions.models import PolicyVersion
from tenants.ledger import clock
from tenants.people.models import Role
from tenants.people.permissions import Permission
from tenants.people.tokens import create_token
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import customer, member, person_of
from tests.factories.versions import RECORDING, document, posted_policy

OTHER = document(spam="sending mail that its reader did not ask for;")


@pytest.fixture
def posted(acme: Reseller) -> PolicyVersion:
    """Acme's first version, in force."""
    return posted_policy()


def send(client: Client, **body: Any) -> Any:
    return client.post("/api/v1/acknowledgements/", json.dumps(body), content_type="application/json")


def test_a_reader_acknowledges_and_a_second_call_gets_the_same_receipt(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    client = client_at("acme", person_of(customer()))
    first = send(client, digest=posted.digest, ticks=[RECORDING])
    assert first.status_code == 201
    assert (first.json()["method"], first.json()["version"]) == ("api", 1)
    second = send(client, digest=posted.digest, ticks=[RECORDING])
    assert second.status_code == 200
    assert second.json() == first.json()
    assert Acknowledgement.objects.count() == 1


def test_another_digest_gets_409_with_the_redline_and_the_digest_in_force(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    who = customer()
    acknowledged(posted, who)
    second = posted_policy(OTHER)
    answer = send(client_at("acme", person_of(who)), digest=posted.digest, ticks=[RECORDING])
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["code"], problem["digest"], problem["version"]) == ("not_in_force", second.digest, 2)
    assert problem["since_version"] == 1
    (change,) = problem["redline"]
    assert (change["op"], change["key"]) == ("modified", "spam")
    inserted = "".join(part["text"] for part in change["redline"] if part["op"] != "delete")
    deleted = "".join(part["text"] for part in change["redline"] if part["op"] != "insert")
    assert (inserted, deleted) == (
        "sending mail that its reader did not ask for;",
        "sending mail that nobody asked for;",
    )


def test_a_reader_who_never_acknowledged_gets_the_redline_since_the_words_they_sent(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    posted_policy(OTHER)
    client = client_at("acme", person_of(customer()))
    problem = send(client, digest=posted.digest).json()
    assert [change["key"] for change in problem["redline"]] == ["spam"]
    problem = send(client, digest="0" * 64).json()
    assert (problem["since_version"], problem["redline"]) == (None, [])


def test_a_missing_tick_is_named(posted: PolicyVersion, client_at: ClientAt) -> None:
    answer = send(client_at("acme", person_of(customer())), digest=posted.digest)
    assert (answer.status_code, answer.json()["code"]) == (422, "unticked")
    assert [one["key"] for one in answer.json()["provisions"]] == [RECORDING]


def test_nobody_acknowledges_for_a_customer_they_do_not_act_for(
    posted: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    who = customer()
    body = {"digest": posted.digest, "ticks": [RECORDING], "customer": str(who.pk)}
    assert send(client_at("acme", person_of(customer())), **body).status_code == 404
    assert send(client_at("acme", staff(Role.ADMINISTRATOR)), **body).status_code == 404
    assert send(client_at("acme"), **body).status_code in {401, 403}
    del body["customer"]
    assert send(client_at("acme", staff(Role.ADMINISTRATOR)), **body).status_code == 403
    assert not Acknowledgement.objects.exists()


def test_who_acts_for_several_customers_must_name_one(posted: PolicyVersion, client_at: ClientAt) -> None:
    one, two = customer(), customer()
    person = member(one, email="both@customer.example")
    member(two, email="both@customer.example")
    client = client_at("acme", person)
    assert send(client, digest=posted.digest, ticks=[RECORDING]).status_code == 422
    answer = send(client, digest=posted.digest, ticks=[RECORDING], customer=str(two.pk))
    assert (answer.status_code, answer.json()["customer_reference"]) == (201, two.reference)


def test_staff_lists_and_filters_what_customers_may_not(
    posted: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    one, two = customer(), customer()
    acknowledged(posted, one)
    acknowledged(posted, two)
    client = client_at("acme", staff(Role.AUDITOR))
    assert client.get("/api/v1/acknowledgements/").json()["count"] == 2
    found = client.get(f"/api/v1/acknowledgements/?customer={one.pk}").json()["results"]
    assert [row["customer"] for row in found] == [str(one.pk)]
    assert client.get(f"/api/v1/acknowledgements/{found[0]['id']}/").json() == found[0]
    tomorrow = (clock.now() + dt.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert client.get(f"/api/v1/acknowledgements/?since={tomorrow}").json()["count"] == 0
    assert client_at("acme", person_of(one)).get("/api/v1/acknowledgements/").status_code == 403


def test_a_token_with_the_scope_reads_what_bound_a_customer(
    posted: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    who = customer()
    row = acknowledged(posted, who)
    _token, secret = create_token(by=staff(Role.AUDITOR), name="court", scopes=[Permission.SEE_CUSTOMERS])
    headers = {"Authorization": f"Bearer {secret}"}
    now = client_at("acme").get(f"/api/v1/bindings/{who.pk}/", headers=headers).json()
    assert (now["binds"], now["version"], now["digest"]) == (True, 1, posted.digest)
    assert "acknowledgement" in [one["kind"] for one in now["evidence"]]
    before = (posted.effective_at - dt.timedelta(seconds=1)).isoformat()
    then = client_at("acme").get(f"/api/v1/bindings/{who.pk}/", {"at": before}, headers=headers).json()
    assert (then["binds"], then["version"], then["digest"], then["evidence"]) == (False, None, "", [])
    wrong = client_at("acme").get(f"/api/v1/bindings/{who.pk}/", {"at": "yesterday"}, headers=headers)
    assert (wrong.status_code, wrong.json()["code"]) == (400, "no_instant")
    assert client_at("acme", person_of(who)).get(f"/api/v1/bindings/{who.pk}/").status_code == 403
    assert client_at("acme", person_of(who)).get(f"/api/v1/acknowledgements/{row.pk}/").status_code == 403

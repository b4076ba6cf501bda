"""A person may decline: it is recorded, shown to staff, undoes nothing, and an acknowledgement may follow."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from policies.acknowledgements.actions import decline
from policies.acknowledgements.binding.queries import what_bound
from policies.acknowledgements.models import Acknowledgement, Decline
from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity
from tenants.ledger import clock
from tenants.ledger.models import Entry, Personal
from tenants.people.models import Role
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


def test_a_reader_declines_the_version_shown_and_is_told_that_it_binds_all_the_same(
    posted: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    who = customer("Delta Foods", person="Ann")
    client = client_at("acme", person_of(who))
    assertContains(client.get("/my/aup/"), f"/my/aup/decline/?version=1&amp;lang=en&amp;customer={who.pk}")
    page = client.get("/my/aup/decline/?version=1")
    assertContains(page, "Declining does not undo what binds you")
    assertContains(page, f'value="{posted.digest}"')
    sent = {"digest": posted.digest, "reason": "Clause 3 ruins us"}
    answer = client.post(f"/my/aup/decline/?customer={who.pk}", sent, follow=True)
    assertContains(answer, "It binds you all the same.")
    assertContains(answer, "You declined these words")
    assertContains(answer, "Clause 3 ruins us")
    row = Decline.objects.get()
    assert (row.digest, row.person, row.capacity) == (posted.digest, person_of(who).pseudonym, "representative")
    assert row.authority is not None
    entry = Entry.objects.get(verb="version.declined")
    assert "ruins" not in str(entry.facts)
    assert Personal.objects.get(entry=entry, name="reason").value == "Clause 3 ruins us"
    desk = client_at("acme", staff(Role.ADMINISTRATOR))
    assertContains(desk.get("/desk/"), "customer that declined the policy")
    for path in (
        "acknowledgements/",
        "acknowledgements/declines/",
        f"customers/{who.pk}/",
        "acknowledgements/customers/",
    ):
        assertContains(desk.get(f"/desk/{path}"), "eclined")
    assertContains(desk.get("/desk/acknowledgements/declines/"), "Clause 3 ruins us")
    assertContains(desk.get(f"/desk/customers/{who.pk}/"), "Reason given: Clause 3 ruins us")
    bound = what_bound(customer=who, at=clock.now())
    assert bound.binds
    assert bound.version == posted
    assert [one.detail for one in bound.evidence if one.kind == "decline"] == ["Clause 3 ruins us"]


def test_declining_twice_is_one_row_and_acknowledging_later_leaves_both(
    posted: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    who = customer()
    client = client_at("acme", person_of(who))
    for _ in range(2):
        assert client.post("/my/aup/decline/", {"digest": posted.digest}).status_code == 302
    assert Decline.objects.count() == Entry.objects.filter(verb="version.declined").count() == 1
    assert client.post("/my/aup/", {"digest": posted.digest, "ticks": [RECORDING]}).status_code == 302
    assert Acknowledgement.objects.count() == Decline.objects.count() == 1
    history = client.get("/my/history/")
    assertContains(history, "Declining does not undo what binds you")
    desk = client_at("acme", staff(Role.ADMINISTRATOR))
    assertContains(desk.get("/desk/acknowledgements/declines/"), "acknowledged since")
    assertNotContains(desk.get("/desk/"), "declined the policy")
    again = client.post("/my/aup/decline/", {"digest": posted.digest})
    assertContains(again, "You acknowledged these words already", status_code=409)


def test_only_the_words_in_force_or_announced_can_be_declined(posted: PolicyVersion, client_at: ClientAt) -> None:
    who = customer()
    second = posted_policy(OTHER)
    client = client_at("acme", person_of(who))
    answer = client.post("/my/aup/decline/", {"digest": posted.digest})
    assertContains(answer, "version 2 is. Read what changed", status_code=409)
    api = client.post("/api/v1/declines/", {"digest": posted.digest}, "application/json")
    assert (api.status_code, api.json()["code"], api.json()["digest"]) == (409, "not_in_force", second.digest)
    assert [change["key"] for change in api.json()["redline"]] == ["spam"]
    assert not Decline.objects.exists()


def test_the_api_declines_and_staff_lists_what_customers_may_not(
    posted: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    who = customer()
    user = member(who, capacity=Capacity.ACCOUNT_USER)
    body = {"digest": posted.digest, "reason": "No"}
    made = client_at("acme", user).post("/api/v1/declines/", body, "application/json")
    assert made.status_code == 201
    assert (made.json()["capacity"], made.json()["authority"], made.json()["method"]) == ("account_user", None, "api")
    auditor: Client = client_at("acme", staff(Role.AUDITOR))
    assert auditor.get(f"/api/v1/declines/?customer={who.pk}").json()["count"] == 1
    assert auditor.get("/api/v1/declines/?capacity=representative").json()["count"] == 0
    assert client_at("acme", user).get("/api/v1/declines/").status_code == 403
    body["customer"] = str(customer().pk)
    assert client_at("acme", user).post("/api/v1/declines/", body, "application/json").status_code == 404


def test_one_who_declines_counts_as_neither_acknowledged_nor_for_the_customer_where_an_account_user(
    posted: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    who = customer("Delta Foods")
    decline(by=member(who, capacity=Capacity.ACCOUNT_USER), customer=who, digest=posted.digest)
    client = client_at("acme", staff(Role.AUDITOR))
    rows = client.get("/api/v1/coverage/").json()["results"]
    assert [row["state"] for row in rows] == ["missing"]
    decline(by=person_of(who), customer=who, digest=posted.digest)
    assert client.get("/api/v1/coverage/?state=declined").json()["count"] == 1
    people = client.get("/api/v1/coverage-people/").json()["results"]
    assert {row["state"] for row in people} == {"declined"}


ATTACKS = [
    "UPDATE {table} SET reason = ''",
    "UPDATE {table} SET person = gen_random_uuid()",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "SET LOCAL session_replication_role = replica; UPDATE {table} SET digest = ''",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_login_role_takes_no_decline_back(posted: PolicyVersion, attack: str) -> None:
    who = customer()
    decline(by=person_of(who), customer=who, digest=posted.digest, reason="No")
    before: list[Any] = list(Decline.objects.values())
    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack.format(table="acknowledgements_decline"))
    assert list(Decline.objects.values()) == before


def test_nothing_rests_on_another_persons_authority(posted: PolicyVersion) -> None:
    one, other = customer(), customer()
    row = acknowledged(posted, one)
    theirs = acknowledged(posted, other).authority
    values = {
        field.attname: getattr(row, field.attname)
        for field in Acknowledgement._meta.concrete_fields
        if field.name not in {"id", "authority"}
    }
    values["binding_digest"] = "f" * 64
    with pytest.raises(DatabaseError, match="authority of another person"), transaction.atomic():
        Acknowledgement.objects.create(**values, authority=theirs)
    with pytest.raises(DatabaseError, match="acknowledgement_authority"), transaction.atomic():
        Acknowledgement.objects.create(**values | {"capacity": "account_user"}, authority=row.authority)

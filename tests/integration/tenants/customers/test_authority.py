"""On what basis somebody may bind a customer, and a change of representative: from the desk, the API and SQL."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from tenants.customers.actions import add_membership, end_membership, record_authority, replace_representative
from tenants.customers.models import Authority, Basis, Capacity, Membership
from tenants.ledger import clock
from tenants.ledger.models import Entry, Personal
from tenants.people.models import Role, User
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, Staff
from tests.factories.customers import customer, member, membership_of, person_of

pytestmark = pytest.mark.usefixtures("acme", "own_files")

PDF = b"%PDF-1.7 a power of attorney"


@pytest.fixture
def admin(acme: object, staff: Staff) -> User:
    return staff(Role.ADMINISTRATOR, name="Alice")


@pytest.fixture
def alice(admin: User, client_at: ClientAt) -> Client:
    return client_at("acme", admin)


@pytest.fixture
def auditor(acme: object, staff: Staff, client_at: ClientAt) -> Client:
    return client_at("acme", staff(Role.AUDITOR, name="Audrey"))


def test_the_desk_records_a_power_of_attorney_with_its_document(alice: Client, auditor: Client) -> None:
    who = customer("Delta Foods")
    membership = membership_of(who)
    path = f"/desk/memberships/{membership.pk}/authority/"
    assertContains(alice.get(path), "Power of attorney")
    sent = {
        "basis": "power_of_attorney",
        "words": "Notary deed 17",
        "starts_at": "2026-03-03",
        "ends_at": "2030-03-03",
        "document": SimpleUploadedFile("deed.pdf", PDF),
    }
    answer = alice.post(path, sent)
    assert answer["Location"] == f"/desk/customers/{who.pk}/authorities/"
    row = Authority.objects.get(basis=Basis.POWER_OF_ATTORNEY)
    assert (row.person, row.customer, row.recorded_by) == (
        person_of(who).pseudonym,
        who,
        User.objects.get(name="Alice").pseudonym,
    )
    page = auditor.get(answer["Location"])
    for words in ("Notary deed 17", "Power of attorney", "Office held", "deed.pdf", "Alice", row.document_digest[:8]):
        assertContains(page, words)
    assertContains(auditor.get(f"/desk/customers/{who.pk}/"), "Power of attorney: Notary deed 17")
    file = auditor.get(f"/desk/authorities/{row.pk}/document/")
    assert (file.content, file["Content-Type"]) == (PDF, "application/octet-stream")
    assert auditor.get(path).status_code == 403
    entry = Entry.objects.get(verb="authority.recorded", subject_id=str(row.pk))
    assert entry.facts["document"] == row.document_digest
    assert "Notary deed 17" not in str(entry.facts)
    assert Personal.objects.get(entry=entry, name="words").value == "Notary deed 17"


def test_what_is_no_scan_or_says_nothing_is_refused_and_nothing_is_kept(alice: Client, admin: User) -> None:
    who = customer()
    membership, before = membership_of(who), Authority.objects.count()
    for sent, sentence in (
        ({"basis": "office"}, "Say in words"),
        (
            {"basis": "office", "document": SimpleUploadedFile("a.pdf", b"<html>")},
            "neither a PDF nor a PNG or JPEG",
        ),
        (
            {"basis": "office", "words": "x", "starts_at": "2026-02-02", "ends_at": "2026-02-01"},
            "ends before it begins",
        ),
    ):
        answer = alice.post(f"/desk/memberships/{membership.pk}/authority/", sent)
        assert answer.status_code == 422
        assertContains(answer, sentence, status_code=422)
    mine = member(who, email=admin.email)
    with pytest.raises(Refused, match="Nobody records an authority of their own"):
        record_authority(by=admin, membership=membership_of(who, mine), basis=Basis.OFFICE, words="Director")
    user = add_membership(by=admin, customer=who, email="u@x.example", name="U", capacity=Capacity.ACCOUNT_USER)
    with pytest.raises(Refused, match="binds nobody"):
        record_authority(by=admin, membership=user, basis=Basis.OFFICE, words="Director")
    assert Authority.objects.count() == before + 1


def test_a_representative_is_replaced_in_one_verb(alice: Client, auditor: Client) -> None:
    who = customer("Delta Foods", person="Ann Old")
    former = membership_of(who)
    path = f"/desk/memberships/{former.pk}/replace/"
    assertContains(alice.get(path), "Who takes over from Ann Old?")
    sent = {"name": "Ben New", "email": "ben@delta.example", "basis": "office", "words": "Managing director"}
    assert alice.post(path, sent).status_code == 302
    former.refresh_from_db()
    new = Membership.objects.get(user__email="ben@delta.example")
    old_authority, new_authority = former.authorities.get(), new.authorities.get()
    assert former.until == old_authority.ends_at == new.since == new_authority.starts_at == new_authority.recorded_at
    assert new_authority.replaced == former
    page = auditor.get(f"/desk/customers/{who.pk}/authorities/")
    assertContains(page, "took over from Ann Old")
    verbs = ["authority.ended", "membership.ended", "membership.added", "authority.recorded"]
    written = Entry.objects.exclude(verb="person.added").order_by("pk")
    assert list(written.values_list("verb", flat=True))[-4:] == verbs
    assert alice.post(path, sent).status_code == 409


def test_an_account_user_takes_over_and_another_representative_does_not(admin: User) -> None:
    who = customer()
    user, other = member(who, capacity=Capacity.ACCOUNT_USER), member(who)
    said: dict[str, Any] = {"by": admin, "membership": membership_of(who), "basis": Basis.OFFICE, "words": "Director"}
    with pytest.raises(Refused, match="represents the customer already"):
        replace_representative(email=other.email, name=other.name, **said)
    made = replace_representative(email=user.email.upper(), name=user.name, **said)
    assert made.user == user
    open_ones = Membership.objects.filter(customer=who, until=None)
    assert {(one.user, one.capacity) for one in open_ones} == {
        (user, Capacity.REPRESENTATIVE),
        (other, Capacity.REPRESENTATIVE),
    }


def test_who_acts_no_longer_has_no_authority_left_and_an_end_is_never_put_off(
    admin: User, alice: Client, set_clock: Callable[[dt.datetime | None], None]
) -> None:
    who = customer()
    membership = membership_of(who)
    later = clock.now() + dt.timedelta(days=90)
    limited = record_authority(by=admin, membership=membership, basis=Basis.AGREEMENT, words="Clause 3", ends_at=later)
    assertContains(alice.get(f"/desk/authorities/{limited.pk}/end/"), "What they acknowledged before stays valid.")
    sooner = (later - dt.timedelta(days=30)).date().isoformat()
    assert alice.post(f"/desk/authorities/{limited.pk}/end/", {"at": sooner}).status_code == 302
    after = (later + dt.timedelta(days=30)).date().isoformat()
    answer = alice.post(f"/desk/authorities/{limited.pk}/end/", {"at": after})
    assertContains(answer, "never put off", status_code=409)
    answer = alice.post(f"/desk/authorities/{limited.pk}/end/", {"at": "2026-01-02"})
    assertContains(answer, "acknowledged before now", status_code=422)
    set_clock(clock.now() + dt.timedelta(days=1))
    ended = end_membership(by=admin, membership=membership)
    assert {one.ends_at for one in membership.authorities.all()} == {ended.until}


def test_the_api_does_all_of_it(alice: Client, auditor: Client, client_at: ClientAt) -> None:
    who = customer("Delta Foods")
    membership = membership_of(who)
    sent = {"membership": str(membership.pk), "basis": "agreement", "words": "Clause 3"}
    assert auditor.post("/api/v1/authorities/", sent, "application/json").status_code == 403
    made = alice.post("/api/v1/authorities/", sent, "application/json")
    assert made.status_code == 201
    assert made.json()["person"] == str(person_of(who).pseudonym)
    scan = {**sent, "document": SimpleUploadedFile("scan.png", b"\x89PNG\r\n\x1a\nrest")}
    scanned = alice.post("/api/v1/authorities/", scan).json()
    assert auditor.get(f"/api/v1/authorities/{scanned['id']}/document/").content.startswith(b"\x89PNG")
    assert auditor.get(f"/api/v1/authorities/{made.json()['id']}/document/").json()["code"] == "no_document"
    assert auditor.get(f"/api/v1/authorities/?customer={who.pk}&running=true").json()["count"] == 3
    ended = alice.post(f"/api/v1/authorities/{made.json()['id']}/end/", {}, "application/json")
    assert ended.json()["ends_at"]
    assert auditor.get(f"/api/v1/authorities/?customer={who.pk}&running=false").json()["count"] == 1
    taking = {"name": "Ben", "email": "ben@x.example", "basis": "office", "words": "Director"}
    path = f"/api/v1/memberships/{membership.pk}/replace/"
    assert auditor.post(path, taking, "application/json").status_code == 403
    assert alice.post(path, taking, "application/json").json()["email"] == "ben@x.example"
    again = alice.post(path, {**taking, "email": "c@x.example"}, "application/json")
    assert (again.status_code, again.json()["code"]) == (409, "membership_ended")
    assert client_at("acme", person_of(who)).get("/api/v1/authorities/").status_code == 403


ATTACKS = [
    "UPDATE customers_authority SET person = gen_random_uuid()",
    "UPDATE customers_authority SET basis = 'power_of_attorney'",
    "UPDATE customers_authority SET starts_at = starts_at - interval '1 year'",
    "DELETE FROM customers_authority",
    "TRUNCATE customers_authority CASCADE",
    "ALTER TABLE customers_authority DISABLE TRIGGER ALL",
    "SET LOCAL session_replication_role = replica; UPDATE customers_authority SET ends_at = NULL",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_login_role_rewrites_no_authority(attack: str) -> None:
    customer()
    before = list(Authority.objects.values())
    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert list(Authority.objects.values()) == before


def test_the_login_role_puts_no_end_off_and_gives_nobody_anothers_authority() -> None:
    ended, other = customer(until=clock.now()), customer()
    row = Authority.objects.get(customer=ended)
    Authority.objects.filter(pk=row.pk).update(ends_at=clock.now())
    for later in (None, clock.now() + dt.timedelta(days=1)):
        with pytest.raises(DatabaseError, match="only comes earlier"), transaction.atomic():
            Authority.objects.filter(pk=row.pk).update(ends_at=later)
    user = member(other, capacity=Capacity.ACCOUNT_USER)
    good = {"basis": "office", "words": "x", "starts_at": clock.now(), "recorded_at": clock.now()}
    wrong = (
        {"membership": membership_of(other), "customer": other, "person": person_of(ended).pseudonym},
        {"membership": membership_of(other), "customer": ended, "person": person_of(other).pseudonym},
        {"membership": membership_of(other, user), "customer": other, "person": user.pseudonym},
    )
    for one in wrong:
        with pytest.raises(DatabaseError, match="that of a representative"), transaction.atomic():
            Authority.objects.create(**good, **one)


def test_nobody_without_permission_sees_it(client_at: ClientAt, staff: Staff) -> None:
    who = customer("Delta Foods")
    custodian = client_at("acme", staff(Role.OPERATOR, name="Bob"))
    assert custodian.get(f"/desk/customers/{who.pk}/authorities/").status_code == 403
    empty = customer("Empty")
    Membership.objects.filter(customer=empty).update(until=clock.now())
    page = client_at("acme", staff(Role.AUDITOR)).get(f"/desk/customers/{empty.pk}/authorities/")
    assertContains(page, "Managing director")
    assertNotContains(page, "/end/")

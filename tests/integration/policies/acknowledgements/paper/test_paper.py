"""Staff record what was acknowledged on paper: which words, by whom, which day, with the file, and who attests it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django.asserts import assertContains

from policies.acknowledgements.binding.queries import what_bound
from policies.acknowledgements.coverage.figures import coverage_figures
from policies.acknowledgements.models import Acknowledgement, Paper
from policies.versions.models import PolicyVersion
from tenants.customers.actions import replace_representative
from tenants.customers.models import Basis, Customer
from tenants.ledger import clock
from tenants.ledger.keys import public_jwks, verify_jws
from tenants.ledger.models import Entry, Personal
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import customer, membership_of, person_of
from tests.factories.versions import RECORDING, document, posted_policy, without

pytestmark = pytest.mark.usefixtures("own_files")
PDF = b"%PDF-1.7 signed"
POSTED = dt.datetime(2026, 10, 1, 9, 30, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 10, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def posted(acme: Reseller, set_clock: Callable[[dt.datetime | None], None]) -> PolicyVersion:
    """Acme's first version, in force since the first of October; it is the twentieth."""
    set_clock(NOW)
    return posted_policy(at=POSTED)


@pytest.fixture
def admin(acme: Reseller, staff: Staff) -> User:
    return staff(Role.ADMINISTRATOR, name="Alice")


@pytest.fixture
def alice(admin: User, client_at: ClientAt) -> Client:
    return client_at("acme", admin)


def sent(version: PolicyVersion, who: Customer, **changed: Any) -> dict[str, Any]:
    """What a browser sends for a paper that the customer's first person signed on the third of October."""
    values = {
        "version": str(version.pk),
        "membership": str(membership_of(who).pk),
        "signed_on": "2026-10-03",
        "means": "signed",
        "ticks": [RECORDING],
        "note": "Signed in my presence",
        "file": SimpleUploadedFile("signed.pdf", PDF),
    }
    return {name: value for name, value in (values | changed).items() if value is not None}


def record(client: Client, version: PolicyVersion, who: Customer, **changed: Any) -> Any:
    return client.post(f"/desk/customers/{who.pk}/acknowledgements/paper/", sent(version, who, **changed))


def test_the_desk_records_a_signed_paper_with_its_file_and_who_attests_it(
    posted: PolicyVersion, alice: Client, admin: User, client_at: ClientAt
) -> None:
    who = customer("Delta Foods", person="Ann")
    page = alice.get(f"/desk/customers/{who.pk}/acknowledgements/paper/")
    assertContains(page, "Ann (Representative)")
    assert record(alice, posted, who).status_code == 302
    row = Acknowledgement.objects.get()
    paper = row.paper
    assert paper is not None
    assert (row.method, row.capacity, row.person) == ("paper", "representative", person_of(who).pseudonym)
    assert (row.digest, row.ticks, row.at, paper.recorded_at) == (posted.digest, [RECORDING], row.at, row.at)
    assert (paper.signed_on, paper.attested_by) == (dt.date(2026, 10, 3), admin.pseudonym)
    assert row.authority == membership_of(who).authorities.get()
    desk = alice.get(f"/desk/customers/{who.pk}/acknowledgements/")
    for words in ("Ann", "signed.pdf", "attested by Alice", "signed 3 October 2026", "Signed in my presence"):
        assertContains(desk, words)
    assert alice.get(f"/desk/acknowledgements/papers/{row.paper_id}/").content == PDF
    receipt = alice.get(f"/desk/acknowledgements/{row.pk}/receipt/").content.decode().strip()
    claims = verify_jws(receipt, public_jwks("acme"), typ="proviso-receipt+jwt", issuer="acme.localhost")
    assert claims["method"] == "paper"
    assert claims["paper"] == {
        "means": "signed",
        "document_digest": paper.document_digest,
        "signed_on": "2026-10-03",
        "zone": "UTC",
        "attested_by": str(admin.pseudonym),
    }
    verdict = client_at("acme").post("/verify/", {"text": receipt})
    assertContains(verdict, "outside the portal on 2026-10-03")
    assertContains(verdict, "That the person signed: it proves that the company says so")
    assertContains(verdict, "Office held")
    entry = Entry.objects.get(verb="paper.recorded")
    assert (entry.by, entry.facts["paper"]["document"]) == (admin.pseudonym, paper.document_digest)
    evidence = [one for one in what_bound(customer=who, at=NOW).evidence if one.kind == "paper"]
    assert len(evidence) == 1
    assert paper.document_digest in evidence[0].detail
    assert coverage_figures(version=posted, at=clock.now()).customers_acknowledged == 1
    own = client_at("acme", person_of(who))
    assertContains(own.get("/my/history/"), "on paper, signed 3 October 2026")
    assertContains(own.get("/my/aup/"), "Version 1 is acknowledged")


def test_a_named_signer_is_a_pseudonym_whose_name_can_be_erased(posted: PolicyVersion, alice: Client) -> None:
    who = customer("Delta Foods")
    named = {"membership": None, "signer_name": "Zoë  Old", "stated_authority": "Sole director"}
    assert record(alice, posted, who, **named).status_code == 302
    row = Acknowledgement.objects.get()
    assert (row.capacity, row.authority) == ("representative", None)
    assert "Zo" not in str(Entry.objects.get(verb="paper.recorded").facts)
    path = f"/desk/customers/{who.pk}/acknowledgements/"
    assertContains(alice.get(path), "Zoë Old")
    assertContains(alice.get(path), "stated: Sole director")
    again = record(alice, posted, who, **named | {"signer_name": "zoë old"})
    assertContains(again, "on record already", status_code=409)
    second = posted_policy(without(document(), "scanning"))
    later = {"signed_on": clock.now().date().isoformat()}
    assert record(alice, second, who, **named | later).status_code == 302
    assert len(set(Acknowledgement.objects.values_list("person", flat=True))) == 1
    Personal.objects.filter(name="signer").delete()
    assertContains(alice.get(path), "Somebody whose name was erased")


def test_only_a_version_open_on_that_day_can_be_named(posted: PolicyVersion, alice: Client) -> None:
    who = customer()
    second = posted_policy(document(spam="sending any bulk mail;"), at=POSTED + dt.timedelta(days=9))
    for changed, status, words in (
        ({"signed_on": "2026-10-21"}, 422, "still to come"),
        ({"signed_on": "2026-09-30"}, 422, "not posted yet on that day"),
        ({"signed_on": "2026-10-11"}, 409, "not the words in force: version 2 is"),
    ):
        answer = record(alice, posted, who, **changed)
        assertContains(answer, words, status_code=status)
        assert answer.status_code == status
    assertContains(record(alice, posted, who, signed_on="2026-10-11"), "change-modified", status_code=409)
    assertContains(record(alice, second, who), "not posted yet on that day", status_code=422)
    assert not Acknowledgement.objects.exists()
    # On the day of the change either was in force for a part of it, and so it is on the very day of posting.
    assert record(alice, posted, who, signed_on="2026-10-10").status_code == 302
    assert record(alice, posted, customer(), signed_on="2026-10-01").status_code == 302
    assert record(alice, second, who, signed_on="2026-10-10").status_code == 302


def test_an_announced_version_may_be_signed_ahead(posted: PolicyVersion, alice: Client) -> None:
    who = customer()
    ahead = posted_policy(document(spam="sending any bulk mail;"), effective_at=NOW + dt.timedelta(days=30))
    assert record(alice, ahead, who, signed_on=clock.now().date().isoformat()).status_code == 302


def test_what_is_missing_or_wrong_is_refused_and_nothing_is_kept(
    posted: PolicyVersion, alice: Client, admin: User, own_files: Any
) -> None:
    who, ended = customer(), customer(until=POSTED)
    other = membership_of(customer())
    for changed, status, words in (
        ({"membership": None}, 422, "Say who signed"),
        ({"signer_name": "Both"}, 422, "Say who signed"),
        ({"membership": str(other.pk)}, 422, "valid choice"),
        ({"file": SimpleUploadedFile("a.pdf", b"<html>")}, 422, "neither a PDF nor a PNG or JPEG"),
        ({"file": SimpleUploadedFile("a.pdf", PDF * 200_000)}, 422, "larger than"),
        ({"ticks": None}, 422, "tick of their own"),
    ):
        assertContains(record(alice, posted, who, **changed), words, status_code=status)
    named = {"membership": None, "signer_name": "Zoë"}
    assertContains(record(alice, posted, ended, **named), "has no agreement", status_code=409)
    assert not Paper.objects.exists()
    assert not [path for path in own_files.rglob("*") if path.is_file()]


def test_nobody_attests_their_own_signature_and_only_who_manages_customers_records(
    posted: PolicyVersion, admin: User, alice: Client, staff: Staff, client_at: ClientAt
) -> None:
    who = customer(email=admin.email)
    assertContains(record(alice, posted, who), "Nobody attests a signature of their own", status_code=403)
    auditor = client_at("acme", staff(Role.AUDITOR))
    assert record(auditor, posted, customer()).status_code == 403
    assert auditor.post("/api/v1/acknowledgements/paper/", {}).status_code == 403
    assert not Acknowledgement.objects.exists()


def test_who_was_replaced_since_signed_as_representative_then(
    posted: PolicyVersion, admin: User, alice: Client
) -> None:
    who = customer()
    former = membership_of(who)
    said: dict[str, Any] = {"by": admin, "membership": former, "basis": Basis.OFFICE, "words": "Director"}
    new = replace_representative(email="new@x.example", name="New", **said)
    assert record(alice, posted, who, membership=str(former.pk)).status_code == 302
    row = Acknowledgement.objects.get()
    assert (row.capacity, row.authority) == ("representative", former.authorities.get())
    answer = record(alice, posted, who, membership=str(new.pk))
    assertContains(answer, "did not act for the customer on that day", status_code=403)


def test_who_acknowledged_on_the_portal_already_needs_no_paper(posted: PolicyVersion, alice: Client) -> None:
    who = customer()
    acknowledged(posted, who)
    assertContains(record(alice, posted, who), "on record already", status_code=409)
    assert Acknowledgement.objects.count() == 1
    assert not Paper.objects.exists()


def test_the_api_records_one_and_gives_the_file_back(
    posted: PolicyVersion, alice: Client, staff: Staff, client_at: ClientAt
) -> None:
    who = customer()
    body = {
        "customer": str(who.pk),
        "digest": posted.digest,
        "signer_name": "Zoë Old",
        "signed_on": "2026-10-03",
        "means": "mail",
        "ticks": [RECORDING],
        "file": SimpleUploadedFile("scan.jpg", b"\xff\xd8\xff scan"),
    }
    made = alice.post("/api/v1/acknowledgements/paper/", body)
    assert made.status_code == 201, made.json()
    assert (made.json()["method"], made.json()["paper"]["means"]) == ("paper", "mail")
    auditor = client_at("acme", staff(Role.AUDITOR))
    assert auditor.get(f"/api/v1/acknowledgements/{made.json()['id']}/file/").content == b"\xff\xd8\xff scan"
    assert auditor.get("/api/v1/acknowledgements/?method=paper").json()["count"] == 1
    stale = {**body, "digest": "0" * 64, "file": SimpleUploadedFile("scan.jpg", b"\xff\xd8\xff scan")}
    answer = alice.post("/api/v1/acknowledgements/paper/", stale)
    assert (answer.status_code, answer.json()["code"], answer.json()["digest"]) == (409, "not_in_force", posted.digest)
    on_portal = acknowledged(posted, customer())
    assert auditor.get(f"/api/v1/acknowledgements/{on_portal.pk}/file/").status_code == 404


def test_an_altered_file_is_not_handed_out(posted: PolicyVersion, alice: Client, own_files: Any) -> None:
    who = customer()
    record(alice, posted, who)
    row = Acknowledgement.objects.get()
    (stored,) = [path for path in own_files.rglob("*") if path.is_file()]
    stored.write_bytes(b"%PDF-1.7 forged")
    assert alice.get(f"/desk/acknowledgements/papers/{row.paper_id}/").status_code == 409


ATTACKS = [
    "UPDATE acknowledgements_paper SET signed_on = signed_on - 30",
    "UPDATE acknowledgements_paper SET attested_by = gen_random_uuid()",
    "UPDATE acknowledgements_paper SET document_digest = repeat('0', 64)",
    "UPDATE acknowledgements_acknowledgement SET paper_id = NULL",
    "DELETE FROM acknowledgements_paper",
    "TRUNCATE acknowledgements_paper CASCADE",
    "ALTER TABLE acknowledgements_paper DISABLE TRIGGER ALL",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_login_role_changes_no_paper(posted: PolicyVersion, alice: Client, attack: str) -> None:
    record(alice, posted, customer())
    before = [*Paper.objects.values(), *Acknowledgement.objects.values()]
    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert [*Paper.objects.values(), *Acknowledgement.objects.values()] == before


def test_the_database_refuses_a_paper_without_a_file_or_attested_by_its_signer(
    posted: PolicyVersion, alice: Client, admin: User
) -> None:
    who = customer()
    record(alice, posted, who)
    row = Acknowledgement.objects.get()
    values = {
        field.attname: getattr(row, field.attname)
        for field in Acknowledgement._meta.concrete_fields
        if field.name not in {"id", "paper", "authority"}
    }
    with pytest.raises(DatabaseError, match="acknowledgement_on_paper"), transaction.atomic():
        Acknowledgement.objects.create(**values | {"binding_digest": "e" * 64})
    assert row.paper is not None
    again = Paper.objects.get(pk=row.paper.pk)
    again.pk = None
    again._state.adding = True
    again.pk = Paper._meta.pk.get_default()
    again.save(force_insert=True)
    with pytest.raises(DatabaseError, match="its signer attests it"), transaction.atomic():
        Acknowledgement.objects.create(**values | {"person": admin.pseudonym, "paper_id": again.pk})
    with pytest.raises(DatabaseError, match="paper_has_a_file"), transaction.atomic():
        Paper.objects.create(
            customer=who, means="signed", signed_on=dt.date(2026, 10, 3), zone="UTC", filename="x", content_type="x",
            document_digest="", path="", attested_by=admin.pseudonym, recorded_at=NOW,
        )  # fmt: skip

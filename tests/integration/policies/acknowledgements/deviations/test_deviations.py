"""What an agreement says otherwise takes precedence: on the customer's page, in what bound it, and in what is cited."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from pytest_django.asserts import assertContains, assertNotContains

from enforcement.cases.citations import added_for
from enforcement.cases.models import Citation
from enforcement.holds.actions import propose_measure
from enforcement.holds.models import Ground, MeasureKind
from policies.acknowledgements.binding.queries import what_bound
from policies.acknowledgements.deviations.actions import record_deviation
from policies.documents.agreed.deviations import ADDABLE, binding_digest
from policies.documents.model.document import Kind
from policies.versions.models import PolicyVersion
from tenants.customers.actions import end_deviation
from tenants.customers.models import Customer, Deviation, DeviationEffect
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, Staff
from tests.factories import cases, holds
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import agreement_of, customer, person_of
from tests.factories.versions import GENERAL, RECORDING, SPAM, SUSPENSION, document, posted_policy

DAY = dt.timedelta(days=1)
JUNE = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
WORDS = "sending more than ten thousand mails a day;"


@pytest.fixture
def version(acme: Reseller) -> PolicyVersion:
    """Version 1, in force from 1 June 2026."""
    return posted_policy(at=JUNE)


def agreed(who: Customer, staff: Staff, effect: DeviationEffect, key: str, text: str = "", **more: Any) -> Deviation:
    given: dict[str, Any] = {
        "by": staff(Role.ADMINISTRATOR),
        "agreement": agreement_of(who),
        "effect": effect,
        "key": key,
        "text": text,
        "starts_at": JUNE,
        "filename": "annex.pdf",
        "data": b"signed",
    }
    return record_deviation(**given | more)


def test_the_desk_records_a_deviation_that_the_customer_then_reads(
    version: PolicyVersion, staff: Staff, client_at: ClientAt
) -> None:
    who, other = customer("Delta Foods"), customer("Echo Games")
    desk = client_at("acme", staff(Role.ADMINISTRATOR))
    sent = {
        "agreement": str(agreement_of(who).pk),
        "effect": "replaced",
        "provision": SPAM,
        "text": WORDS,
        "starts_at": "2026-06-01",
        "document": SimpleUploadedFile("annex.pdf", b"signed"),
    }
    response = desk.post(f"/desk/customers/{who.pk}/deviations/add/", sent)
    assert response.status_code == 302, response.content
    made = Deviation.objects.get()
    assert Entry.objects.filter(verb="deviation.added", subject_id=str(made.pk)).exists()
    assert desk.get(f"/desk/deviations/{made.pk}/document/").content == b"signed"
    assertContains(desk.get(f"/desk/customers/{who.pk}/deviations/"), WORDS)
    mine = client_at("acme", person_of(who)).get("/my/aup/")
    assertContains(mine, WORDS)
    assertContains(mine, f"Agreed in {agreement_of(who).number}: replaces the general text.")
    assertNotContains(client_at("acme", person_of(other)).get("/my/aup/"), "ten thousand mails")
    assertNotContains(client_at("acme").get("/aup/"), "ten thousand mails")
    asked = desk.get(f"/api/v1/bindings/{who.pk}/").json()
    assert asked["binding_digest"] == binding_digest(version.digest, [made.digest]) != asked["digest"]
    assert [one["text"] for one in asked["deviations"]] == [WORDS]


def test_the_api_records_lists_and_ends(version: PolicyVersion, staff: Staff, client_at: ClientAt) -> None:
    who = customer()
    desk = client_at("acme", staff(Role.ADMINISTRATOR))
    sent = {
        "agreement": str(agreement_of(who).pk),
        "effect": "not_applied",
        "key": SPAM,
        "starts_at": "2026-06-01T00:00:00Z",
        "document": SimpleUploadedFile("annex.pdf", b"signed"),
    }
    made = desk.post("/api/v1/deviations/", sent)
    assert made.status_code == 201, made.content
    assert desk.get("/api/v1/deviations/", {"customer": str(who.pk)}).json()["count"] == 1
    ended = desk.post(f"/api/v1/deviations/{made.json()['id']}/end/", {}, content_type="application/json")
    assert ended.status_code == 200
    again = desk.post(f"/api/v1/deviations/{made.json()['id']}/end/", {}, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (409, "deviation_ended")
    reader = client_at("acme", staff(Role.AUDITOR))
    sent["document"] = SimpleUploadedFile("annex.pdf", b"signed")
    assert reader.post("/api/v1/deviations/", sent).status_code == 403


def test_what_bound_follows_the_deviation_from_its_beginning_to_its_end(version: PolicyVersion, staff: Staff) -> None:
    who = customer()
    made = agreed(who, staff, DeviationEffect.REPLACED, SPAM, WORDS, starts_at=JUNE + DAY)
    end = end_deviation(by=staff(Role.ADMINISTRATOR), deviation=made).ends_at
    assert end is not None
    tick = dt.timedelta(microseconds=1)
    for at, marks in ((JUNE + DAY - tick, 0), (JUNE + DAY, 1), (end - tick, 1), (end, 0)):
        assert len(what_bound(customer=who, at=at).marks) == marks
    assert what_bound(customer=who, at=JUNE + DAY - tick).binding_digest == version.digest


def test_a_reworded_provision_is_still_replaced_and_shown_as_to_look_at(
    version: PolicyVersion, staff: Staff, client_at: ClientAt
) -> None:
    who = customer()
    agreed(who, staff, DeviationEffect.REPLACED, SPAM, WORDS)
    page = f"/desk/customers/{who.pk}/deviations/"
    desk = client_at("acme", staff(Role.ADMINISTRATOR))
    assertNotContains(desk.get(page), "To look at:")
    posted_policy(document(spam="sending any bulk mail;"))
    assertContains(desk.get(page), "To look at:")
    assertContains(client_at("acme", person_of(who)).get("/my/aup/"), WORDS)


def test_an_acknowledgement_names_the_words_with_the_deviations(version: PolicyVersion, staff: Staff) -> None:
    who, other = customer(), customer()
    made = agreed(who, staff, DeviationEffect.REPLACED, SPAM, WORDS)
    assert acknowledged(version, who).binding_digest == binding_digest(version.digest, [made.digest])
    assert acknowledged(version, other).binding_digest == version.digest


def test_a_provision_not_applied_cannot_be_cited_and_the_database_refuses_it_too(
    version: PolicyVersion, staff: Staff
) -> None:
    who, other = customer(), customer()
    agreed(who, staff, DeviationEffect.NOT_APPLIED, SPAM)
    found = cases.case(who)
    with pytest.raises(Refused) as refusal:
        cases.determination(found, version, SPAM)
    assert refusal.value.code == "not_applied"
    assert cases.determination(cases.case(other), version, SPAM).citations.count() == 1
    made = cases.determination(found, version, GENERAL)
    spam = cases.provisions(version, [SPAM])[0]
    with pytest.raises(IntegrityError, match="did not apply to the customer"), transaction.atomic():
        Citation.objects.create(determination=made, version=version, provision=spam, digest=spam.digest)


def test_what_hangs_below_a_clause_that_does_not_apply_cannot_be_cited_either(
    version: PolicyVersion, staff: Staff
) -> None:
    who = customer()
    agreed(who, staff, DeviationEffect.NOT_APPLIED, GENERAL)
    with pytest.raises(Refused) as refusal:
        cases.determination(cases.case(who), version, SPAM)
    assert refusal.value.code == "not_applied"


def test_replaced_words_are_quoted_and_the_general_ones_refused(
    version: PolicyVersion, staff: Staff, client_at: ClientAt
) -> None:
    who = customer()
    made = agreed(who, staff, DeviationEffect.REPLACED, SPAM, WORDS)
    found = cases.determination(cases.case(who), version, SPAM)
    citation = found.citations.get()
    assert (citation.text, citation.digest) == (WORDS, made.digest)
    page = client_at("acme", holds.officer()).get(f"/desk/determinations/{found.pk}/")
    assertContains(page, WORDS)
    other = cases.determination(cases.case(who), version, GENERAL)
    spam = cases.provisions(version, [SPAM])[0]
    with pytest.raises(IntegrityError, match="did not apply"), transaction.atomic():
        Citation.objects.create(determination=other, version=version, provision=spam, digest=spam.digest)


def test_an_added_provision_is_cited_for_its_customer_only(version: PolicyVersion, staff: Staff) -> None:
    who, other = customer(), customer()
    made = agreed(who, staff, DeviationEffect.ADDED, "msa-spam", WORDS, parent_key=GENERAL)
    found = cases.determination(cases.case(who), version, citations=[], added=[made])
    assert found.citations.get().text == WORDS
    with pytest.raises(Refused) as refusal:
        cases.determination(cases.case(other), version, citations=[], added=[made])
    assert refusal.value.code == "not_in_force"
    against = cases.determination(cases.case(other), version, SPAM)
    with pytest.raises(IntegrityError, match="not agreed with the customer"), transaction.atomic():
        Citation.objects.create(determination=against, version=version, deviation=made, digest=made.digest)


def test_without_a_remedy_that_applies_there_is_no_measure(version: PolicyVersion, staff: Staff) -> None:
    who = customer()
    agreed(who, staff, DeviationEffect.NOT_APPLIED, SUSPENSION)
    found = cases.determination(cases.case(who), version, SPAM)
    with pytest.raises(Refused) as refusal:
        propose_measure(
            by=holds.officer(),
            determination=found,
            kind=MeasureKind.SUSPENSION,
            without_notice=True,
            ground=Ground.ONGOING_HARM,
        )
    assert refusal.value.code == "no_remedy"


def test_the_database_keeps_the_words_and_the_end(version: PolicyVersion, staff: Staff) -> None:
    made = agreed(customer(), staff, DeviationEffect.REPLACED, SPAM, WORDS)
    rows = Deviation.objects.filter(pk=made.pk)
    for change in ({"text": "nothing"}, {"starts_at": JUNE + DAY}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    rows.update(ends_at=clock.now())
    with pytest.raises(IntegrityError, match="set once"), transaction.atomic():
        rows.update(ends_at=None)


@pytest.mark.parametrize("kind", ADDABLE)
def test_an_added_provision_is_of_any_kind_that_says_something(
    version: PolicyVersion, staff: Staff, client_at: ClientAt, kind: Kind
) -> None:
    who = customer()
    desk = client_at("acme", staff(Role.ADMINISTRATOR))
    sent = {"agreement": str(agreement_of(who).pk), "effect": "added", "text": WORDS, "kind": kind.value}
    page = {
        **sent,
        "new_key": "msa-page",
        "starts_at": "2026-06-01",
        "document": SimpleUploadedFile("a.pdf", b"signed"),
    }
    assert desk.post(f"/desk/customers/{who.pk}/deviations/add/", page).status_code == 302
    asked = {**sent, "key": "msa-api", "starts_at": "2026-06-01T00:00:00Z"}
    made = desk.post("/api/v1/deviations/", {**asked, "document": SimpleUploadedFile("a.pdf", b"signed")})
    assert (made.status_code, made.json()["kind"]) == (201, kind.value)
    bound = what_bound(customer=who, at=clock.now()).bound
    assert bound is not None
    kinds = {one.key: one.kind for one in bound.document.each()}
    assert kinds["msa-page"] == kinds["msa-api"] == kind
    citable = {one.key for one in added_for(customer=who, start=JUNE, end=clock.now())}
    assert bool(citable) == (kind == Kind.PROHIBITION)


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.INCORPORATION])
def test_no_agreement_adds_a_heading_or_what_makes_the_policy_part_of_it(
    version: PolicyVersion, staff: Staff, client_at: ClientAt, kind: Kind
) -> None:
    sent = {"agreement": str(agreement_of(customer()).pk), "effect": "added", "text": WORDS, "kind": kind.value}
    sent |= {"key": "msa-api", "starts_at": "2026-06-01T00:00:00Z"}
    file = {"document": SimpleUploadedFile("a.pdf", b"signed")}
    refused = client_at("acme", staff(Role.ADMINISTRATOR)).post("/api/v1/deviations/", {**sent, **file})
    assert (refused.status_code, refused.json()["code"]) == (422, "kind_not_added")
    assert not Deviation.objects.exists()


def test_the_own_view_marks_each_provision_where_it_stands(
    version: PolicyVersion, staff: Staff, client_at: ClientAt
) -> None:
    who, other = customer(), customer()
    agreed(who, staff, DeviationEffect.REPLACED, RECORDING, "Record <nobody>.", starts_at=JUNE + DAY)
    agreed(who, staff, DeviationEffect.NOT_APPLIED, GENERAL, starts_at=JUNE + 2 * DAY)
    agreed(who, staff, DeviationEffect.ADDED, "msa-spam", WORDS, starts_at=JUNE + 3 * DAY)
    page = client_at("acme", person_of(who)).get("/my/aup/").content.decode()
    replaced, out, below, added = (one_section(page, key) for key in (RECORDING, GENERAL, SPAM, "msa-spam"))
    assert "Replaced by your agreement from 2 June 2026" in replaced
    assert "Record &lt;nobody&gt;." in replaced
    assert re.search(r"<details.*<summary>The posted wording</summary>.*You alone are responsible", replaced)
    assert "Does not apply to you since 3 June 2026" in out
    assert "You shall not engage in abusive conduct" in out
    assert "Does not apply to you since 3 June 2026" in below
    assert "sending mail that nobody asked for" in below
    assert "Added by your agreement from 4 June 2026" in added
    assert "agreed-mark" not in one_section(page, SUSPENSION)
    assertNotContains(client_at("acme", person_of(other)).get("/my/aup/"), "agreed-mark")
    asked = client_at("acme", staff(Role.AUDITOR)).get(f"/api/v1/bindings/{who.pk}/").json()
    assert [one["since"][:10] for one in asked["deviations"]] == ["2026-06-02", "2026-06-03", "2026-06-04"]


def one_section(page: str, key: str) -> str:
    """What a page says of a provision, up to the next one; tags of time are left out."""
    found = re.search(rf'<section [^>]*id="{key}">(.*?)(?=<section |</article>)', page, re.DOTALL)
    assert found, key
    return " ".join(re.sub(r"</?time[^>]*>", "", found[1]).split())

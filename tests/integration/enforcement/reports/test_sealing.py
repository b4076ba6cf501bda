"""What nobody is to look at is sealed when it arrives, and shown nowhere; its custodian opens it with a reason."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from enforcement.reports.custody.actions import open_evidence, seal_report
from enforcement.reports.evidence import Received
from enforcement.reports.following.outbox import mail_due
from enforcement.reports.models import Evidence, LegalHold, Report, SealedText
from tenants.ledger.models import Entry, Personal
from tenants.people.models import Role
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, Staff
from tests.factories import cases, customers, reports

pytestmark = pytest.mark.usefixtures("acme", "own_files")
WORDS, NAME, CONTENT = "unspeakable words", "unspeakable-name.jpg", b"unspeakable content"


@pytest.fixture(autouse=True)
def october(set_clock: Callable[[object], None]) -> None:
    set_clock(dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC))


def received(category: str = "child_abuse") -> Report:
    file = Received(filename=NAME, content_type="image/jpeg", data=CONTENT)
    return reports.report(category=category, description=WORDS, files=[file], reporter_email="rep@elsewhere.example")


def pages_and_endpoints(report: Report) -> list[str]:
    file = report.evidence.get()
    return [
        "/desk/",
        "/desk/reports/",
        "/desk/reports/?target=192",
        f"/desk/reports/{report.pk}/",
        f"/desk/reports/{report.pk}/evidence/",
        "/desk/evidence/",
        "/api/v1/reports/",
        f"/api/v1/reports/{report.pk}/",
        "/api/v1/evidence/",
        f"/api/v1/evidence/{file.pk}/",
        f"/api/v1/evidence-custody/{report.pk}/",
    ]


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR, Role.EVIDENCE_CUSTODIAN])
def test_what_came_with_such_a_report_stands_on_no_page_and_in_no_answer(
    client_at: ClientAt, staff: Staff, role: Role
) -> None:
    report = received()
    client = client_at("acme", staff(role))
    for address in pages_and_endpoints(report):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "unspeakable" not in answer.content.decode(), address


def test_nor_in_a_mail_the_ledger_or_any_row_but_the_sealed_ones(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, caplog: pytest.LogCaptureFixture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        report = received()
    mail_due()
    assert mail.outbox
    assert "unspeakable" not in "".join(str(one.message()) for one in mail.outbox)
    assert "unspeakable" not in json.dumps(list(Entry.objects.values_list("facts", flat=True)))
    assert "unspeakable" not in str(list(Personal.objects.values_list("value", flat=True)))
    assert "unspeakable" not in caplog.text
    assert Report.objects.get().description == ""
    assert Evidence.objects.get().filename == ""
    assert set(SealedText.objects.values_list("text", flat=True)) == {NAME, WORDS}
    assert report.sealing.sealed_by is None


def test_it_is_under_legal_hold_from_the_first_moment() -> None:
    assert LegalHold.objects.get(report=received(), ended_at=None).placed_by is None


def test_an_officer_who_meets_it_in_an_ordinary_report_seals_it(client_at: ClientAt, staff: Staff) -> None:
    report = received("malware")
    client = client_at("acme", staff(Role.CASE_OFFICER))
    assert WORDS in client.get(f"/desk/reports/{report.pk}/").content.decode()
    page = client.get(f"/desk/reports/{report.pk}/seal/").content.decode()
    assert "cannot be undone" in page
    assert client.post(f"/desk/reports/{report.pk}/seal/", {"reason": " "}).status_code == 422
    assert client.post(f"/desk/reports/{report.pk}/seal/", {"reason": "It shows a child."}).status_code == 302
    for address in pages_and_endpoints(report):
        assert "unspeakable" not in client.get(address).content.decode(), address
    with pytest.raises(Refused, match="sealed already"):
        seal_report(by=staff(Role.CASE_OFFICER), report=report, reason="again")


def test_a_case_that_repeats_the_words_forgets_them(client_at: ClientAt, staff: Staff) -> None:
    officer, report = staff(Role.CASE_OFFICER), received("malware")
    case = cases.case(customers.customer("Xavier BV"), by=officer, reports=[report], summary=WORDS)
    seal_report(by=officer, report=report, reason="It shows a child.")
    for address in (f"/desk/cases/{case.pk}/", "/desk/cases/", f"/api/v1/cases/{case.pk}/"):
        assert "unspeakable" not in client_at("acme", officer).get(address).content.decode()


def test_only_a_custodian_opens_it_and_says_why(client_at: ClientAt, staff: Staff) -> None:
    report = received()
    file = report.evidence.get()
    officer = client_at("acme", staff(Role.CASE_OFFICER))
    for address in (f"/desk/reports/{report.pk}/sealed-words/", f"/desk/evidence/{file.pk}/open/"):
        assert officer.post(address, {"reason": "curious"}).status_code == 403
    assert officer.post(f"/api/v1/evidence-custody/{report.pk}/words/", {"reason": "curious"}).status_code == 403
    custodian = client_at("acme", staff(Role.EVIDENCE_CUSTODIAN))
    assert custodian.post(f"/desk/evidence/{file.pk}/open/").status_code == 422
    assert not Entry.objects.filter(verb__in=["evidence.opened", "report.words_opened"]).exists()
    page = custodian.post(f"/desk/reports/{report.pk}/sealed-words/", {"reason": "For the police"})
    assert WORDS in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    opened = custodian.post(f"/desk/evidence/{file.pk}/open/", {"reason": "For the police"})
    assert custodian.get(opened["Location"]).content == CONTENT
    assert NAME not in custodian.get(opened["Location"])["Content-Disposition"]
    entries = Entry.objects.filter(verb__in=["evidence.opened", "report.words_opened"])
    assert {one.personal.get(name="reason").value for one in entries} == {"For the police"}
    assert entries.count() == 2


def test_the_api_opens_it_to_a_custodian_with_a_reason(client_at: ClientAt, staff: Staff) -> None:
    report = received()
    file = report.evidence.get()
    client = client_at("acme", staff(Role.EVIDENCE_CUSTODIAN))
    send: dict[str, Any] = {"content_type": "application/json"}
    answer = client.post(f"/api/v1/evidence/{file.pk}/open/", {}, **send)
    assert (answer.status_code, answer.json()["code"]) == (422, "reason")
    answer = client.post(f"/api/v1/evidence/{file.pk}/open/", {"reason": "For the police"}, **send)
    assert client.get(answer.json()["url"]).content == CONTENT
    words = client.post(f"/api/v1/evidence-custody/{report.pk}/words/", {"reason": "For the police"}, **send).json()
    assert (words["description"], words["filenames"]) == (WORDS, {str(file.pk): NAME})


def test_nobody_opens_it_at_the_command_line() -> None:
    with pytest.raises(Refused, match="sealed"):
        open_evidence(by=None, evidence=received().evidence.get(), reason="maintenance")


ATTACKS = [
    "UPDATE reports_report SET description = 'other'",
    "UPDATE reports_report SET description = ''",
    "UPDATE reports_evidence SET filename = 'other.jpg'",
    "UPDATE reports_evidence SET filename = ''",
    "UPDATE reports_report SET sealed = true",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_words_are_neither_changed_nor_lost_by_the_way_they_are_sealed(attack: str) -> None:
    received("malware")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE reports_report SET sealed = false",
        "UPDATE reports_report SET description = 'told'",
        "DELETE FROM reports_sealedtext",
        "UPDATE reports_sealedtext SET text = ''",
        "DELETE FROM reports_sealing",
        "DELETE FROM reports_legalhold",
        "UPDATE reports_legalhold SET ended_at = now()",
    ],
)
def test_what_is_sealed_stays_sealed_and_complete(attack: str) -> None:
    received()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


def fetch(client: Client, address: str) -> int:
    return client.get(address).status_code


def test_the_address_of_a_file_is_good_for_one_person_and_two_minutes(
    client_at: ClientAt, staff: Staff, set_clock: Callable[[object], None]
) -> None:
    file = received("malware").evidence.get()
    one = client_at("acme", staff(Role.EVIDENCE_CUSTODIAN, name="One"))
    two = client_at("acme", staff(Role.EVIDENCE_CUSTODIAN, name="Two"))
    address = one.post(f"/desk/evidence/{file.pk}/open/")["Location"]
    other = received("spam_email").evidence.get()
    key = address.partition("?")[2]
    assert fetch(one, address) == 200
    assert fetch(two, address) == 410
    assert fetch(one, f"/desk/evidence/{other.pk}/file/?{key}") == 410
    for wrong in ("", "?key=", "?key=x", "?key=eyJhIjoxfQ:abc", f"?{key[:-2]}"):
        assert fetch(one, f"/desk/evidence/{file.pk}/file/{wrong}") == 410, wrong
    set_clock(dt.datetime(2026, 10, 28, 20, 2, 1, tzinfo=dt.UTC))
    assert fetch(one, address) == 410

"""Handling reports on the desk and through the API, and opening sealed evidence."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.test import Client

from enforcement.reports.actions import complete_report, take_report
from enforcement.reports.evidence import Received
from enforcement.reports.models import Evidence, Reason, Report, ReportStatus
from tenants.ledger.models import Entry
from tenants.people.models import Role, User
from tenants.people.permissions import Permission
from tenants.people.tokens import create_token
from tenants.resellers.refusals import Refused
from tests.factories import customers, reports

pytestmark = pytest.mark.usefixtures("acme", "own_files")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]


@pytest.fixture(autouse=True)
def october(set_clock: Callable[[object], None]) -> None:
    set_clock(dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC))


@pytest.fixture
def a_file() -> Evidence:
    file = Received(filename='evil".html', content_type="text/html", data=b"<script>alert(1)</script>")
    return reports.report(files=[file]).evidence.get()


def test_the_inbox_shows_what_waits_and_the_rest_where_it_is_asked_for(client_at: ClientAt, staff: Staff) -> None:
    officer = staff(Role.CASE_OFFICER)
    done, waits = reports.report(target="192.0.2.1"), reports.report(target="shop.example", category="malware")
    complete_report(by=officer, report=done, reason=Reason.DUPLICATE)
    client = client_at("acme", officer)
    page = client.get("/desk/reports/").content.decode()
    assert str(waits.pk) in page
    assert str(done.pk) not in page
    page = client.get("/desk/reports/?view=all").content.decode()
    assert f"/desk/reports/{waits.pk}/" in page
    assert f"/desk/reports/{done.pk}/" in page
    page = client.get("/desk/reports/?category=malware").content.decode()
    assert str(waits.pk) in page
    assert str(done.pk) not in page


def test_the_report_page_names_who_held_the_target_then(client_at: ClientAt, staff: Staff) -> None:
    customers.customer("Xavier BV", networks=["192.0.2.7/32"])
    page = client_at("acme", staff(Role.CASE_OFFICER)).get(f"/desk/reports/{reports.report().pk}/").content.decode()
    assert "Xavier BV" in page
    assert "Open a case about" in page


def test_a_completed_report_tells_its_reporter_the_outcome(client_at: ClientAt, staff: Staff) -> None:
    follow = client_at("acme").post("/api/v1/reports/")
    assert follow.status_code == 401
    client = client_at("acme", staff(Role.CASE_OFFICER))
    at = "2026-10-28T10:00:00Z"
    body = {"category": "spam_email", "target": "192.0.2.7", "started_at": at, "description": "Mail."}
    made = client.post("/api/v1/reports/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    report = made.json()["report"]
    assert client.post(f"/desk/reports/{report['id']}/", {"reason": "no_violation"}).status_code == 302
    page = client_at("acme").get(f"/report/{made.json()['follow']}/").content.decode()
    assert 'data-outcome="no_violation"' in page


def test_completing_twice_is_refused(staff: Staff) -> None:
    officer, report = staff(Role.CASE_OFFICER), reports.report()
    assert take_report(by=officer, report=report).status == ReportStatus.PROCESSING
    complete_report(by=officer, report=report, reason=Reason.NOT_OURS)
    with pytest.raises(Refused, match="completed already"):
        complete_report(by=officer, report=report, reason=Reason.DUPLICATE)
    assert Report.objects.get().reason == Reason.NOT_OURS


def test_a_report_that_is_wrong_is_a_problem_document(client_at: ClientAt, staff: Staff) -> None:
    client = client_at("acme", staff(Role.CASE_OFFICER))
    body = {"category": "spam_email", "target": "??", "started_at": "2026-10-28T10:00:00Z", "description": "x"}
    answer = client.post("/api/v1/reports/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "target")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_token_may_do_what_its_scopes_say_and_no_more(client_at: ClientAt, staff: Staff) -> None:
    reports.report()
    _token, secret = create_token(by=staff(Role.CASE_OFFICER), name="m", scopes=[Permission.SEE_REPORTS])
    bearer = {"Authorization": f"Bearer {secret}"}
    client = client_at("acme")
    assert len(client.get("/api/v1/reports/", headers=bearer).json()["results"]) == 1
    assert client.post("/api/v1/reports/", {}, headers=bearer).status_code == 403
    assert client_at("beta").get("/api/v1/reports/", headers=bearer).status_code == 401


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EVIDENCE_CUSTODIAN])
def test_nobody_but_a_custodian_opens_evidence(a_file: Evidence, client_at: ClientAt, staff: Staff, role: Role) -> None:
    client = client_at("acme", staff(role))
    assert client.post(f"/desk/evidence/{a_file.pk}/open/").status_code == 403
    assert client.post(f"/api/v1/evidence/{a_file.pk}/open/").status_code == 403
    assert not Entry.objects.filter(verb="evidence.opened").exists()


def test_opening_evidence_is_recorded_and_never_shown_inline(
    a_file: Evidence, client_at: ClientAt, staff: Staff
) -> None:
    custodian = staff(Role.EVIDENCE_CUSTODIAN)
    client = client_at("acme", custodian)
    answer = client.get(client.post(f"/desk/evidence/{a_file.pk}/open/")["Location"])
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="evil.html"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    entry = Entry.objects.get(verb="evidence.opened")
    assert (entry.by, entry.facts["digest"]) == (custodian.pseudonym, a_file.digest)


def test_a_file_that_was_swapped_in_the_storage_is_refused(a_file: Evidence, client_at: ClientAt, staff: Staff) -> None:
    Path(default_storage.path(a_file.path)).write_bytes(b"something else")
    answer = client_at("acme", staff(Role.EVIDENCE_CUSTODIAN)).post(f"/api/v1/evidence/{a_file.pk}/open/")
    assert (answer.status_code, answer.json()["code"]) == (409, "evidence_altered")


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE reports_report SET description = 'nothing'",
        "UPDATE reports_report SET follow_digest = 'x'",
        "DELETE FROM reports_report",
        "TRUNCATE reports_report CASCADE",
        "UPDATE reports_evidence SET digest = repeat('0', 64)",
        "DELETE FROM reports_evidence",
        "ALTER TABLE reports_evidence DISABLE TRIGGER ALL",
    ],
)
@pytest.mark.parametrize("prelude", ["", "SET LOCAL pgtrigger.ignore = '{{*:*}}'; "])
def test_what_was_reported_cannot_be_rewritten(a_file: Evidence, prelude: str, attack: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(prelude.replace("{{*:*}}", "{reports.Report:frozen}") + attack)

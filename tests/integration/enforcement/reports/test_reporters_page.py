"""The reporter's own page: what became of the report, words and files to add, one complaint, and the mail about it."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from enforcement.cases.actions import write_to_reporters
from enforcement.cases.findings.actions import record_finding
from enforcement.cases.findings.models import FindingOutcome
from enforcement.holds.actions import propose_measure
from enforcement.holds.models import Ground, MeasureKind
from enforcement.reports import throttle
from enforcement.reports.actions import complete_report
from enforcement.reports.following.outbox import mail_due
from enforcement.reports.models import Addition, Complaint, MailToReporter, Reason, Report, ReportStatus
from enforcement.reports.queries import signed_secret
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, Staff
from tests.factories import cases, customers, reports, versions

pytestmark = pytest.mark.usefixtures("acme", "own_files")
GROUND = Ground.ONGOING_HARM
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def october(set_clock: Callable[[object], None]) -> None:
    set_clock(NOW)


@pytest.fixture
def report() -> Report:
    """A report whose reporter has been told that it arrived."""
    made = reports.report(reporter_email="rep@elsewhere.example", description="Forty thousand mails.")
    assert mail_due() == 1
    return made


def page_of(report: Report) -> str:
    return f"/report/{signed_secret(report)}/"


def test_the_reporter_adds_words_and_files_and_staff_read_them(
    client_at: ClientAt, staff: Staff, report: Report
) -> None:
    client = client_at("acme")
    files = [SimpleUploadedFile("more.log", b"line two")]
    assert client.post(page_of(report), {"words": "It went on.", "evidence": files}).status_code == 302
    addition = Addition.objects.get()
    assert (addition.words, addition.evidence.get().filename) == ("It went on.", "more.log")
    assert Entry.objects.filter(verb="report.added_to").count() == 1
    assert "You added to it" in client.get(page_of(report)).content.decode()
    officer = client_at("acme", staff(Role.CASE_OFFICER))
    page = officer.get(f"/desk/reports/{report.pk}/").content.decode()
    assert "It went on." in page
    assert "more.log" in page
    shown = officer.get(f"/api/v1/evidence-custody/{report.pk}/").json()
    assert [one["words"] for one in shown["additions"]] == ["It went on."]


@pytest.mark.parametrize("attack", ["UPDATE reports_addition SET words = 'x'", "DELETE FROM reports_addition"])
def test_what_was_added_is_frozen(client_at: ClientAt, report: Report, attack: str) -> None:
    client_at("acme").post(page_of(report), {"words": "It went on."})
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


def test_an_addition_says_something_and_has_its_bounds(client_at: ClientAt, report: Report) -> None:
    client = client_at("acme")
    assert client.post(page_of(report), {"words": " "}).status_code == 422
    six = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)]
    assert client.post(page_of(report), {"words": "", "evidence": six}).status_code == 422
    for round_ in range(4):
        five = [SimpleUploadedFile(f"{round_}{n}.txt", b"x") for n in range(5)]
        assert client.post(page_of(report), {"words": "", "evidence": five}).status_code == 302
    answer = client.post(page_of(report), {"words": "", "evidence": [SimpleUploadedFile("a", b"x")]})
    assert (answer.status_code, b"at most 20 files" in answer.content) == (422, True)


def test_additions_are_counted_like_reports(client_at: ClientAt, report: Report) -> None:
    client = client_at("acme")
    answers = [client.post(page_of(report), {"words": "x"}).status_code for _ in range(throttle.FROM_ONE_NETWORK + 1)]
    assert answers[-1] == 429
    assert client.post(page_of(report), {"words": "x"}, REMOTE_ADDR="198.51.100.9").status_code != 429


def test_what_is_added_to_a_sealed_report_is_sealed(client_at: ClientAt, staff: Staff) -> None:
    report = reports.report(category="child_abuse")
    files = [SimpleUploadedFile("unspeakable.jpg", b"unspeakable")]
    client_at("acme").post(page_of(report), {"words": "unspeakable", "evidence": files})
    assert Addition.objects.get().words == ""
    officer = client_at("acme", staff(Role.CASE_OFFICER))
    for address in (f"/desk/reports/{report.pk}/", f"/api/v1/evidence-custody/{report.pk}/", "/api/v1/evidence/"):
        assert "unspeakable" not in officer.get(address).content.decode()


def test_the_pages_address_is_told_to_nobody(client_at: ClientAt, report: Report) -> None:
    for address in (page_of(report), f"{page_of(report)}again/"):
        answer = client_at("acme").get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer["X-Robots-Tag"]


def test_nor_to_the_log(client_at: ClientAt, report: Report, capfd: pytest.CaptureFixture[str]) -> None:
    client = Client(SERVER_NAME="acme.localhost", enforce_csrf_checks=True, raise_request_exception=False)
    secret = signed_secret(report)
    assert client.post(page_of(report), {"words": "x"}).status_code == 403
    assert client.get(f"/report/{secret}/nothing/").status_code == 404
    assert secret not in "".join(capfd.readouterr())


@pytest.mark.parametrize("wrong", ["x", "00.x", "{pk}.x", "{pk}.", "."])
def test_a_secret_that_is_wrong_leads_nowhere(client_at: ClientAt, report: Report, wrong: str) -> None:
    assert client_at("acme").get(f"/report/{wrong.format(pk=report.pk.hex)}/").status_code == 404


def test_a_secret_means_nothing_at_another_reseller(client_at: ClientAt, report: Report) -> None:
    assert client_at("beta").get(page_of(report)).status_code == 404


def send_outcomes(capture: DjangoCaptureOnCommitCallbacks) -> None:
    mail.outbox.clear()
    with capture(execute=False):
        mail_due()


def test_the_reporter_is_mailed_once_when_there_is_an_outcome(
    client_at: ClientAt,
    staff: Staff,
    report: Report,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    complete_report(by=staff(Role.CASE_OFFICER), report=report, reason=Reason.NOT_OURS)
    send_outcomes(django_capture_on_commit_callbacks)
    (sent,) = mail.outbox
    assert sent.to == ["rep@elsewhere.example"]
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    link = re.search(r"http://acme\.localhost\S*(/report/\S+/)", str(sent.body))
    assert link
    assert "Not one of our services" in client_at("acme").get(link[1]).content.decode()
    send_outcomes(django_capture_on_commit_callbacks)
    assert mail.outbox == []
    assert signed_secret(report) not in str(list(MailToReporter.objects.values()))


def test_who_left_no_address_is_mailed_nothing(staff: Staff) -> None:
    complete_report(by=staff(Role.CASE_OFFICER), report=reports.report(), reason=Reason.NOT_OURS)
    assert not MailToReporter.objects.exists()


@pytest.fixture
def no_violation(staff: Staff, report: Report) -> Report:
    """The report, completed by Carla."""
    return complete_report(by=staff(Role.CASE_OFFICER, name="Carla"), report=report, reason=Reason.NO_VIOLATION)


def test_no_violation_is_complained_about_once_and_somebody_else_looks_again(
    client_at: ClientAt, staff: Staff, no_violation: Report
) -> None:
    client, again = client_at("acme"), f"{page_of(no_violation)}again/"
    assert again in client.get(page_of(no_violation)).content.decode()
    assert client.post(again, {"words": ""}).status_code == 422
    assert client.post(again, {"words": "The log shows it."}).status_code == 302
    page = client.get(page_of(no_violation)).content.decode()
    assert 'data-status="queued"' in page
    assert "looks at it again" in page
    carla, dora = staff(Role.CASE_OFFICER, name="Carla"), staff(Role.CASE_OFFICER, name="Dora")
    assert "The log shows it." in client_at("acme", dora).get(f"/desk/reports/{no_violation.pk}/").content.decode()
    with pytest.raises(Refused) as refused:
        complete_report(by=carla, report=no_violation, reason=Reason.NO_VIOLATION)
    assert refused.value.code == "same_person"
    answer = client_at("acme", carla).post(f"/desk/reports/{no_violation.pk}/", {"reason": "no_violation"})
    assert answer.status_code == 409
    assert complete_report(by=dora, report=no_violation, reason=Reason.NO_VIOLATION).status == ReportStatus.COMPLETED
    assert client.post(again, {"words": "Still wrong."}).status_code == 409
    assert again not in client.get(page_of(no_violation)).content.decode()


@pytest.mark.parametrize("reason", [Reason.NOT_OURS, Reason.DUPLICATE])
def test_other_outcomes_are_not_complained_about(
    client_at: ClientAt, staff: Staff, report: Report, reason: Reason
) -> None:
    complete_report(by=staff(Role.CASE_OFFICER), report=report, reason=reason)
    answer = client_at("acme").post(f"{page_of(report)}again/", {"words": "Wrong."})
    assert answer.status_code == 409
    assert not Complaint.objects.exists()


def test_too_little_to_go_on_is_complained_about_too(client_at: ClientAt, staff: Staff, report: Report) -> None:
    complete_report(by=staff(Role.CASE_OFFICER), report=report, reason=Reason.UNUSABLE)
    assert client_at("acme").post(f"{page_of(report)}again/", {"words": "It is all there."}).status_code == 302


@pytest.mark.parametrize("outcome", FindingOutcome)
def test_what_a_case_was_found_to_be_is_complained_about_and_who_found_it_does_not_look_again(
    client_at: ClientAt, staff: Staff, report: Report, outcome: FindingOutcome
) -> None:
    carla, dora = staff(Role.CASE_OFFICER, name="Carla"), staff(Role.CASE_OFFICER, name="Dora")
    customer = customers.customer("Xavier BV", networks=["192.0.2.7/32"])
    case = cases.case(customer, by=dora, reports=[report])
    client, again = client_at("acme"), f"{page_of(report)}again/"
    assert client.post(again, {"words": "Too early."}).status_code == 409
    record_finding(by=carla, case=case, outcome=outcome, words="Looked.")
    page = client.get(page_of(report)).content.decode()
    assert f'data-outcome="{outcome}"' in page
    assert again in page
    assert client.post(again, {"words": "Look again."}).status_code == 302
    report.refresh_from_db()
    assert report.status == ReportStatus.QUEUED
    with pytest.raises(Refused) as refused:
        complete_report(by=carla, report=report, reason=Reason.NO_VIOLATION)
    assert refused.value.code == "same_person"
    assert complete_report(by=dora, report=report, reason=Reason.NO_VIOLATION).status == ReportStatus.COMPLETED
    assert client.post(again, {"words": "Still."}).status_code == 409


ATTACKS = [
    "UPDATE reports_report SET status = 'completed', reason = 'no_violation', completed_at = now(), completed_by = %s",
    "UPDATE reports_report SET status = 'completed', reason = 'no_violation', completed_at = now()",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_keeps_the_first_person_from_completing_it_again(
    client_at: ClientAt, no_violation: Report, attack: str
) -> None:
    first = no_violation.completed_by
    client_at("acme").post(f"{page_of(no_violation)}again/", {"words": "Wrong."})
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack, [first] if "%s" in attack else [])


def test_a_complaint_that_names_somebody_else_as_the_first_person_is_refused(no_violation: Report) -> None:
    wrong: dict[str, Any] = {"reason": no_violation.reason, "completed_at": no_violation.completed_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.create(report=no_violation, words="x", filed_at=NOW, completed_by=None, **wrong)


def test_the_reporter_sees_which_kind_of_act_was_taken_and_never_against_whom(
    client_at: ClientAt, staff: Staff, set_clock: Callable[[object], None], report: Report
) -> None:
    customer = customers.customer("Xavier BV", networks=["192.0.2.7/32"], reference="XAV-1")
    version = versions.posted_policy(at=NOW - dt.timedelta(days=20))
    set_clock(NOW + dt.timedelta(hours=1))
    officer = staff(Role.CASE_OFFICER)
    case = cases.case(customer, by=officer, reports=[report])
    page = client_at("acme").get(page_of(report)).content.decode()
    assert "A case was opened" in page
    assert "We found a violation" not in page
    found = cases.determination(case, version, by=officer)
    propose_measure(by=officer, determination=found, kind=MeasureKind.SUSPENSION, without_notice=True, ground=GROUND)
    write_to_reporters(by=officer, case=case, reports=[report], words="Thank you, that helped.")
    page = client_at("acme").get(page_of(report)).content.decode()
    assert "We found a violation" in page
    assert "The service was suspended" in page
    assert "Thank you, that helped." in page
    for told in ("Xavier", "XAV-1", "192.0.2.7", str(customer.pk)):
        assert told not in page
    assert MailToReporter.objects.filter(report=report, kind=MailToReporter.Kind.OUTCOME).count() == 1

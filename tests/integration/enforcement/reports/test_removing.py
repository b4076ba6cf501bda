"""Nothing is removed while an appeal may be filed, a case is open or a legal hold stands; then the file goes."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from enforcement.cases.actions import close_case
from enforcement.reports.actions import complete_report
from enforcement.reports.custody.actions import (
    end_legal_hold,
    place_legal_hold,
    remove_evidence,
    report_to_authority,
)
from enforcement.reports.custody.actions.removing import delete_files, remove_due
from enforcement.reports.evidence import Received
from enforcement.reports.models import Evidence, EvidenceUse, LegalHold, Reason, Removal, Report
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, Staff
from tests.factories import cases, customers, reports, versions

pytestmark = pytest.mark.usefixtures("acme", "own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
FILE = Received(filename="log.txt", content_type="text/plain", data=b"a line of a log")
JSON = "application/json"


@pytest.fixture(autouse=True)
def october(set_clock: Callable[[object], None]) -> None:
    set_clock(NOW)


@pytest.fixture
def custodian(staff: Staff) -> User:
    return staff(Role.EVIDENCE_CUSTODIAN)


@pytest.fixture
def officer(staff: Staff) -> User:
    return staff(Role.CASE_OFFICER)


def completed(officer: User, **said: object) -> Report:
    return complete_report(by=officer, report=reports.report(files=[FILE], **said), reason=Reason.NO_VIOLATION)


def on_disk(evidence: Evidence) -> bool:
    return Path(default_storage.path(evidence.path)).exists()


def test_what_nothing_keeps_is_removed_on_the_page_and_the_row_stays(
    client_at: ClientAt, custodian: User, officer: User
) -> None:
    file = completed(officer).evidence.get()
    client = client_at("acme", custodian)
    assert "cannot be brought back" in client.get(f"/desk/evidence/{file.pk}/remove/").content.decode()
    assert client.post(f"/desk/evidence/{file.pk}/remove/", {"reason": ""}).status_code == 422
    assert client.post(f"/desk/evidence/{file.pk}/remove/", {"reason": "Asked by its sender"}).status_code == 302
    delete_files()
    removal = Removal.objects.get(evidence=file)
    assert (removal.digest, removal.size, removal.removed_at.date()) == (file.digest, file.size, NOW.date())
    assert (removal.removed_by, removal.reason) == (custodian.pseudonym, "Asked by its sender")
    assert removal.file_gone_at is not None
    assert not on_disk(file)
    assert Evidence.objects.filter(pk=file.pk).exists()
    assert Entry.objects.get(verb="evidence.removed").facts["digest"] == file.digest
    assert "Asked by its sender" in client.get(f"/desk/reports/{file.report_id}/evidence/").content.decode()


def test_what_was_removed_is_neither_opened_nor_removed_again(
    client_at: ClientAt, custodian: User, officer: User
) -> None:
    file = completed(officer).evidence.get()
    remove_evidence(by=custodian, evidence=file, reason="asked")
    delete_files()
    client = client_at("acme", custodian)
    answer = client.post(f"/api/v1/evidence/{file.pk}/open/", {}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (410, "evidence_removed")
    answer = client.post(f"/api/v1/evidence/{file.pk}/remove/", {"reason": "again"}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (410, "evidence_removed")


def why(client: Client, file: Evidence) -> str:
    answer = client.post(f"/api/v1/evidence/{file.pk}/remove/", {"reason": "asked"}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "evidence_kept")
    return str(answer.json()["title"])


def test_a_report_that_is_not_completed_keeps_it(client_at: ClientAt, custodian: User) -> None:
    file = reports.report(files=[FILE]).evidence.get()
    assert "is not completed" in why(client_at("acme", custodian), file)


def test_a_legal_hold_keeps_it_and_says_why(client_at: ClientAt, custodian: User, officer: User) -> None:
    report = completed(officer)
    client = client_at("acme", custodian)
    assert client.post(f"/desk/reports/{report.pk}/legal-hold/", {"reason": "Court of Arnhem"}).status_code == 302
    second = place_legal_hold(by=custodian, report=report, reason="Insurer")
    said = why(client, report.evidence.get())
    assert "Court of Arnhem" in said
    assert "Insurer" in said
    first = LegalHold.objects.get(reason="Court of Arnhem")
    assert client.post(f"/desk/legal-holds/{first.pk}/end/", {"reason": "Judged"}).status_code == 302
    assert "Arnhem" not in why(client, report.evidence.get())
    end_legal_hold(by=custodian, hold=second, reason="Paid")
    remove_evidence(by=custodian, evidence=report.evidence.get(), reason="asked")


def test_the_database_itself_removes_nothing_under_legal_hold(custodian: User, officer: User) -> None:
    report = completed(officer)
    place_legal_hold(by=custodian, report=report, reason="Court")
    file = report.evidence.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.create(
            evidence=file, digest=file.digest, size=1, path=file.path, removed_at=NOW, reason="because"
        )


@pytest.fixture
def decided(officer: User) -> Report:
    """A report with a file whose case is determined; an appeal may be filed for thirty days."""
    customer = customers.customer("Xavier BV", networks=["192.0.2.7/32"])
    version = versions.posted_policy(at=NOW - dt.timedelta(days=20))
    clock.set_to(NOW)
    report = reports.report(files=[FILE])
    case = cases.case(customer, by=officer, reports=[report])
    cases.determination(case, version, by=officer)
    return report


def test_an_open_case_and_an_appeal_that_may_come_keep_it(
    client_at: ClientAt,
    custodian: User,
    officer: User,
    decided: Report,
    set_clock: Callable[[object], None],
) -> None:
    client, file = client_at("acme", custodian), decided.evidence.get()
    assert "is not closed" in why(client, file)
    close_case(by=officer, case=decided.cases.get(), reason="Done")
    said = why(client, file)
    assert "is not closed" not in said
    assert "may be filed until" in said
    set_clock(NOW + dt.timedelta(days=400))
    remove_evidence(by=custodian, evidence=file, reason="asked")


def test_what_is_sealed_goes_only_after_an_authority_was_told(
    client_at: ClientAt, custodian: User, officer: User, set_clock: Callable[[object], None]
) -> None:
    report = completed(officer, category="child_abuse")
    set_clock(NOW + dt.timedelta(hours=1))
    client, file = client_at("acme", custodian), report.evidence.get()
    end_legal_hold(by=custodian, hold=report.legal_holds.get(), reason="Asked to be removed")
    assert "no authority was told" in why(client, file)
    said = {"authority": "Hotline", "reference": "H-77", "reported_at": "2026-10-28T20:30"}
    assert client.post(f"/desk/reports/{report.pk}/authority/", said | {"reference": ""}).status_code == 422
    ahead = client.post(f"/desk/reports/{report.pk}/authority/", said | {"reported_at": "2026-10-29T20:00"})
    assert ahead.status_code == 422
    assert client.post(f"/desk/reports/{report.pk}/authority/", said).status_code == 302
    assert "H-77" in client.get(f"/desk/reports/{report.pk}/evidence/").content.decode()
    remove_evidence(by=custodian, evidence=file, reason="The hotline has it")
    delete_files()
    assert not on_disk(file)


def test_the_same_is_done_through_the_api(
    client_at: ClientAt, custodian: User, officer: User, set_clock: Callable[[object], None]
) -> None:
    report = completed(officer)
    set_clock(NOW + dt.timedelta(hours=1))
    client, at = client_at("acme", custodian), "2026-10-28T20:30:00Z"
    base = f"/api/v1/evidence-custody/{report.pk}/"
    assert client.post(f"{base}seal/", {"reason": "It shows a child"}, content_type=JSON).json()["sealed"] is True
    hold = client.post(f"{base}hold/", {"reason": "Police"}, content_type=JSON)
    assert hold.status_code == 201
    told = {"authority": "Hotline", "reference": "H-1", "reported_at": at}
    assert client.post(f"{base}authority/", told, content_type=JSON).status_code == 201
    shown = client.get(base).json()
    assert [one["authority"] for one in shown["authority_reports"]] == ["Hotline"]
    assert len(shown["kept_because"]) == 2
    for one in client.get(f"/api/v1/legal-holds/?report={report.pk}").json()["results"]:
        answer = client.post(f"/api/v1/legal-holds/{one['id']}/end/", {"reason": "over"}, content_type=JSON)
        assert answer.status_code == 200
    file = shown["evidence"][0]["id"]
    gone = client.post(f"/api/v1/evidence/{file}/remove/", {"reason": "over"}, content_type=JSON)
    assert gone.json()["removal"]["reason"] == "over"


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_nobody_else_holds_reports_or_removes(client_at: ClientAt, staff: Staff, officer: User, role: Role) -> None:
    report = completed(officer)
    client = client_at("acme", staff(role))
    for address in (
        f"reports/{report.pk}/legal-hold/",
        f"reports/{report.pk}/authority/",
        f"evidence/{report.evidence.get().pk}/remove/",
    ):
        assert client.post(f"/desk/{address}", {"reason": "x"}).status_code == 403


def test_its_days_over_it_goes_by_itself_unless_something_keeps_it(
    acme: Reseller, custodian: User, officer: User, set_clock: Callable[[object], None]
) -> None:
    gone, held = completed(officer), completed(officer)
    other = reports.report(files=[Received(filename="b.txt", content_type="text/plain", data=b"another")])
    place_legal_hold(by=custodian, report=held, reason="Court")
    Reseller.objects.filter(pk=acme.pk).update(evidence_days=90)
    set_clock(NOW + dt.timedelta(days=89))
    assert remove_due() == 0
    set_clock(NOW + dt.timedelta(days=91))
    assert remove_due() == 1
    removal = Removal.objects.get()
    assert removal.evidence is not None
    assert (removal.evidence.report, removal.removed_by) == (gone, None)
    assert "90 days" in removal.reason
    assert not Removal.objects.filter(evidence__report=other).exists()


def test_a_file_that_another_report_brought_too_stays_for_that_one(custodian: User, officer: User) -> None:
    one, two = completed(officer).evidence.get(), completed(officer).evidence.get()
    assert one.path == two.path
    remove_evidence(by=custodian, evidence=one, reason="asked")
    assert delete_files() == 1
    assert on_disk(two)
    remove_evidence(by=custodian, evidence=two, reason="asked")
    delete_files()
    assert not on_disk(two)


def test_what_is_removed_gives_its_room_back(custodian: User, officer: User) -> None:
    file = completed(officer).evidence.get()
    assert EvidenceUse.objects.get().size == len(FILE.data)
    remove_evidence(by=custodian, evidence=file, reason="asked")
    assert EvidenceUse.objects.get().size == 0


@pytest.mark.parametrize("attack", ["UPDATE reports_removal SET reason = 'x'", "DELETE FROM reports_removal"])
def test_a_removal_is_frozen(custodian: User, officer: User, attack: str) -> None:
    remove_evidence(by=custodian, evidence=completed(officer).evidence.get(), reason="asked")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


def test_a_reason_is_needed_everywhere(custodian: User, officer: User) -> None:
    report = completed(officer)
    hold = place_legal_hold(by=custodian, report=report, reason="Court")
    with pytest.raises(Refused, match="Say why"):
        place_legal_hold(by=custodian, report=report, reason=" ")
    with pytest.raises(Refused, match="Say why"):
        end_legal_hold(by=custodian, hold=hold, reason=" ")
    with pytest.raises(Refused, match="Name the authority"):
        report_to_authority(by=custodian, report=report, authority=" ", reference="1", reported_at=NOW)

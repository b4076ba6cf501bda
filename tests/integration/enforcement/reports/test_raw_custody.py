"""The mail that reports came in holds what their files hold: it is sealed, held and removed like the strictest."""

import base64
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from enforcement.reports.actions import complete_report
from enforcement.reports.custody.actions import (
    end_legal_hold,
    place_legal_hold,
    read_raw_report,
    remove_evidence,
    remove_raw_report,
    report_to_authority,
    seal_report,
)
from enforcement.reports.custody.actions.removing import delete_files, remove_due
from enforcement.reports.doors.storing import store_raw
from enforcement.reports.doors.taking_in import take_in
from enforcement.reports.models import (
    Evidence,
    EvidenceUse,
    NetworkUse,
    RawReport,
    Reason,
    Removal,
    Report,
    ReportMail,
    SealedText,
    Source,
)
from tenants.ledger.models import Entry
from tenants.people.models import Role, User
from tenants.people.permissions import Permission
from tenants.people.tokens import create_token
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, Staff
from tests.factories import cases, customers, holds, versions
from tests.factories.mails import PLAIN, mail, with_file, xarf

pytestmark = pytest.mark.usefixtures("acme", "own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
MARKER = "material-that-must-go"
JSON = "application/json"
SetClock = Callable[[object], None]


@pytest.fixture(autouse=True)
def october(set_clock: SetClock) -> None:
    set_clock(NOW)


@pytest.fixture
def custodian(staff: Staff) -> User:
    return staff(Role.EVIDENCE_CUSTODIAN)


@pytest.fixture
def officer(staff: Staff) -> User:
    return staff(Role.CASE_OFFICER)


def came(data: bytes, door: Source = Source.MAIL) -> list[Report]:
    return take_in(store_raw(data=data, door=door)[0])


def with_log() -> Report:
    """A report by mail with a file that holds the marker."""
    (report,) = came(with_file(f"a line of {MARKER}"))
    assert MARKER in report.description, "words of files stand among the report's"
    return report


def two_incidents(*kinds: str) -> list[Report]:
    """Reports of one mail that has two XARF reports in it."""
    parts = [
        f'--b\nContent-Type: application/json; name="{number}.json"\n\n'
        + xarf(report_id=f"{number}", source_identifier=f"192.0.2.{number}", category="content", type=kind).decode()
        for number, kind in enumerate(kinds)
    ]
    body = "--b\nContent-Type: text/plain\n\nTwo.\n" + "\n".join(parts) + "\n--b--"
    return came(mail(body, Content_Type="multipart/mixed; boundary=b", MIME_Version="1.0"))


def done(officer: User, report: Report) -> Report:
    return complete_report(by=officer, report=report, reason=Reason.NO_VIOLATION)


def raw_of(report: Report) -> RawReport:
    assert report.raw is not None
    return RawReport.objects.get(pk=report.raw.pk)


def places(folder: Path, marker: str = MARKER) -> list[str]:
    """Every file and row of the tenant in which the marker stands, as it is or in base64."""
    encoded = [base64.b64encode(b" " * pad + marker.encode())[4:-4].decode() for pad in range(3)]
    wanted = [marker, *encoded]
    found = [
        str(file)
        for file in folder.rglob("*")
        if file.is_file() and any(one.encode() in file.read_bytes() for one in wanted)
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'acme'")
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM acme."{table}" AS t WHERE t::text LIKE ANY(%s)', [[f"%{one}%" for one in wanted]]
            )
            found += [table] * cursor.fetchone()[0]
    return found


def test_after_removal_no_byte_of_it_is_in_any_file_or_row(own_files: Path, officer: User, custodian: User) -> None:
    report = done(officer, with_log())
    assert len(places(own_files)) == 3, "the file, the mail that it came in, and the report's words"
    remove_evidence(by=custodian, evidence=report.evidence.get(), reason="Asked by its sender")
    delete_files()
    assert places(own_files) == []
    raw = raw_of(report)
    assert (raw.removal.digest, raw.removal.size) == (raw.digest, raw.size)
    assert (raw.removal.removed_by, raw.removal.reason) == (custodian.pseudonym, "Asked by its sender")
    assert raw.removal.file_gone_at is not None
    assert RawReport.objects.filter(pk=raw.pk).exists()
    entry = Entry.objects.get(verb="raw_report.removed")
    assert (entry.facts["digest"], entry.facts["reports"]) == (raw.digest, [report.number])


@pytest.mark.parametrize("seal", ["", "It shows a child"])
def test_what_could_not_be_read_goes_with_the_words_that_repeat_it(
    own_files: Path, officer: User, custodian: User, set_clock: SetClock, seal: str
) -> None:
    (report,) = came(b'{"xarf_version": "' + MARKER.encode())
    case = cases.case(customers.customer("Xavier BV"), by=officer, reports=[], summary="A case.")
    assert MARKER in report.description
    done(officer, report)
    if seal:
        seal_report(by=officer, report=report, reason=seal)
        end_legal_hold(by=custodian, hold=report.legal_holds.get(), reason="The hotline has it")
        set_clock(NOW + dt.timedelta(hours=1))
        told = {"authority": "Hotline", "reference": "H-1", "reported_at": NOW + dt.timedelta(minutes=30)}
        report_to_authority(by=custodian, report=report, **told)  # type: ignore[arg-type]  # of several kinds
    remove_raw_report(by=custodian, raw=raw_of(report), reason="The hotline has it")
    delete_files()
    assert places(own_files) == []
    case.refresh_from_db()
    assert case.summary == "A case."


def test_a_file_in_words_whose_parts_could_not_be_told_apart_goes_too(
    own_files: Path, officer: User, custodian: User
) -> None:
    encoded = base64.encodebytes(MARKER.encode() * 30).decode()
    (report,) = came(mail(f"{PLAIN}\n\n--lost\nContent-Transfer-Encoding: base64\n\n{encoded}"))
    assert places(own_files)
    remove_raw_report(by=custodian, raw=raw_of(done(officer, report)), reason="Asked")
    delete_files()
    assert places(own_files) == []


def test_words_that_repeat_nothing_stay(officer: User, custodian: User) -> None:
    (report,) = came(with_file(base64.b64encode(MARKER.encode()).decode(), Content_Transfer_Encoding="8bit"))
    remove_raw_report(by=custodian, raw=raw_of(done(officer, report)), reason="Asked")
    report.refresh_from_db()
    assert "forty thousand" in report.description


def test_the_same_mail_again_brings_nothing_back(own_files: Path, officer: User, custodian: User) -> None:
    report = done(officer, with_log())
    remove_evidence(by=custodian, evidence=report.evidence.get(), reason="Asked")
    delete_files()
    assert came(with_file(f"a line of {MARKER}")) == [report]
    assert places(own_files) == []
    assert EvidenceUse.objects.get().size == 0


def test_an_officer_reads_it_as_text_on_the_page_and_in_the_api(client_at: ClientAt, officer: User) -> None:
    report = with_log()
    raw = raw_of(report)
    client = client_at("acme", officer)
    for page in (f"/desk/reports/{report.pk}/", f"/desk/reports/{report.pk}/evidence/"):
        assert f"/desk/raw-reports/{raw.pk}/text/" in client.get(page).content.decode()
    shown = client.get(f"/desk/raw-reports/{raw.pk}/text/").content.decode()
    assert MARKER in shown
    assert "abuse@desk.example" in shown
    answer = client.post(f"/api/v1/raw-reports/{raw.pk}/text/")
    assert MARKER in answer.content.decode()
    assert Entry.objects.filter(verb="raw_report.read").count() == 2
    assert client.post(f"/desk/raw-reports/{raw.pk}/open/").status_code == 403


def test_once_sealed_only_its_custodian_opens_it_and_says_why(
    client_at: ClientAt, officer: User, custodian: User
) -> None:
    report = with_log()
    raw = raw_of(report)
    seal_report(by=officer, report=report, reason="It shows a child")
    client = client_at("acme", officer)
    page = client.get(f"/desk/reports/{report.pk}/evidence/").content.decode()
    assert f"/desk/raw-reports/{raw.pk}/text/" not in page
    assert client.get(f"/desk/raw-reports/{raw.pk}/text/").status_code == 403
    assert client.post(f"/api/v1/raw-reports/{raw.pk}/text/").json()["code"] == "evidence_sealed"
    assert client.get(f"/api/v1/raw-reports/{raw.pk}/").json()["sealed"] is True
    assert client.post(f"/desk/raw-reports/{raw.pk}/open/", {"reason": "curious"}).status_code == 403
    keeper = client_at("acme", custodian)
    assert keeper.get(f"/desk/raw-reports/{raw.pk}/text/").status_code == 403
    assert keeper.post(f"/desk/raw-reports/{raw.pk}/open/").status_code == 422
    assert keeper.post(f"/api/v1/raw-reports/{raw.pk}/open/", {}, content_type=JSON).json()["code"] == "reason"
    assert not Entry.objects.filter(verb="raw_report.opened").exists()
    opened = keeper.post(f"/desk/raw-reports/{raw.pk}/open/", {"reason": "For the police"})
    answer = keeper.get(opened["Location"])
    assert answer.content == with_file(f"a line of {MARKER}")
    assert answer["X-Content-Type-Options"] == "nosniff"
    by_api = keeper.post(f"/api/v1/raw-reports/{raw.pk}/open/", {"reason": "For the police"}, content_type=JSON)
    assert keeper.get(by_api.json()["url"]).content == answer.content
    entries = Entry.objects.filter(verb="raw_report.opened")
    assert {one.personal.get(name="reason").value for one in entries} == {"For the police"}
    assert entries.count() == 2


def test_one_sealed_report_seals_the_mail_for_all_that_came_in_it(client_at: ClientAt, officer: User) -> None:
    plain, sealed = two_incidents("phishing", "csam")
    assert (plain.sealed, sealed.sealed, plain.raw) == (False, True, sealed.raw)
    with pytest.raises(Refused, match="sealed"):
        read_raw_report(by=officer, raw=raw_of(plain))
    page = client_at("acme", officer).get(f"/desk/reports/{plain.pk}/evidence/").content.decode()
    assert "/text/" not in page


def test_what_nobody_has_read_yet_is_opened_by_nobody(client_at: ClientAt, officer: User, custodian: User) -> None:
    raw, _new = store_raw(data=with_file(MARKER), door=Source.MAIL)
    answer = client_at("acme", officer).post(f"/api/v1/raw-reports/{raw.pk}/text/")
    assert (answer.status_code, answer.json()["code"]) == (409, "raw_report_unread")
    with pytest.raises(Refused, match="not read yet"):
        remove_raw_report(by=custodian, raw=raw, reason="Asked")


def test_an_answer_to_a_sealed_report_is_sealed_too(officer: User) -> None:
    report = with_log()
    seal_report(by=officer, report=report, reason="It shows a child")
    came(mail(f"More {MARKER}", Subject=f"Re: [{report}]", Message_ID="<two@desk.example>"))
    answer = ReportMail.objects.get(report=report)
    with pytest.raises(Refused, match="sealed"):
        read_raw_report(by=officer, raw=answer.raw)
    assert MARKER in SealedText.objects.get(subject=answer.pk).text


def test_what_keeps_one_report_keeps_the_mail_and_the_files_of_all_that_came_in_it(
    client_at: ClientAt, officer: User, custodian: User
) -> None:
    one, two = (done(officer, report) for report in two_incidents("phishing", "phishing"))
    hold = place_legal_hold(by=custodian, report=two, reason="Court of Arnhem")
    with pytest.raises(Refused, match=f"{two} came in the same mail.*Arnhem"):
        remove_raw_report(by=custodian, raw=raw_of(one), reason="Asked")
    client = client_at("acme", custodian)
    answer = client.post(f"/api/v1/raw-reports/{one.raw_id}/remove/", {"reason": "Asked"}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "evidence_kept")
    assert "Arnhem" in client.get(f"/desk/reports/{one.pk}/evidence/").content.decode()
    end_legal_hold(by=custodian, hold=hold, reason="Judged")
    asked = client.get(f"/desk/raw-reports/{one.raw_id}/remove/").content.decode()
    assert str(two) in asked
    assert client.post(f"/desk/raw-reports/{one.raw_id}/remove/", {"reason": "Asked"}).status_code == 302
    (gone,) = client.get("/api/v1/raw-reports/").json()["results"]
    assert gone["removal"]["reason"] == "Asked"
    assert client.get(f"/desk/raw-reports/{one.raw_id}/text/").status_code == 410


def test_while_an_appeal_may_be_filed_it_stays(officer: User, custodian: User, set_clock: SetClock) -> None:
    customer = customers.customer("Xavier BV", networks=["192.0.2.7/32"])
    version = versions.posted_policy(at=NOW - dt.timedelta(days=20))
    set_clock(NOW)
    report = with_log()
    cases.determination(cases.case(customer, by=officer, reports=[report]), version, by=officer)
    for remove, kept in (
        (remove_evidence, {"evidence": report.evidence.get()}),
        (remove_raw_report, {"raw": raw_of(report)}),
    ):
        with pytest.raises(Refused) as refused:
            remove(by=custodian, reason="Asked", **kept)
        assert refused.value.code == "evidence_kept"


REMOVAL = """INSERT INTO reports_removal (id, raw_id, digest, size, path, removed_at, reason)
SELECT gen_random_uuid(), id, digest, 1, path, now(), 'x' FROM reports_rawreport"""
ATTACKS = [
    REMOVAL,
    "UPDATE reports_report SET description = ''",
    "UPDATE reports_sealedtext SET text = ''",
    "DELETE FROM reports_rawreport",
    "UPDATE reports_rawreport SET path = 'elsewhere'",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_itself_removes_nothing_that_is_sealed_or_held(officer: User, attack: str) -> None:
    report = with_log()
    (other,) = came(mail("192.0.2.9 sent us spam at 13:45 UTC.", Message_ID="<two@desk.example>"))
    seal_report(by=officer, report=report, reason="It shows a child")
    assert not other.sealed
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


def test_the_database_takes_a_removal_of_one_thing_and_freezes_it(officer: User, custodian: User) -> None:
    report = done(officer, with_log())
    told = {"digest": "", "size": 1, "path": "x", "removed_at": NOW, "reason": "x"}
    for about in ({}, {"raw": report.raw, "evidence": report.evidence.get()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Removal.objects.create(**told, **about)
    remove_raw_report(by=custodian, raw=raw_of(report), reason="Asked")
    for attack in ("UPDATE reports_removal SET reason = 'y'", "UPDATE reports_removal SET raw_id = NULL"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attack)


def test_its_days_over_it_goes_by_itself_with_the_last_of_its_reports(
    acme: Reseller, own_files: Path, officer: User, set_clock: SetClock
) -> None:
    one, two = two_incidents("phishing", "phishing")
    alone = done(officer, with_log())
    raw, _new = store_raw(data=mail("Away.", Auto_Submitted="auto-replied", Message_ID="<3@x>"), door=Source.MAIL)
    assert take_in(raw) == []
    done(officer, one)
    Reseller.objects.filter(pk=acme.pk).update(evidence_days=90)
    set_clock(NOW + dt.timedelta(days=50))
    done(officer, two)
    set_clock(NOW + dt.timedelta(days=91))
    assert remove_due() > 0
    delete_files()
    assert places(own_files) == []
    assert {one.raw for one in Removal.objects.filter(evidence=None)} == {alone.raw, raw}
    assert not Removal.objects.filter(evidence__report__in=[one, two]).exists()
    set_clock(NOW + dt.timedelta(days=141))
    assert remove_due() > 0
    assert raw_of(one).removal.removed_by is None
    assert remove_due() == 0


def test_it_takes_room_and_gives_it_back(officer: User, custodian: User) -> None:
    report = done(officer, with_log())
    file, raw = report.evidence.get(), raw_of(report)
    assert EvidenceUse.objects.get().size == file.size + raw.size
    remove_evidence(by=custodian, evidence=file, reason="Asked")
    assert EvidenceUse.objects.get().size == 0


def test_mail_beyond_the_room_asks_the_mail_server_to_try_again(
    acme: Reseller, tmp_path_factory: pytest.TempPathFactory, own_files: Path
) -> None:
    mailed = tmp_path_factory.mktemp("mailed") / "report.eml"
    Reseller.objects.filter(pk=acme.pk).update(evidence_limit=1)
    EvidenceUse.objects.create(size=900_000)
    mailed.write_bytes(with_file(MARKER))
    said = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("receive_report", str(mailed), reseller="acme", stderr=said)
    assert (ended.value.code, "no room" in said.getvalue()) == (75, True)
    assert not RawReport.objects.exists()
    assert places(own_files) == []
    EvidenceUse.objects.update(size=0)
    call_command("receive_report", str(mailed), reseller="acme", stdout=io.StringIO())
    assert Evidence.objects.exists()


@pytest.mark.parametrize(
    ("used", "share", "code"), [(999_990, 0, (507, "evidence_full")), (0, 49_990, (429, "too_many_bytes"))]
)
def test_the_api_says_that_there_is_no_room_and_keeps_nothing(
    acme: Reseller, client_at: ClientAt, own_files: Path, used: int, share: int, code: tuple[int, str]
) -> None:
    Reseller.objects.filter(pk=acme.pk).update(evidence_limit=1)
    EvidenceUse.objects.create(size=used)
    _token, secret = create_token(by=holds.officer(), name="Desk", scopes=[Permission.HANDLE_REPORTS])
    send: dict[str, Any] = {"content_type": JSON, "headers": {"Authorization": f"Bearer {secret}"}}
    if share:
        first = client_at("acme").post("/api/v1/reports/", xarf(report_id="1"), **send)
        assert first.status_code == 202
        NetworkUse.objects.update(size=share)
    kept = RawReport.objects.count()
    answer = client_at("acme").post("/api/v1/reports/", xarf(notes=MARKER), **send)
    assert (answer.status_code, answer.json()["code"]) == code
    assert (RawReport.objects.count(), places(own_files)) == (kept, [])
    EvidenceUse.objects.update(size=0)
    NetworkUse.objects.update(size=0)
    answer = client_at("acme").post("/api/v1/reports/", xarf(notes=MARKER), **send)
    assert (answer.status_code, json.loads(answer.content)["status"]) == (202, "queued")

"""Officers read ordinary evidence as text on our own page; nothing of it is run, linked or shown as a picture."""

import pytest

from enforcement.reports.evidence import Received
from enforcement.reports.models import Evidence
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tests.conftest import ClientAt, Staff
from tests.factories import reports

pytestmark = pytest.mark.usefixtures("acme", "own_files")
MAIL = (
    b"From: =?utf-8?q?J=C3=BCrgen?= <j@sender.example>\r\nTo: abuse@acme.example\r\nSubject: Win\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n"
    b'<b>Click</b> <a href="http://bad.example/x">here</a> &lt;script&gt;alert(1)&lt;/script&gt;'
    b'<img src="http://track.example/">\r\n'
)


def brought(data: bytes, name: str = "spam.eml", category: str = "spam_email") -> Evidence:
    file = Received(filename=name, content_type="application/octet-stream", data=data)
    return reports.report(category=category, files=[file]).evidence.get()


def test_a_mail_is_read_with_its_headers_decoded_and_nothing_to_click(client_at: ClientAt, staff: Staff) -> None:
    file, officer = brought(MAIL), staff(Role.CASE_OFFICER)
    client = client_at("acme", officer)
    address = f"/desk/evidence/{file.pk}/text/"
    assert address in client.get(f"/desk/reports/{file.report_id}/").content.decode()
    answer = client.get(address)
    page = answer.content.decode()
    assert "Jürgen" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert 'href="http://bad.example' not in page
    assert "track.example" not in page
    assert "no-store" in answer["Cache-Control"]
    entry = Entry.objects.get(verb="evidence.read")
    assert (entry.by, entry.facts["digest"]) == (officer.pseudonym, file.digest)


def test_each_reading_is_recorded_also_through_the_api(client_at: ClientAt, staff: Staff) -> None:
    file = brought(b'{"target": "192.0.2.7"}', "x.json")
    client = client_at("acme", staff(Role.AUDITOR))
    shown = client.post(f"/api/v1/evidence/{file.pk}/text/").json()
    assert shown["parts"][0]["text"] == '{\n  "target": "192.0.2.7"\n}'
    client.get(f"/desk/evidence/{file.pk}/text/")
    assert Entry.objects.filter(verb="evidence.read").count() == 2


def test_what_is_sealed_is_read_by_nobody(client_at: ClientAt, staff: Staff) -> None:
    file = brought(MAIL, category="child_abuse")
    for role in (Role.CASE_OFFICER, Role.EVIDENCE_CUSTODIAN):
        client = client_at("acme", staff(role))
        assert client.get(f"/desk/evidence/{file.pk}/text/").status_code == 403
        assert client.post(f"/api/v1/evidence/{file.pk}/text/").status_code == 403
    assert not Entry.objects.filter(verb="evidence.read").exists()


def test_who_sees_no_reports_reads_no_evidence(client_at: ClientAt, staff: Staff) -> None:
    file = brought(MAIL)
    assert client_at("acme", staff(Role.FINANCE)).get(f"/desk/evidence/{file.pk}/text/").status_code == 403


def test_what_is_no_text_says_so(client_at: ClientAt, staff: Staff) -> None:
    file = brought(bytes(range(256)) * 20, "a.bin")
    page = client_at("acme", staff(Role.CASE_OFFICER)).get(f"/desk/evidence/{file.pk}/text/").content.decode()
    assert "This file is no text" in page

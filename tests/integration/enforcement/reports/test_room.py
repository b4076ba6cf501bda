"""No stranger takes the room for evidence from others, and who keeps it is told before it is full."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import Client
from django_tenants.utils import schema_context

from enforcement.reports.evidence import Received
from enforcement.reports.models import Evidence, EvidenceUse, NetworkUse, Report
from tenants.people.models import Role
from tenants.people.resellers import change_settings
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.factories import reports

pytestmark = pytest.mark.usefixtures("own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
FORM = {
    "target": "192.0.2.7",
    "started_at": "2026-10-28T13:45",
    "category": "spam_email",
    "description": "Forty thousand mails.",
    "website": "",
}
KB = 1000


@pytest.fixture(autouse=True)
def small(acme: Reseller, staff: Staff, set_clock: Callable[[object], None]) -> None:
    """A reseller that keeps one megabyte, so that one network may send fifty kilobytes a day."""
    set_clock(NOW)
    change_settings(by=staff(Role.ADMINISTRATOR), reseller=acme, evidence_limit=1)


def sent(client: Client, size: int, mark: str = "x", **more: Any) -> int:
    files = [SimpleUploadedFile("log.txt", mark.encode() * size)] if size else []
    return client.post("/report/", FORM | {"evidence": files}, **more).status_code


def test_one_network_fills_its_own_share_and_others_still_send(client_at: ClientAt) -> None:
    client = client_at("acme")
    assert sent(client, 30 * KB) == 302
    assert sent(client, 30 * KB) == 429
    assert sent(client, 0) == 302, "a report without files is taken all the same"
    assert sent(client, 30 * KB, REMOTE_ADDR="198.51.100.9") == 302
    assert sent(client, 30 * KB, REMOTE_ADDR="2001:db8:1:2::1") == 302
    assert sent(client, 30 * KB, REMOTE_ADDR="2001:db8:1:2:ffff::1") == 429
    assert EvidenceUse.objects.get().size == 90 * KB


def test_the_next_day_begins_anew_and_the_last_one_is_forgotten(
    client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    assert sent(client_at("acme"), 30 * KB) == 302
    set_clock(NOW + dt.timedelta(days=1))
    assert sent(client_at("acme"), 30 * KB) == 302
    assert NetworkUse.objects.count() == 1


def test_strangers_leave_a_tenth_to_customers_and_staff(client_at: ClientAt, staff: Staff) -> None:
    EvidenceUse.objects.create(size=890 * KB)
    client = client_at("acme")
    answer = client.post("/report/", FORM | {"evidence": [SimpleUploadedFile("a.txt", b"x" * 20 * KB)]})
    assert (answer.status_code, b"without them" in answer.content) == (507, True)
    assert not Report.objects.exists()
    assert sent(client, 0) == 302
    desk = client_at("acme", staff(Role.CASE_OFFICER))
    files = [SimpleUploadedFile("a.txt", b"x" * 20 * KB)]
    assert desk.post("/desk/reports/new/", FORM | {"evidence": files}).status_code == 302
    assert EvidenceUse.objects.get().size == 910 * KB


def unread(*_: object) -> bytes:
    """A file that must not be read."""
    raise AssertionError("read before it was allowed")


def test_a_file_that_is_too_large_is_refused_by_its_size_alone(
    client_at: ClientAt, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.UPLOAD_LIMIT = 10
    large = io.BytesIO(b"x" * 11)
    large.name = "large.txt"
    monkeypatch.setattr(InMemoryUploadedFile, "read", unread, raising=False)
    answer = client_at("acme").post("/report/", FORM | {"evidence": [large]})
    assert (answer.status_code, b"larger than" in answer.content) == (422, True)


def test_how_full_it_is_stands_on_the_evidence_page_and_in_the_api(client_at: ClientAt, staff: Staff) -> None:
    EvidenceUse.objects.create(size=850 * KB)
    client = client_at("acme", staff(Role.CASE_OFFICER))
    page = client.get("/desk/evidence/").content.decode()
    assert 'data-storage="85"' in page
    assert "almost full" in page
    use = client.get("/api/v1/evidence/use/").json()
    assert use == {"used": 850 * KB, "most": 1000 * KB, "percent": 85, "almost_full": True}


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [
        ((), "none"),
        (("sha256:d6a770ba38583ed4bb4525bd96e50461655d2758bd6a5b1d5ed4b0d3a5d1a4c5",), "differs"),
        (("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",), "matches"),
        (("SHA-256:9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08",), "matches"),
        (("md5:098f6bcd4621d373cade4e832627b4f6", "sha1:0000"), "differs"),
        (("crc32:d87f7e0c",), "unknown"),
        (("no digest at all",), "unknown"),
    ],
)
def test_a_digest_that_differs_is_kept_and_shown_never_refused(
    client_at: ClientAt, staff: Staff, claimed: tuple[str, ...], verdict: str
) -> None:
    file = Received(filename="a.txt", content_type="text/plain", data=b"test", claimed=claimed)
    report = reports.report(files=[file])
    assert Evidence.objects.get().claim == verdict
    page = client_at("acme", staff(Role.CASE_OFFICER)).get(f"/desk/reports/{report.pk}/").content.decode()
    assert ('data-claim="differs"' in page) == (verdict == "differs")
    assert ("Not the digest that was claimed" in page) == (verdict == "differs")


def test_a_disk_that_will_be_full_is_said_before_it_is(client_at: ClientAt, staff: Staff, settings: Any) -> None:
    desk = client_at("acme", staff(Role.CASE_OFFICER))
    with schema_context("public"):
        operator = staff(Role.OPERATOR)
    pages = ((desk, "/desk/"), (client_at("public", operator), "/"))
    settings.STORAGE_LOW = 0
    assert not any('data-space="low"' in client.get(at).content.decode() for client, at in pages)
    settings.STORAGE_LOW = 10**18
    for client, at in pages:
        assert 'data-space="low"' in client.get(at).content.decode(), at


def test_a_room_that_will_be_full_is_said_on_the_start_page(client_at: ClientAt, staff: Staff) -> None:
    EvidenceUse.objects.create(size=850 * KB)
    assert 'data-space="evidence"' in client_at("acme", staff(Role.CASE_OFFICER)).get("/desk/").content.decode()
    assert 'data-space="evidence"' not in client_at("acme", staff(Role.EDITOR)).get("/desk/").content.decode()


def test_a_request_that_is_too_long_is_refused_with_a_page(client_at: ClientAt, settings: Any) -> None:
    settings.UPLOAD_LIMIT = settings.RAW_REPORT_LIMIT = 10 * KB
    client = client_at("acme")
    refused = client.post("/report/", FORM | {"evidence": [SimpleUploadedFile("log.txt", b"x" * 1_100 * KB)]})
    assert refused.status_code == 413
    assert "1.0" in refused.content.decode()
    assert sent(client, 1 * KB) == 302

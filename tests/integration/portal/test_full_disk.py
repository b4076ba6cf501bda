"""A disk fills up, the same is tried again once there is room, and what was kept opens (invariant 16)."""

import hashlib
import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from enforcement.reports.models import Evidence, Report
from policies.acknowledgements.models import Acknowledgement
from portal.embedded.places import places
from portal.evidence.file.verifying import verify_evidence
from portal.running.mailsink.store import Store
from portal.running.servers import Site
from tenants.customers.models import Customer, Deviation
from tenants.ledger import keys
from tenants.ledger.checking.export_file import verify_file
from tenants.ledger.sealing.actions import seal
from tenants.people.models import Role
from tenants.resellers import storage, whole_files
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.disk import LARGE, Disk, small
from tests.factories.customers import agreement_of, customer, membership_of
from tests.factories.versions import RECORDING, SPAM, posted_policy


@pytest.fixture(params=[True, False], ids=["mounted", "limited"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Iterator[Disk]:
    """The disk that keeps files and keys."""
    with small(tmp_path / "disk", mount=request.param) as found:
        if found is None:
            pytest.skip("only who may mount a file system can fill one; the limit is tried everywhere")
        settings.MEDIA_ROOT = found.folder / "files"
        settings.MULTITENANT_RELATIVE_MEDIA_ROOT = "%s"  # django-tenants keeps the folder it saw until this changes
        settings.KEYS_DIR = found.folder / "keys"
        yield found


@pytest.fixture
def desk(acme: Reseller, disk: Disk, staff: Staff, client_at: ClientAt) -> Client:
    """Acme's administrator; the keys are made while there is room."""
    keys.signer("acme")
    return client_at("acme", staff(Role.ADMINISTRATOR))


Sending = tuple[str, dict[str, Any], Callable[[], str]]


def report() -> Sending:
    """Evidence of a report, as its form sends it; where it is opened."""
    said = {"target": "192.0.2.7", "started_at": "2026-10-28T13:45", "category": "spam_email", "description": "Mails.",
            "reporter_name": "Rep", "reporter_email": "rep@elsewhere.example", "website": "",
            "evidence": [SimpleUploadedFile("a.pdf", LARGE)]}  # fmt: skip
    return "/report/", said, lambda: f"/desk/evidence/{Evidence.objects.get().pk}/open/"


def paper() -> Sending:
    """A paper acknowledgement."""
    who, version = customer("Delta Foods", person="Ann"), posted_policy()
    said = {"version": str(version.pk), "membership": str(membership_of(who).pk), "means": "signed",
            "signed_on": f"{version.effective_at:%Y-%m-%d}", "ticks": [RECORDING], "note": "Seen",
            "file": SimpleUploadedFile("signed.pdf", LARGE)}  # fmt: skip
    address = f"/desk/customers/{who.pk}/acknowledgements/paper/"
    return address, said, lambda: f"/desk/acknowledgements/papers/{Acknowledgement.objects.get().paper_id}/"


def deviation() -> Sending:
    """The signed document of what an agreement says otherwise."""
    who, _version = customer("Delta Foods"), posted_policy()
    said = {"agreement": str(agreement_of(who).pk), "effect": "replaced", "provision": SPAM, "text": "more than ten;",
            "starts_at": "2026-06-01", "document": SimpleUploadedFile("annex.pdf", LARGE)}  # fmt: skip
    address = f"/desk/customers/{who.pk}/deviations/add/"
    return address, said, lambda: f"/desk/deviations/{Deviation.objects.get().pk}/document/"


@pytest.mark.parametrize("sending", [report, paper, deviation])
def test_an_upload_that_found_no_room_is_refused_and_whole_once_there_is_some(
    disk: Disk, desk: Client, client_at: ClientAt, staff: Staff, sending: Callable[[], Sending]
) -> None:
    address, said, where = sending()
    before = disk.files()
    with disk.full():
        refused = desk.post(address, said)
    assert refused.status_code in {422, 507}
    assert "no room" in refused.content.decode()
    assert disk.files() == before
    assert [model.objects.count() for model in (Report, Acknowledgement, Deviation)] == [0, 0, 0]
    for value in said.values():
        for file in value if isinstance(value, list) else [value]:
            if isinstance(file, SimpleUploadedFile):
                file.seek(0)
    assert desk.post(address, said).status_code == 302
    opener = client_at("acme", staff(Role.EVIDENCE_CUSTODIAN)) if "evidence" in where() else desk
    opened = opener.post(where(), follow=True) if "evidence" in where() else opener.get(where())
    assert (opened.status_code, opened.content) == (200, LARGE)


@pytest.mark.parametrize("found", [LARGE[:4096], b"", LARGE[:-1] + b"?"], ids=["truncated", "empty", "of other bytes"])
def test_a_file_that_lies_there_already_is_not_trusted_for_that(disk: Disk, desk: Client, found: bytes) -> None:
    digest = hashlib.sha256(LARGE).hexdigest()
    there = Path(default_storage.path(f"agreements/{digest[:2]}/{digest}"))
    there.parent.mkdir(parents=True)
    there.write_bytes(found)
    address, said, where = paper()
    assert desk.post(address, said).status_code == 302
    assert desk.get(where()).content == LARGE
    assert there.read_bytes() == LARGE


def test_the_same_file_twice_is_kept_once(disk: Disk, desk: Client) -> None:
    assert storage.keep("evidence", LARGE) == storage.keep("evidence", LARGE)
    assert len([path for path in disk.files() if path.read_bytes() == LARGE]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["export_ledger", "export_evidence"])
def test_an_export_that_found_no_room_leaves_the_earlier_file_and_is_whole_the_next_time(
    disk: Disk, desk: Client, command: str
) -> None:
    who = customer("Delta Foods", reference="C-77")
    for number in range(60):
        customer(f"Firm {number}", reference=f"C-{number + 1000}")
    seal()
    out = disk.folder / "export"
    about = ["--customer", "C-77"] if command == "export_evidence" else []
    words = [command, "--reseller", "acme", *about, "--out", str(out)]
    out.write_text("the earlier one")
    before = disk.files()
    with disk.full(room=0), pytest.raises(CommandError, match="cannot be written"):
        call_command(*words, stdout=io.StringIO())
    assert sorted(disk.files()) == sorted(before)
    assert out.read_text() == "the earlier one"
    call_command(*words, stdout=io.StringIO())
    if command == "export_evidence":
        call_command("verify_evidence", str(out), stdout=io.StringIO())
    else:
        assert verify_file(out).ok
    assert Customer.objects.get(pk=who.pk).reference == "C-77"


def test_an_evidence_file_that_found_no_room_is_refused_and_downloaded_the_next_time(
    disk: Disk, acme: Reseller, staff: Staff, client_at: ClientAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.signer("acme")
    monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))  # where the file lies until it is sent
    customer("Delta Foods", reference="C-77")
    client = client_at("acme", staff(Role.AUDITOR))
    with disk.full(room=0):
        refused = client.post("/api/v1/evidence-files/", {"about": "customer", "named": "C-77"})
    assert (refused.status_code, refused.json()["code"]) == (507, "file_not_kept")
    done = client.post("/api/v1/evidence-files/", {"about": "customer", "named": "C-77"})
    assert verify_evidence(done.getvalue()).ok


@pytest.mark.parametrize(
    "keeping",
    [
        lambda folder: keys.signer("beta", keys_dir=folder / "keys"),
        lambda folder: Site(var=folder, port=1, smtp_port=2, mailbox_port=3, database={}).variables(),
        lambda folder: places(folder, as_root=False).point(),
        lambda folder: Store(folder / "mail").add(
            b"Subject: Hello\n\n", sender="a@b.example", recipients=["c@d.example"]
        ),
    ],
    ids=["keys", "secret key", "pointer", "mail"],
)
def test_what_the_portal_keeps_for_itself_is_whole_or_absent(
    disk: Disk, monkeypatch: pytest.MonkeyPatch, keeping: Callable[[Path], object]
) -> None:
    monkeypatch.delenv("PROVISO_SECRET_KEY", raising=False)
    for name in ("room", "none"):
        (disk.folder / name).mkdir()
    keeping(disk.folder / "room")
    before = disk.files()
    with disk.full(room=0), pytest.raises(OSError, match=r"No space left|too large"):
        keeping(disk.folder / "none")
    assert disk.files() == before
    keeping(disk.folder / "none")
    assert all(path.stat().st_size for path in disk.files())
    kept = {path: path.read_bytes() for path in disk.files() if path.suffix != ".eml"}
    keeping(disk.folder / "none")
    assert {path: path.read_bytes() for path in disk.files() if path.suffix != ".eml"} == kept


def test_a_secret_key_that_a_full_disk_left_empty_is_made_again(tmp_path: Path) -> None:
    kept = tmp_path / "secret-key"
    kept.touch()
    made = whole_files.kept_secret(kept)
    assert len(made) > 40
    assert whole_files.kept_secret(kept) == made
    assert kept.stat().st_mode & 0o777 == 0o600

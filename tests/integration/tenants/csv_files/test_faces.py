"""A file with mistakes gets the same answer from page, endpoint and command, and leaves nothing behind."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils.html import escape

from tenants.ledger.models import Entry
from tenants.people.models import Role
from tests.conftest import ClientAt, Staff

FILES = [
    (
        "import_customers",
        "/desk/customers/import/",
        "/api/v1/customers/import/",
        Role.ADMINISTRATOR,
        b"customer_reference,customer_name,monthly_price\n,Nobody,\nC1,Shop,much\n",
    ),
    (
        "import_interruptions",
        "/desk/credits/interruptions/import/",
        "/api/v1/interruptions/import/",
        Role.FINANCE,
        b"service_reference,reference,starts_at\nNOBODY,F-1,2026-10-07T03:00:00Z\nNOBODY,,yesterday\n",
    ),
]
UNREADABLE = [b"", b"\xff\xfe", b"PK\x03\x04", b"a\0b", b'reference,cause\n"open', b"x" * 140_000]


@pytest.mark.parametrize(("command", "page", "endpoint", "role", "data"), FILES)
@pytest.mark.parametrize("other", [None, *UNREADABLE])
@pytest.mark.usefixtures("acme")
def test_every_mistake_is_told_alike(
    staff: Staff,
    client_at: ClientAt,
    tmp_path: Path,
    command: str,
    page: str,
    endpoint: str,
    role: Role,
    data: bytes,
    other: bytes | None,
) -> None:
    by = staff(role)
    client = client_at("acme", by)
    data = data if other is None else other
    file = tmp_path / "given.csv"
    file.write_bytes(data or b"\n")
    before = Entry.objects.count()

    answer = client.post(endpoint, {"file": SimpleUploadedFile("given.csv", data or b"\n")})
    assert answer.status_code == 422
    told = answer.json()["mistakes"]
    assert told
    with pytest.raises(CommandError) as ended:
        call_command(command, str(file), reseller="acme", by=by.email)
    lines = str(ended.value).splitlines()
    shown = client.post(page, {"file": SimpleUploadedFile("given.csv", data or b"\n")})
    assert shown.status_code == 422
    assert len(lines) == len(told) + 1
    for mistake, line in zip(told, lines, strict=False):
        column = f", {mistake['column']}" if mistake["column"] else ""
        assert line == f"line {mistake['line']}{column}: {mistake['sentence']}"
        assert escape(mistake["sentence"]) in shown.text
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("_command", "page", "endpoint", "role", "_data"), FILES)
@pytest.mark.usefixtures("acme")
def test_what_is_larger_than_a_request_may_bring_is_refused_before_it_is_read(
    staff: Staff,
    client_at: ClientAt,
    settings: pytest.FixtureRequest,
    _command: str,
    page: str,
    endpoint: str,
    role: Role,
    _data: bytes,
) -> None:
    settings.UPLOAD_LIMIT = 10  # type: ignore[attr-defined]  # pytest-django's settings
    client = client_at("acme", staff(role))
    answer = client.post(endpoint, {"file": SimpleUploadedFile("given.csv", b"x" * 11)})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    shown = client.post(page, {"file": SimpleUploadedFile("given.csv", b"x" * 11)})
    assert shown.status_code == 422
    assert "The file is larger than 10 bytes: split it" in shown.text

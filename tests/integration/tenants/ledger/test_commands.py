"""Sealing, exporting and checking by command; the check of a file asks no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django_tenants.utils import schema_context

from portal.celery import app
from portal.celeryconfig import beat_schedule
from tenants.ledger.keys import public_jwks
from tenants.ledger.models import Entry
from tenants.ledger.sealing.queries import unsealed
from tenants.resellers.models import Reseller

from .conftest import act


def run(*command: str, **options: Any) -> str:
    out = StringIO()
    call_command(*command, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def exported(reseller: Reseller, tmp_path: Path) -> Path:
    """An export of acme's ledger, its newest head beside it."""
    act(reseller, "größer")
    run("seal_ledger")
    run("export_ledger", reseller="acme", out=tmp_path / "acme.jsonl", head=tmp_path / "acme.head")
    return tmp_path / "acme.jsonl"


@pytest.mark.usefixtures("reseller")
def test_every_ledger_is_sealed_the_operators_too() -> None:
    said = run("seal_ledger")
    assert {line.partition(":")[0] for line in said.splitlines()} == {"public", "vendor", "acme", "beta"}
    assert ": 0 sealed now" in run("seal_ledger")


def test_what_was_sealed_is_exported_and_checked(exported: Path) -> None:
    said = run("verify_ledger", str(exported))
    assert f"as it was sealed: {Entry.objects.count()} entries" in said
    assert "note: Signatures were checked only against the keys inside the file" in said


def test_with_a_head_and_keys_kept_elsewhere_nothing_is_left_to_note(exported: Path, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text(json.dumps(public_jwks("acme")))
    said = run("verify_ledger", str(exported), head=tmp_path / "acme.head", jwks=tmp_path / "keys.json")
    assert "note" not in said


def test_one_flipped_byte_is_found_and_named(exported: Path) -> None:
    data = exported.read_bytes()
    at = data.index("größer".encode()) + 2
    exported.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    out = StringIO()
    with pytest.raises(CommandError, match="not as it was sealed"):
        call_command("verify_ledger", str(exported), stdout=out, stderr=out)
    line = data[:at].count(b"\n") + 1
    assert out.getvalue().startswith(f"line {line}, entry ")


def test_entries_that_are_not_sealed_yet_are_said_to_be_left_out(reseller: Reseller, tmp_path: Path) -> None:
    act(reseller)
    assert "are not sealed yet and were left out" in run("export_ledger", reseller="acme", out=tmp_path / "x")


def test_checking_a_file_needs_no_database(exported: Path) -> None:
    nowhere = "postgres://nobody@127.0.0.1:1/nothing"
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_ledger", str(exported)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": nowhere, "DATABASE_OWNER_URL": nowhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.usefixtures("reseller")
def test_an_unknown_reseller_and_a_missing_file_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no reseller gamma"):
        run("seal_ledger", reseller="gamma")
    with pytest.raises(CommandError, match="There is no reseller gamma"):
        run("export_ledger", reseller="gamma", out=tmp_path / "x")
    with pytest.raises(CommandError, match="There is no reseller gamma"):
        run("verify_ledger", reseller="gamma")
    with pytest.raises(CommandError, match="cannot be read"):
        run("verify_ledger", str(tmp_path / "missing"))
    with pytest.raises(CommandError, match="cannot be written"):
        run("export_ledger", reseller="acme", out=tmp_path / "no" / "folder")
    (tmp_path / "keys").mkdir(exist_ok=True)
    (tmp_path / "bad.json").write_text("[]")
    with pytest.raises(CommandError, match="not a set of public keys"):
        run("verify_ledger", str(tmp_path / "missing"), jwks=tmp_path / "bad.json")


def test_beat_has_the_operators_ledger_sealed(reseller: Reseller) -> None:
    with schema_context("public"):
        act(reseller)
        assert unsealed() > 0
    for entry in beat_schedule.values():
        app.tasks[str(entry["task"])].apply(throw=True)
    with schema_context("public"):
        assert unsealed() == 0

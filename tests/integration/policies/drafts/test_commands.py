"""The commands import and post, or say in one sentence why not."""

import json
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from policies.documents import Imported, import_document, loads
from policies.documents.model.codec import document_to_json
from policies.documents.reading.words import compare_words
from policies.drafts.management.commands.import_policy import Command
from policies.drafts.models import Draft
from policies.versions.models import PolicyVersion
from tests.conftest import standing_in
from tests.factories.versions import writer

ROOT = Path(__file__).resolve().parents[4]
EXAMPLE = ROOT / "portal" / "example" / "aup-v1.md"
SENDER = {"reseller": "vendor", "by": "writer@vendor.example"}


@pytest.fixture
def _vendor_writer(db: None) -> None:
    with standing_in("vendor"):
        writer()


def run(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_print_gives_only_canonical_json_and_needs_no_database() -> None:
    environment = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
        "DATABASE_OWNER_URL": "postgres://n@127.0.0.1:9/n",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "import_policy", str(EXAMPLE), "--print"],
        cwd=ROOT,
        env=environment | {"PROVISO_SECRET_KEY": "only-for-tests"},
        capture_output=True,
        text=True,
        check=True,
    )
    document = loads(done.stdout)
    assert json.loads(done.stdout) == document_to_json(document)
    assert len(document.placed()) > 20
    assert "differences:           0" in done.stderr
    assert "proposed variables:    3" in done.stderr


@pytest.mark.usefixtures("_vendor_writer")
def test_import_reports_and_post_puts_in_force() -> None:
    report = run("import_policy", str(EXAMPLE), **SENDER)
    assert "differences:           0" in report
    assert "{{company}}" in report
    assert "is posted, in effect from" in run("post_policy", summary="The first version.", **SENDER)
    with standing_in("vendor"):
        version = PolicyVersion.objects.get()
        assert "Vendor Networks B.V." in str(version.document)
        assert version.provisions.filter(kind="prohibition", category="spam_email").exists()


@pytest.mark.usefixtures("_vendor_writer")
def test_a_lost_word_ends_the_import_and_makes_no_draft(tmp_path: Path) -> None:
    def losing(data: bytes, *, filename: str, **more: Any) -> Imported:
        """Reads as a reader would that loses a word."""
        imported = import_document(data.replace(b"send ", b""), filename=filename, **more)
        return replace(imported, words=compare_words(data.decode(), imported.document))

    class Losing(Command):
        read = staticmethod(losing)

    file = tmp_path / "aup.txt"
    file.write_text("You shall not send spam.\n\nCompany may suspend the Services.\n")
    out = StringIO()
    with pytest.raises(CommandError, match="lost or invented"):
        call_command(Losing(), str(file), stdout=out, **SENDER)
    assert "lost at word 4: send" in out.getvalue()
    with pytest.raises(CommandError, match="lost or invented"):
        call_command(Losing(), str(file), only_print=True, stdout=StringIO())
    with standing_in("vendor"):
        assert not Draft.objects.exists()


@pytest.mark.usefixtures("_vendor_writer")
@pytest.mark.parametrize(
    ("words", "options", "sentence"),
    [
        (["import_policy", "missing.txt"], SENDER, "cannot be read"),
        (["import_policy", str(ROOT / "pyproject.toml")], SENDER, "neither text"),
        (["import_policy", str(EXAMPLE)], {}, "or use --print"),
        (["import_policy", str(EXAMPLE)], SENDER | {"by": "nobody@vendor.example"}, "invite them first"),
        (["import_policy", str(EXAMPLE)], SENDER | {"by": "admin@vendor.example"}, "roles do not allow"),
        (["import_policy", str(EXAMPLE)], SENDER | {"reseller": "nowhere"}, "no reseller nowhere"),
        (["post_policy", "--summary", "x"], SENDER, "no policy aup yet"),
        (["post_policy", "--summary", "x", "--at", "tomorrow"], SENDER, "not an instant"),
    ],
)
def test_what_goes_wrong_is_one_sentence(words: list[str], options: dict[str, str], sentence: str) -> None:
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    with pytest.raises(CommandError, match=sentence) as caught:
        call_command(*words, *arguments, stdout=StringIO(), stderr=StringIO())
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("_vendor_writer")
def test_posting_is_refused_in_one_sentence_too() -> None:
    run("import_policy", str(EXAMPLE), **SENDER)
    run("post_policy", summary="The first version.", **SENDER)
    run("import_policy", str(EXAMPLE), **SENDER)
    with pytest.raises(CommandError, match="Nothing differs from version 1"):
        run("post_policy", summary="Again.", **SENDER)

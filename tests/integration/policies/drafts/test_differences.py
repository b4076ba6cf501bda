"""Words that an import would lose, invent or move are looked at one by one; nothing is imported before."""

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from policies.documents.differences import to_look_at
from policies.documents.reading.words import Difference, WordCount
from policies.drafts.models import Draft
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tests.conftest import Staff

ClientAt = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("acme")

#: A browser prints “1. a.” before the first item; a provision has one number.
PAGE = (
    b"<h1>Fair use</h1><p>You shall not:</p><ol><li><ol type=a><li>send spam;</li></ol></li><li>scan hosts.</li></ol>"
)


@pytest.fixture
def editor(client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.EDITOR))


def upload(editor: Client, **more: Any) -> Any:
    return editor.post("/desk/policy/import/", {"file": SimpleUploadedFile("rules.html", PAGE), **more})


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', page)
    assert found
    return found[1]


def test_the_page_shows_each_difference_and_imports_once_all_are_confirmed(editor: Client) -> None:
    shown = upload(editor)
    assert shown.status_code == 422
    page = shown.content.decode()
    assert "In 1 place the words of the draft are not those of the file" in page
    assert "1 word lost" in page
    assert "You shall not … a send spam" in page
    assert not Draft.objects.exists()

    brought = {name: hidden(page, name) for name in ("kept", "kept_name", "revision")}
    again = editor.post("/desk/policy/import/", brought)
    assert again.status_code == 422
    assert not Draft.objects.exists()

    code = hidden(page, "confirmed")
    made = editor.post("/desk/policy/import/", {**brought, "confirmed": [code]})
    assert made.status_code == 200
    assert "Fair use" in str(Draft.objects.get().document)
    assert Entry.objects.filter(verb="draft.imported").count() == 1


def test_what_the_page_brings_back_is_a_file_or_nothing(editor: Client) -> None:
    for kept in ("", "not base64!"):
        answered = editor.post("/desk/policy/import/", {"kept": kept, "kept_name": "rules.html"})
        assert answered.status_code == 422
    assert not Draft.objects.exists()


def test_the_command_lists_codes_and_takes_them(staff: Staff, tmp_path: Path) -> None:
    file = tmp_path / "rules.html"
    file.write_bytes(PAGE)
    sender = {"reseller": "acme", "by": staff(Role.EDITOR).email}
    out = StringIO()
    with pytest.raises(CommandError, match="name its code with --confirm"):
        call_command("import_policy", str(file), stdout=out, **sender)
    code = re.search(r"--confirm (\w{8})", out.getvalue())
    assert code
    call_command("import_policy", str(file), "--confirm", code[1], stdout=StringIO(), **sender)
    assert Draft.objects.exists()


def test_the_api_names_the_differences_and_takes_their_codes(editor: Client) -> None:
    def sent(**more: Any) -> Any:
        return editor.post("/api/v1/drafts/import/", {"file": SimpleUploadedFile("rules.html", PAGE), **more})

    refused = sent()
    assert (refused.status_code, refused.json()["code"]) == (422, "words_differ")
    (difference,) = refused.json()["differences"]
    assert (difference["op"], difference["words"]) == ("lost", ["1"])
    assert sent(confirmed=[difference["code"]]).status_code == 201


def test_what_was_lost_here_and_stands_there_has_moved() -> None:
    count = WordCount(
        9,
        9,
        (
            Difference("lost", ("not", "so"), 2, "You may … send spam"),
            Difference("invented", ("not", "so"), 7, "send spam … ever"),
            Difference("lost", ("ever",), 8, "spam … again"),
        ),
    )
    assert [(one.said, one.context, one.now) for one in to_look_at(count)] == [
        ("2 words moved", "You may … send spam", "send spam … ever"),
        ("1 word lost", "spam … again", ""),
    ]
    assert len({one.code for one in to_look_at(count)}) == 2

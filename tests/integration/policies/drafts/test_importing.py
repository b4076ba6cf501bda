"""A file of any format becomes the draft, and what its words propose is confirmed in one form or one request."""

from collections.abc import Callable
from typing import Any

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from policies.documents.model.codec import document_from_json
from policies.drafts.models import Draft
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tests.conftest import Staff
from tests.unit.policies.documents.reading.word_files import docx, p

ClientAt = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("acme")

SOURCE = """\
Hollow Hill B.V. may suspend Your account.

You shall not:

* send spam;
* scan hosts, unless authorized in writing.

Be kind to one another at all times. Report violations to abuse@hollow.example.
"""
WORD = docx(
    p("Hollow Hill B.V. may suspend Your account.")
    + p("You shall not:")
    + p("send spam;", numbered=(2, 0))
    + p("scan hosts, unless authorized in writing.", numbered=(2, 0))
    + p("Be kind to one another at all times. Report violations to abuse@hollow.example.")
)
PAGE = """<!doctype html><nav>Home</nav><p>Hollow Hill B.V. may suspend Your account.<p>You shall not:
<ul><li>send spam; <li>scan hosts, unless authorized in writing.</ul>
<p>Be kind to one another at all times. Report violations to abuse@hollow.example."""


def pdf() -> bytes:
    return bytes(typst.compile(SOURCE.replace("* ", "- ").replace("@", r"\@").encode()))


@pytest.fixture
def editor(client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.EDITOR))


def upload(editor: Client, data: bytes, name: str) -> Any:
    return editor.post("/desk/policy/import/", {"file": SimpleUploadedFile(name, data)})


def texts() -> list[str]:
    return [placed.provision.text for placed in document_from_json(Draft.objects.get().document).walk()]


def key_of(words: str) -> str:
    document = document_from_json(Draft.objects.get().document)
    return next(placed.key for placed in document.walk() if placed.provision.text.startswith(words))


def provision(key: str) -> Any:
    return document_from_json(Draft.objects.get().document).placed()[key].provision


def as_shown(page: str) -> dict[str, str]:
    """What a browser without scripts would send back unchanged."""
    import re  # noqa: PLC0415 - only this helper reads HTML

    sent = dict(re.findall(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', page))
    for name, options in re.findall(r'<select class="form-select"[^>]*name="([^"]+)">(.*?)</select>', page, re.DOTALL):
        sent[name] = re.findall(r'value="([^"]*)"\s+selected', options)[0]
    for tag in re.findall(r'<input class="form-check-input"[^>]*>', page):
        if "checked" in tag:
            sent[re.findall(r'name="([^"]+)"', tag)[0]] = "on"
    sent |= dict(re.findall(r'<input class="form-control"[^>]*name="(value_[^"]+)"\s+value="([^"]*)"', page))
    sent.pop("csrfmiddlewaretoken", None)
    return sent


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (SOURCE.encode(), "a.txt"),
        (SOURCE.encode(), "a.md"),
        (PAGE.encode(), "a.html"),
        (WORD, "a.docx"),
        (pdf(), "a.pdf"),
    ],
)
def test_a_file_of_any_format_becomes_the_same_draft(editor: Client, data: bytes, name: str) -> None:
    page = upload(editor, data, name)
    assert page.status_code == 200
    assert "no word was lost or invented" in page.content.decode()
    assert texts() == [
        "{{company}} may suspend Your account.",
        "You shall not:",
        "send spam;",
        "scan hosts, unless authorized in writing.",
        "Be kind to one another at all times.",
        "Report violations to {{abuse_mailbox}}.",
    ]


def test_the_page_after_an_import_shows_every_proposal_with_its_reason(editor: Client) -> None:
    page = upload(editor, PAGE.encode(), "a.html").content.decode()
    assert "Home" in page
    assert "navigation" in page
    assert "Prohibition: “You shall not”" in page
    assert "Unsolicited mail: “spam”" in page
    assert "Allowed with a written authorization: “unless authorized in writing”" in page
    assert page.count("<fieldset") == len(texts()) + 2
    assert editor.get("/desk/policy/draft/proposals/").status_code == 200


def test_what_is_proposed_is_confirmed_and_corrected_in_one_form(editor: Client) -> None:
    upload(editor, SOURCE.encode(), "a.txt")
    spam, kind = key_of("send spam"), key_of("Be kind")
    sent = as_shown(editor.get("/desk/policy/draft/proposals/").content.decode())
    assert sent[f"kind_{spam}"] == "prohibition"
    sent |= {
        f"kind_{kind}": "responsibility",
        f"acknowledge_separately_{kind}": "on",
        f"category_{spam}": "forum_rules",
        "value_abuse_mailbox": "desk@acme.example",
        "value_company": "Hollow Hill B.V.",
        "words_company": "on",
    }
    assert editor.post("/desk/policy/draft/proposals/", sent).status_code == 302
    assert (provision(kind).kind, provision(kind).acknowledge_separately) == ("responsibility", True)
    assert provision(spam).category == "forum_rules"
    assert texts()[0] == "Hollow Hill B.V. may suspend Your account."
    assert Draft.objects.get().values == {"abuse_mailbox": "desk@acme.example"}
    entry = Entry.objects.filter(verb="draft.proposals_confirmed").get()
    assert entry.facts["changed"] == [spam, kind]
    assert entry.facts["written_out"] == ["company"]


def test_confirming_unchanged_is_recorded_and_keeps_the_revision(editor: Client) -> None:
    upload(editor, SOURCE.encode(), "a.txt")
    before = Draft.objects.get()
    sent = as_shown(editor.get("/desk/policy/draft/proposals/").content.decode())
    assert editor.post("/desk/policy/draft/proposals/", sent).status_code == 302
    after = Draft.objects.get()
    assert (after.revision, after.document, after.values) == (before.revision, before.document, before.values)
    assert Entry.objects.filter(verb="draft.proposals_confirmed").count() == 1


def test_the_desk_says_so_until_somebody_confirmed(editor: Client) -> None:
    upload(editor, SOURCE.encode(), "rules.md")
    asked = "Nobody has confirmed yet what the import proposed"
    assert asked in editor.get("/desk/policy/draft/").content.decode()
    draft = Draft.objects.get()
    posting = f"/api/v1/policies/{draft.policy_id}/posting/"
    assert editor.get(posting).json()["to_confirm"] is True
    editor.post(f"/api/v1/drafts/{draft.pk}/proposals/", {}, content_type="application/json")
    assert asked not in editor.get("/desk/policy/draft/").content.decode()
    assert editor.get(posting).json()["to_confirm"] is False
    assert Draft.objects.get().revision == draft.revision, "nothing changed"
    upload(editor, SOURCE.replace("spam", "junk").encode(), "rules.md")
    assert asked in editor.get("/desk/policy/draft/").content.decode()


def test_two_who_confirm_at_once_lose_nothing(editor: Client) -> None:
    upload(editor, SOURCE.encode(), "a.txt")
    spam, scan = key_of("send spam"), key_of("scan hosts")
    sent = as_shown(editor.get("/desk/policy/draft/proposals/").content.decode())
    editor.post("/desk/policy/draft/proposals/", sent | {f"category_{scan}": "circumvention"})
    late = editor.post("/desk/policy/draft/proposals/", sent | {f"category_{spam}": "forum_rules"})
    assert late.status_code == 409
    assert provision(spam).category == "spam_email"
    again = as_shown(late.content.decode())
    assert (again[f"category_{spam}"], again[f"category_{scan}"]) == ("forum_rules", "circumvention")
    assert editor.post("/desk/policy/draft/proposals/", again).status_code == 302
    assert (provision(spam).category, provision(scan).category) == ("forum_rules", "circumvention")


def test_a_kind_that_there_is_not_and_an_empty_name_are_refused(editor: Client) -> None:
    upload(editor, SOURCE.encode(), "a.txt")
    sent = as_shown(editor.get("/desk/policy/draft/proposals/").content.decode())
    assert editor.post("/desk/policy/draft/proposals/", sent | {f"kind_{key_of('Be kind')}": "joke"}).status_code == 422
    empty = editor.post("/desk/policy/draft/proposals/", sent | {"value_company": "", "words_company": "on"})
    assert empty.status_code == 422
    assert "Say which words shall stand in the text" in empty.content.decode()
    assert "{{company}}" in texts()[0]


def test_machines_import_read_and_confirm_proposals(editor: Client) -> None:
    made = editor.post("/api/v1/drafts/import/", {"file": SimpleUploadedFile("a.html", PAGE.encode())})
    assert made.status_code == 201, made.content
    counted = made.json()["imported"]
    assert counted["words_in_source"] == counted["words_in_document"] > 20
    assert counted["differences"] == []
    assert counted["left_out"] == [{"line": 1, "page": 0, "text": "Home", "reason": "navigation"}]
    assert {one["name"] for one in counted["variables_found"]} == {"company", "abuse_mailbox"}
    address = f"/api/v1/drafts/{made.json()['id']}/proposals/"
    shown = editor.get(address).json()
    assert shown == made.json()["proposals"]
    spam = next(one for one in shown["provisions"] if one["text"] == "send spam;")
    assert spam["proposed"]["category"] == "spam_email"
    assert {"field": "category", "words": "spam", "of": None} in spam["reasons"]
    sent = {
        "revision": shown["revision"],
        "provisions": [{"key": spam["key"], "kind": "obligation"}],
        "values": {"company": "X"},
    }
    done = editor.post(address, sent, content_type="application/json")
    assert done.status_code == 200, done.content
    assert (provision(spam["key"]).kind, provision(spam["key"]).category) == ("obligation", None)
    stale = editor.post(address, sent, content_type="application/json")
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    unknown = editor.post(address, {"provisions": [{"key": "nonsense"}]}, content_type="application/json")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "no_provision")


def test_who_may_not_edit_sees_proposals_and_confirms_none(editor: Client, client_at: ClientAt, staff: Staff) -> None:
    upload(editor, SOURCE.encode(), "a.txt")
    approver = client_at("acme", staff(Role.APPROVER))
    address = f"/api/v1/drafts/{Draft.objects.get().pk}/proposals/"
    assert approver.get(address).status_code == 200
    assert approver.post(address, {}, content_type="application/json").status_code == 403
    assert approver.post("/desk/policy/draft/proposals/", {}).status_code == 403


def test_the_limit_is_a_setting(editor: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1_000_000
    page = upload(editor, b"a " * 500_001, "a.txt")
    assert page.status_code == 422
    assert "larger than 1 MB" in page.content.decode()
    sent = {"file": SimpleUploadedFile("a.txt", b"a " * 500_001)}
    assert editor.post("/api/v1/drafts/import/", sent).status_code == 422
    assert not Draft.objects.exists()

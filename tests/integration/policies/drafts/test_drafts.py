"""Writing a draft on the desk and by machine: nothing that two people write is lost."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from policies.documents.model.codec import document_from_json, document_to_json
from policies.drafts.actions import add_provision, delete_provision, edit_provision
from policies.drafts.models import Draft, DraftStatus
from tenants.people.models import Role
from tenants.resellers.refusals import Refused
from tests.conftest import Staff
from tests.factories.versions import document, draft, posted_policy, without, writer

ClientAt = Callable[..., Client]
SOURCE = (
    "Acceptable Use Policy\n\nThe policy of Example Net B.V. (“Company”).\n\nYou shall not send spam to anyone.\n\n"
    "Company may suspend the Services without notice.\n\nReport violations to abuse@example-net.example.\n"
)

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
def editor(client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.EDITOR))


def text_of(key: str) -> str:
    return document_from_json(Draft.objects.get().document).placed()[key].provision.text


def test_a_file_becomes_a_draft_with_the_resellers_own_names_proposed(editor: Client) -> None:
    page = editor.post("/desk/policy/import/", {"file": SimpleUploadedFile("aup.txt", SOURCE.encode())})
    assert page.status_code == 200
    assert "no word was lost or invented" in page.content.decode()
    made = Draft.objects.get()
    assert made.values["company"] == "Acme Telecom B.V."
    assert made.values["abuse_mailbox"] == "abuse@acme.example"
    assert "Example Net" not in str(made.document)


def test_a_file_that_cannot_be_imported_is_refused_with_one_sentence(editor: Client) -> None:
    page = editor.post("/desk/policy/import/", {"file": SimpleUploadedFile("aup.pdf", b"%PDF-1.4")})
    assert page.status_code == 422
    assert "is damaged" in page.content.decode()
    assert not Draft.objects.exists()


def test_importing_again_keeps_the_keys_of_what_goes_on(editor: Client) -> None:
    editor.post("/desk/policy/import/", {"file": SimpleUploadedFile("aup.txt", SOURCE.encode())})
    before = set(document_from_json(Draft.objects.get().document).placed())
    changed = SOURCE.replace("spam to anyone", "spam to anyone at all")
    editor.post("/desk/policy/import/", {"file": SimpleUploadedFile("aup.txt", changed.encode())})
    assert set(document_from_json(Draft.objects.get().document).placed()) == before


def test_the_api_refuses_an_older_revision_with_what_stands_now(editor: Client) -> None:
    made = draft()
    address = f"/api/v1/drafts/{made.pk}/provisions/spam/"
    sent = {"text": "first words;", "revision": made.revision}
    assert editor.put(address, sent, content_type="application/json").json()["revision"] == made.revision + 1
    late = editor.put(address, sent | {"text": "second words;"}, content_type="application/json")
    assert late.status_code == 409
    assert late["Content-Type"] == "application/problem+json"
    assert late.json()["code"] == "stale"
    assert "first words;" in str(late.json()["document"])


def test_provisions_are_added_moved_and_deleted(editor: Client) -> None:
    draft()
    form = {"text": "mining coins;", "kind": "prohibition", "parent": "general", "position": 2}
    assert editor.post("/desk/policy/draft/add/", form).status_code == 302
    general = document_from_json(Draft.objects.get().document).placed()["general"].provision
    assert [child.key for child in general.children] == ["spam", "mining-coins", "scanning", "offensive"]
    assert editor.post("/desk/policy/draft/provisions/spam/move/", {"parent": "-", "position": 1}).status_code == 302
    assert next(iter(document_from_json(Draft.objects.get().document).placed())) == "spam"
    assert editor.post("/desk/policy/draft/provisions/spam/delete/").status_code == 302
    assert "spam" not in document_from_json(Draft.objects.get().document).placed()
    below_itself = editor.post("/desk/policy/draft/provisions/general/move/", {"parent": "scanning"})
    assert below_itself.status_code == 422


def test_a_key_that_meant_something_else_is_never_given_again() -> None:
    posted_policy()
    draft(without(document(), "recording"))
    made, key = add_provision(by=writer(), draft=Draft.objects.get(), text="Recording.")
    assert key != "recording"
    assert "recording" not in document_from_json(made.document).placed()


def test_words_that_cannot_be_digested_are_refused_or_made_plain() -> None:
    made = edit_provision(by=writer(), draft=draft(), key="spam", text=" cafe\u0301\n\tand\u200b so ")
    assert text_of("spam") == "café and so"
    for words in ("", "  "):
        with pytest.raises(Refused) as caught:
            edit_provision(by=writer(), draft=made, key="spam", text=words)
        assert caught.value.code == "malformed"
    with pytest.raises(Refused) as caught:
        delete_provision(by=writer(), draft=made, key="nonsense")
    assert caught.value.code == "no_provision"


def test_values_are_filled_and_an_unknown_name_is_refused(editor: Client) -> None:
    made = draft(values={})
    sent = {"value_company": "Acme Europe B.V.", "value_abuse_mailbox": "", "revision": made.revision}
    assert editor.post("/desk/policy/draft/values/", sent).status_code == 302
    assert Draft.objects.get().values == {"company": "Acme Europe B.V."}
    refused = editor.put(
        f"/api/v1/drafts/{made.pk}/values/", {"values": {"nonsense": "x"}}, content_type="application/json"
    )
    assert refused.status_code == 422


def test_review_goes_forward_and_a_change_of_words_takes_it_back(
    editor: Client, client_at: ClientAt, staff: Staff
) -> None:
    draft()
    approver = client_at("acme", staff(Role.APPROVER))
    assert approver.post("/desk/policy/draft/approve/").status_code == 409
    assert editor.post("/desk/policy/draft/submit/").status_code == 302
    assert editor.post("/desk/policy/draft/approve/").status_code == 403
    assert approver.post("/desk/policy/draft/approve/").status_code == 302
    assert Draft.objects.get().status == DraftStatus.APPROVED
    edit_provision(by=writer(), draft=Draft.objects.get(), key="spam", text="other words;")
    assert Draft.objects.get().status == DraftStatus.DRAFT


def test_the_preview_shows_the_words_filled_and_what_changes(editor: Client) -> None:
    posted_policy()
    draft(document(spam="sending any bulk mail;"))
    page = editor.get("/desk/policy/draft/preview/").content.decode()
    assert "nobody is bound by these words" in page
    assert "“Company” means Acme Telecom B.V." in page
    assert "Changes since version 1" in editor.get("/desk/policy/draft/review/").content.decode()


def test_a_new_draft_begins_from_what_is_posted_and_can_be_discarded(editor: Client) -> None:
    posted_policy()
    assert editor.post("/desk/policy/draft/start/").status_code == 302
    assert Draft.objects.get().document == document_to_json(document())
    assert editor.get("/desk/policy/draft/discard/").status_code == 200
    assert editor.post("/desk/policy/draft/discard/").status_code == 302
    assert not Draft.objects.exists()
    assert editor.get("/desk/policy/draft/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "",
        "import/",
        "draft/",
        "draft/add/",
        "draft/values/",
        "draft/preview/",
        "draft/review/",
        "draft/terms/",
        "draft/title/",
        "draft/provisions/spam/",
        "draft/discard/",
    ],
)
def test_who_may_not_write_is_kept_out(address: str, client_at: ClientAt, staff: Staff, editor: Client) -> None:
    draft()
    assert editor.get(f"/desk/policy/{address}").status_code == 200
    finance = client_at("acme", staff(Role.FINANCE))
    assert finance.get(f"/desk/policy/{address}").status_code == 403
    assert client_at("acme").get(f"/desk/policy/{address}").status_code == 302

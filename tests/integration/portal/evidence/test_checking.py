"""Anyone brings what they have to /verify/ or the API, and is told what it proves, what it does not, or why not."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from tenants.ledger.exporting import export
from tenants.ledger.keys import sign_jws
from tenants.ledger.sealing.actions import seal
from tenants.ledger.sealing.heads import HEAD_TYP
from tenants.ledger.sealing.queries import newest_head
from tenants.people.models import User
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt
from tests.factories.customers import person_of

from .conftest import Story, exported


@pytest.fixture
def anybody(client_at: ClientAt) -> Client:
    return client_at("acme")


def bring(client: Client, data: bytes, name: str = "file") -> HttpResponse:
    return client.post("/verify/", {"file": SimpleUploadedFile(name, data)})  # type: ignore[return-value]  # the test client's


def ask(client: Client, data: bytes) -> Any:
    return client.post("/api/v1/verify/", {"file": SimpleUploadedFile("file", data)})


def damaged(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def sheet(story: Story, client_at: ClientAt) -> bytes:
    client = client_at("acme", person_of(story.customer))
    return client.get(f"/my/receipts/{story.acknowledgement.pk}.pdf").content


def test_a_receipts_sheet_is_confirmed_by_the_token_in_it(story: Story, client_at: ClientAt, anybody: Client) -> None:
    answer = bring(anybody, sheet(story, client_at))
    for words in ("The receipt is genuine", "C-77", "What it does not prove", "byte for byte the one that we make"):
        assertContains(answer, words)


def test_a_sheet_whose_words_were_changed_is_not_vouched_for(
    story: Story, client_at: ClientAt, anybody: Client
) -> None:
    pdf = sheet(story, client_at)
    answer = bring(anybody, pdf + b"\n% more words")
    assertContains(answer, "The receipt is genuine")
    assertContains(answer, "its bytes are not those that we make of this receipt now")
    User.objects.filter(pseudonym=story.acknowledgement.person).update(name="Erased")
    assertContains(bring(anybody, pdf), "its bytes are not those that we make of this receipt now")


def test_a_sheet_whose_token_was_changed_is_refused(story: Story, client_at: ClientAt, anybody: Client) -> None:
    pdf = sheet(story, client_at)
    token = story.acknowledgement.receipt.encode()
    broken = pdf.replace(token, damaged(token, token.rindex(b".") + 5))
    assertContains(bring(anybody, broken), "Not confirmed", status_code=422)
    assertContains(
        bring(anybody, pdf.replace(token, b"x" * len(token))), "but its bytes are not those", status_code=422
    )


def test_a_versions_pdf_is_confirmed_byte_for_byte(story: Story, anybody: Client) -> None:
    pdf = anybody.get("/aup/versions/1.pdf").content
    assertContains(bring(anybody, pdf), "byte for byte the one that we make of version 1")
    answer = bring(anybody, pdf + b"\n%")
    assertContains(answer, "names version 1, but its bytes are not those", status_code=422)


def test_a_versions_json_and_text_are_confirmed(story: Story, anybody: Client) -> None:
    for address in ("/aup/versions/2.json", "/aup/versions/2.txt"):
        assertContains(bring(anybody, anybody.get(address).content), "exactly the words of version 2")


def test_an_evidence_file_is_confirmed_and_a_damaged_one_named(story: Story, anybody: Client, tmp_path: Path) -> None:
    data = exported(tmp_path, "--customer", "C-77")
    answer = bring(anybody, data)
    for words in ("The evidence file is genuine", "C-77", "was changed since", "not that there was nothing else"):
        assertContains(answer, words)
    answer = bring(anybody, damaged(data, data.index(b"EVIDENCE FILE")))
    assertContains(answer, "Not confirmed", status_code=422)
    assertContains(answer, "README.txt", status_code=422)
    assertContains(bring(anybody, b"PK\x03\x04 a docx"), "not an evidence file of ours", status_code=422)


def test_an_evidence_file_belongs_to_its_reseller(
    story: Story, client_at: ClientAt, beta: Reseller, tmp_path: Path
) -> None:
    answer = bring(client_at("beta"), exported(tmp_path, "--customer", "C-77"))
    assertContains(answer, "another reseller exported it, not beta.localhost", status_code=422)
    assertNotContains(answer, "C-77", status_code=422)


def test_a_ledger_export_is_confirmed_and_a_damaged_one_named(story: Story, anybody: Client) -> None:
    seal()
    out = BytesIO()
    export(out)
    data = out.getvalue()
    assertContains(bring(anybody, data), "The export of the ledger is genuine")
    answer = bring(anybody, data.replace(b'"verb":"version.posted"', b'"verb":"version.p0sted"', 1))
    assertContains(answer, "it was changed after it was sealed", status_code=422)


def test_a_tree_head_is_confirmed_while_the_ledger_continues_it(story: Story, anybody: Client) -> None:
    seal()
    head = newest_head()
    assert head
    answer = anybody.post("/verify/", {"text": head.signed + "\n"})
    assertContains(answer, "The tree head is genuine")
    assertContains(bring(anybody, head.signed.encode()), bytes(head.root).hex())
    said = {"iss": "acme.localhost", "tree_size": head.size, "root_hash": "0" * 64, "at": "2026-01-01T00:00:00Z"}
    other = sign_jws("acme", said, typ=HEAD_TYP)
    assertContains(bring(anybody, other.encode()), "does not continue it", status_code=422)
    assertContains(bring(anybody, damaged(head.signed.encode(), 300)), "Not confirmed", status_code=422)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\x01", b"%PDF-1.7", b"PK", b"\x00" * 50, b"GIF89a\xff\xfe"])
def test_what_cannot_be_read_is_refused_with_a_sentence(acme: Reseller, anybody: Client, data: bytes) -> None:
    assert bring(anybody, data).status_code == 422
    answer = ask(anybody, data)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["code"] in {"not_readable", "not_confirmed"}


def test_a_file_that_is_too_large_is_refused_unread(acme: Reseller, anybody: Client, settings: Any) -> None:
    settings.VERIFY_LIMIT = 1_000_000
    assertContains(bring(anybody, b"x" * 1_000_001), "larger than 1 MB", status_code=422)
    assert ask(anybody, b"x" * 1_000_001).json()["code"] == "too_large"


def test_the_api_says_the_same_for_anyone(story: Story, client_at: ClientAt, anybody: Client, tmp_path: Path) -> None:
    receipt = ask(anybody, sheet(story, client_at)).json()
    assert (receipt["kind"], receipt["kept"], receipt["claims"]["digest"]) == ("receipt", True, story.second.digest)
    data = exported(tmp_path, "--version", "2")
    evidence = ask(anybody, data).json()
    assert evidence["kind"] == "evidence"
    assert evidence["proves"]
    assert evidence["proves_not"]
    refused = ask(anybody, damaged(data, len(data) - 3))
    assert (refused.status_code, refused.json()["code"]) == (422, "not_confirmed")
    assert refused.json()["faults"]


def test_nothing_is_kept_of_what_was_brought(story: Story, anybody: Client, tmp_path: Path, own_files: Path) -> None:
    data = exported(tmp_path, "--version", "2")
    before = sorted(str(path) for path in own_files.rglob("*"))
    bring(anybody, data)
    assert sorted(str(path) for path in own_files.rglob("*")) == before

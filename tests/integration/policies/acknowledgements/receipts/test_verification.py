"""Anyone checks a receipt or a document on the public page, through the API, or with the keys alone."""

import base64
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from policies.acknowledgements.models import Acknowledgement
from policies.documents import canonical_bytes
from policies.versions.queries import document_of
from tenants.ledger.keys import SignatureInvalid, public_jwks, sign_jws, verify_jws
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import customer
from tests.factories.versions import document, posted_policy


@pytest.fixture
def row(acme: Reseller) -> Acknowledgement:
    """An acknowledgement of Acme's version 1."""
    return acknowledged(posted_policy(), customer("Delta Foods", reference="C-77"))


def flipped(token: str, at: int) -> str:
    """The token with one bit of one byte changed."""
    return token[:at] + chr(ord(token[at]) ^ 1) + token[at + 1 :]


def check(client: Client, text: str) -> HttpResponse:
    return client.post("/verify/", {"text": text})  # type: ignore[return-value]  # the test client's response


def test_a_receipt_is_confirmed_with_what_it_proves_and_what_it_does_not(
    row: Acknowledgement, client_at: ClientAt
) -> None:
    answer = check(client_at("acme"), f"  {row.receipt[:50]}\n{row.receipt[50:]}\n")
    for words in ("The receipt is genuine", str(row.person), "C-77", row.digest, "What it does not prove"):
        assertContains(answer, words)
    assertNotContains(answer, "Delta Foods")
    assertNotContains(answer, "does not, though the signature is good")


def test_a_receipt_may_be_uploaded_as_the_file_it_was_downloaded_as(row: Acknowledgement, client_at: ClientAt) -> None:
    file = SimpleUploadedFile("receipt.jws", row.receipt.encode() + b"\n")
    assertContains(client_at("acme").post("/verify/", {"file": file}), "The receipt is genuine")


@pytest.mark.parametrize("part", [0, 1, 2])
def test_one_flipped_byte_fails(row: Acknowledgement, client_at: ClientAt, part: int) -> None:
    starts = [0, row.receipt.index(".") + 1, row.receipt.rindex(".") + 1]
    for offset in (0, 7, 20):
        damaged = flipped(row.receipt, starts[part] + offset)
        answer = check(client_at("acme"), damaged)
        assertContains(answer, "Not confirmed", status_code=422)
        with pytest.raises(SignatureInvalid):
            verify_jws(damaged, public_jwks("acme"), typ="proviso-receipt+jwt", issuer="acme.localhost")


def test_a_receipt_replayed_at_the_neighbour_is_refused_and_told_where_it_belongs(
    row: Acknowledgement, client_at: ClientAt
) -> None:
    answer = check(client_at("beta"), row.receipt)
    assertContains(answer, "says that acme.localhost issued it, not beta.localhost", status_code=422)
    assertNotContains(answer, row.digest, status_code=422)
    api = client_at("beta").post("/api/v1/receipts/verify/", {"receipt": row.receipt}, content_type="application/json")
    assert (api.status_code, api.json()["code"]) == (422, "receipt_invalid")


def test_a_receipt_that_the_neighbour_signed_in_our_name_is_refused(row: Acknowledgement, client_at: ClientAt) -> None:
    claims = verify_jws(row.receipt, public_jwks("acme"), typ="proviso-receipt+jwt", issuer="acme.localhost")
    forged = sign_jws("beta", claims | {"tenant": "beta"}, typ="proviso-receipt+jwt")
    assertContains(check(client_at("acme"), forged), "Not confirmed", status_code=422)


def test_another_kind_of_token_that_we_signed_is_no_receipt(row: Acknowledgement, client_at: ClientAt) -> None:
    token = sign_jws("acme", {"iss": "acme.localhost", "digest": row.digest}, typ="proviso-head+jwt")
    assertContains(check(client_at("acme"), token), "Not confirmed", status_code=422)


def test_a_signed_statement_the_portal_does_not_hold_is_said_to_be_missing(
    row: Acknowledgement, client_at: ClientAt
) -> None:
    claims = verify_jws(row.receipt, public_jwks("acme"), typ="proviso-receipt+jwt", issuer="acme.localhost")
    lost = sign_jws("acme", claims | {"version": 9, "jti": str(row.version_id)}, typ="proviso-receipt+jwt")
    answer = check(client_at("acme"), lost)
    assertContains(answer, "it does not, though the signature is good")
    assertContains(answer, "no version here has that number and digest")


@pytest.mark.parametrize("address", ["/aup/versions/1.json", "/aup/versions/1.txt"])
def test_a_document_file_is_named_as_the_version_it_is(row: Acknowledgement, client_at: ClientAt, address: str) -> None:
    posted_policy(document(spam="sending any bulk mail;"))
    client = client_at("acme")
    text = client.get(address).content.decode()
    assertContains(check(client, text), "exactly the words of version 1")
    assertContains(check(client, text.replace("\n", "\r\n")), "exactly the words of version 1")
    assertContains(check(client, text.replace("nobody", "somebody")), "Not confirmed", status_code=422)


def test_the_canonical_document_alone_is_recognised_too(row: Acknowledgement, client_at: ClientAt) -> None:
    file = SimpleUploadedFile("aup.json", canonical_bytes(document_of(row.version)))
    assertContains(client_at("acme").post("/verify/", {"file": file}), "exactly the words of version 1")


@pytest.mark.parametrize("brought", ["{", '{"document": 7}', "[" * 9000, "a.b.c", "Hello", '{"document": ' * 3000])
def test_what_is_neither_is_refused_without_a_fuss(row: Acknowledgement, client_at: ClientAt, brought: str) -> None:
    assertContains(check(client_at("acme"), brought), "Not confirmed", status_code=422)


def test_nothing_brought_is_an_error_of_the_form(acme: Reseller, client_at: ClientAt) -> None:
    assertContains(check(client_at("acme"), "   "), "Paste something to check", status_code=422)
    binary = SimpleUploadedFile("a.pdf", b"\xff\xfe\x00%PDF")
    assertContains(client_at("acme").post("/verify/", {"file": binary}), "not text", status_code=422)


def test_a_claimed_issuer_is_shown_only_if_it_looks_like_a_host(acme: Reseller, client_at: ClientAt) -> None:
    token = sign_jws("beta", {"iss": "<script>alert(1)</script>"}, typ="proviso-receipt+jwt")
    assertNotContains(check(client_at("acme"), token), "alert(1)", status_code=422)


def test_the_api_checks_a_receipt_for_anyone(row: Acknowledgement, client_at: ClientAt) -> None:
    answer = client_at("acme").post(
        "/api/v1/receipts/verify/", json.dumps({"receipt": row.receipt}), content_type="application/json"
    )
    assert answer.status_code == 200
    assert answer.json()["valid"] is True
    assert answer.json()["kept"] is True
    assert answer.json()["claims"]["digest"] == row.digest


def part(said: str) -> str:
    """One part of a token, whatever stands in it."""
    return base64.urlsafe_b64encode(said.encode()).rstrip(b"=").decode()


HEADER = part('{"alg":"Ed25519","kid":"a","typ":"proviso-receipt+jwt"}')
#: Texts that pass for a token at a first glance, or not even then.
STRANGE = [
    "a", "a.b", "a.b.c", ".", "..", "...", "é.é.é", "a.b.c.d",
    f"{HEADER}.{part('[' * 4000)}.AA",  # nested deeper than a reader of JSON goes
    f"{part('[' * 4000)}.{part('{}')}.AA",
    f"{HEADER}.{part('[1]')}.AA",
    f"{HEADER}.{part('{' + chr(34) + 'iss' + chr(34) + ': [1]}')}.AA",
    f"{part('{' + chr(34) + 'kid' + chr(34) + ': []}')}.{part('{}')}.AA",
    f"{HEADER}.{part('7' * 5000)}.AA",  # more digits than a reader of numbers goes through
]  # fmt: skip


@pytest.mark.parametrize("token", STRANGE)
def test_what_is_no_token_at_all_is_refused_to_anyone_by_page_api_and_file(
    row: Acknowledgement, client_at: ClientAt, token: str
) -> None:
    client = client_at("acme")
    answer = client.post("/api/v1/receipts/verify/", {"receipt": token}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "receipt_invalid")
    assert "not a receipt of ours" in answer.json()["title"]
    assertContains(check(client, token), "Not confirmed", status_code=422)
    brought = client.post("/api/v1/verify/", {"file": SimpleUploadedFile("receipt.jws", token.encode())})
    assert (brought.status_code, brought.json()["code"]) == (422, "not_confirmed")


def test_the_keys_are_public_and_hold_nothing_private(row: Acknowledgement, client_at: ClientAt) -> None:
    answer = client_at("acme").get("/.well-known/proviso-keys.json")
    assert answer["Content-Type"] == "application/jwk-set+json"
    assert [set(key) for key in answer.json()["keys"]] == [{"kty", "crv", "x", "kid", "alg", "use"}]

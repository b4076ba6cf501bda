"""An acknowledgement names the edition that was read beside the governing digest (R2, R5)."""

import json
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from policies.acknowledgements.binding.queries import what_bound
from policies.acknowledgements.models import Acknowledgement, View
from policies.acknowledgements.receipts.verification import verify_receipt
from policies.versions.models import Edition
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tests.factories.customers import customer, person_of
from tests.factories.editions import posted_in
from tests.factories.versions import RECORDING

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]


def test_a_reader_acknowledges_in_their_language_and_the_receipt_says_so(client_at: ClientAt) -> None:
    version = posted_in("nl")
    edition = Edition.objects.get()
    who = customer()
    client = client_at("acme", person_of(who))
    page = client.get("/my/aup/?lang=nl").content.decode()
    assert "nl: sending mail that nobody asked for;" in page
    assert "nl: You alone are responsible" in page
    assert "those in English govern" in page
    assert View.objects.get().edition_language == "nl"
    sent = {"digest": version.digest, "binding_digest": version.digest, "language": "nl"}
    missing = client.post("/my/aup/", sent)
    assert missing.status_code == 422
    assert "nl: sending mail" in missing.content.decode(), "still in the language that was read"
    answer = client.post("/my/aup/", sent | {"ticks": [RECORDING]})
    assert answer["Location"] == "/my/aup/?version=1&lang=nl"
    row = Acknowledgement.objects.get()
    assert (row.digest, row.edition_language, row.edition_digest) == (version.digest, "nl", edition.digest)
    claims = verify_receipt(row.receipt).claims
    assert (claims["digest"], claims["edition_language"], claims["edition_digest"]) == (
        version.digest,
        "nl",
        edition.digest,
    )
    assert Entry.objects.get(verb="version.acknowledged").facts["edition"] == ["nl", edition.digest]
    assert "Nederlands" in client.get("/my/aup/?lang=nl").content.decode()
    checked = client_at("acme").post("/verify/", {"text": row.receipt}).content.decode()
    assert edition.digest[:8] in checked
    told = {one.kind: one.detail for one in what_bound(customer=who, at=clock.now()).evidence}
    assert "Nederlands" in told["view"]
    assert edition.digest in told["acknowledgement"]


def test_who_read_the_governing_words_names_them(client_at: ClientAt) -> None:
    version = posted_in("nl")
    who = customer()
    client = client_at("acme", person_of(who))
    body = {"digest": version.digest, "ticks": [RECORDING]}
    answer = client.post("/api/v1/acknowledgements/", json.dumps(body), content_type="application/json")
    assert answer.status_code == 201
    assert (answer.json()["edition_language"], answer.json()["edition_digest"]) == ("en", version.digest)


def test_an_edition_that_is_not_there_is_not_acknowledged(client_at: ClientAt) -> None:
    version = posted_in("nl")
    edition = Edition.objects.get()
    client = client_at("acme", person_of(customer()))
    for body in (
        {"digest": version.digest, "language": "fr", "ticks": [RECORDING]},
        {"digest": edition.digest, "language": "nl", "ticks": [RECORDING]},
    ):
        answer = client.post("/api/v1/acknowledgements/", json.dumps(body), content_type="application/json")
        assert answer.status_code in {404, 409}, "the governing digest is what is acknowledged"
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize(
    "change",
    ["'edition_language', 'fr'", "'edition_digest', repeat('0', 64)", "'edition_language', ''"],
)
def test_the_database_knows_which_editions_there_are(client_at: ClientAt, change: str) -> None:
    version = posted_in("nl")
    client = client_at("acme", person_of(customer()))
    client.post("/my/aup/", {"digest": version.digest, "language": "nl", "ticks": [RECORDING]})
    assert Acknowledgement.objects.exists()
    sql = (
        "INSERT INTO acknowledgements_acknowledgement SELECT (jsonb_populate_record(a, jsonb_build_object("
        f"'id', gen_random_uuid(), 'person', gen_random_uuid(), {change}))).* FROM acknowledgements_acknowledgement a"
    )
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="edition"), transaction.atomic():
        cursor.execute(sql)

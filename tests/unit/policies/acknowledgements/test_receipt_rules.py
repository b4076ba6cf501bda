"""What a receipt states, word for word: whoever checks one years later reads these names."""

import datetime as dt
import uuid
from dataclasses import replace

from policies.acknowledgements.models import Paper
from policies.acknowledgements.receipts.rules import Statement, authority_claim, paper_claim
from tenants.customers.models import Authority

ID, PERSON, OTHER = (uuid.UUID(int=number) for number in (1, 2, 3))
AT = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
STATED = Statement(
    id=ID,
    policy="aup",
    version=2,
    digest="d" * 64,
    person=PERSON,
    customer="C-1",
    capacity="representative",
    method="portal",
    ticks=("recording",),
    at=AT,
    binding_digest="b" * 64,
    edition_language="nl",
    edition_digest="e" * 64,
    authority={"id": "a"},
)
CLAIMS = {
    "iss": "acme.example",
    "jti": str(ID),
    "policy": "aup",
    "version": 2,
    "digest": "d" * 64,
    "person": str(PERSON),
    "customer": "C-1",
    "capacity": "representative",
    "binds_customer": True,
    "method": "portal",
    "ticks": ["recording"],
    "at": "2026-10-01T12:00:00.000000Z",
    "binding_digest": "b" * 64,
    "edition_language": "nl",
    "edition_digest": "e" * 64,
    "authority": {"id": "a"},
}


def test_a_receipt_states_who_acknowledged_which_words_when_and_how() -> None:
    assert STATED.payload(issuer="acme.example") == CLAIMS


def test_an_account_users_receipt_binds_nobody_and_names_no_authority() -> None:
    stated = replace(STATED, capacity="account_user", authority=None).payload(issuer="acme.example")
    assert stated == CLAIMS | {"capacity": "account_user", "binds_customer": False, "authority": None}


def test_a_receipt_of_a_paper_names_the_paper() -> None:
    stated = replace(STATED, paper={"means": "paper"}).payload(issuer="acme.example")
    assert stated == CLAIMS | {"paper": {"means": "paper"}}


def test_an_authority_is_stated_with_its_document_and_its_time() -> None:
    kept = Authority(id=OTHER, basis="office", document_digest="f" * 64, starts_at=AT)
    stated = {
        "id": str(OTHER),
        "basis": "office",
        "document_digest": "f" * 64,
        "from": "2026-10-01T12:00:00.000000Z",
        "until": None,
    }
    assert authority_claim(kept) == stated
    kept.ends_at = AT + dt.timedelta(days=1)
    assert authority_claim(kept) == stated | {"until": "2026-10-02T12:00:00.000000Z"}
    assert authority_claim(None) is None


def test_a_paper_is_stated_with_the_day_it_was_signed_and_who_attests_it() -> None:
    kept = Paper(
        means="paper", document_digest="f" * 64, signed_on=AT.date(), zone="Europe/Amsterdam", attested_by=PERSON
    )
    assert paper_claim(kept) == {
        "means": "paper",
        "document_digest": "f" * 64,
        "signed_on": "2026-10-01",
        "zone": "Europe/Amsterdam",
        "attested_by": str(PERSON),
    }
    assert paper_claim(None) is None

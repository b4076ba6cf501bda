"""Every signed link, token, cookie and receipt of acme, tried at acme first, is refused at beta (invariant 12)."""

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client

from tenants.resellers.signing import keyed_digest
from tests.conftest import standing_in
from tests.isolation.acme import Acme
from tests.isolation.beta import Beta, taken_back

PROBE = "/api/v1/customers/"


@pytest.fixture(autouse=True)
def _taken_back(beta_people: Beta) -> object:
    with taken_back():
        yield


def at(schema: str, **headers: str) -> Client:
    """Somebody at a reseller's host, not signed in."""
    return Client(SERVER_NAME=f"{schema}.localhost", headers=headers)


def test_a_sign_in_link_opens_only_its_own_door(acme_data: Acme) -> None:
    refused = at("beta").post(f"/sign-in/{acme_data.link}/")
    assert refused.status_code == 410
    assert settings.SESSION_COOKIE_NAME not in refused.cookies
    opened = at("acme").post(f"/sign-in/{acme_data.link}/")
    assert opened.status_code == 302
    assert settings.SESSION_COOKIE_NAME in opened.cookies


def test_a_report_is_followed_only_where_it_was_made(acme_data: Acme) -> None:
    assert at("acme").get(f"/report/{acme_data.follow}/").status_code == 200
    assert at("beta").get(f"/report/{acme_data.follow}/").status_code == 404


def test_a_token_works_only_at_its_own_reseller(acme_data: Acme) -> None:
    bearer = {"authorization": f"Bearer {acme_data.token}"}
    assert at("acme", **bearer).get(PROBE).json()["count"] == 1
    assert at("beta", **bearer).get(PROBE).status_code == 401


def test_a_session_is_one_only_at_its_own_reseller(acme_data: Acme) -> None:
    for schema, status in (("acme", 200), ("beta", 302)):
        client = at(schema)
        client.cookies[settings.SESSION_COOKIE_NAME] = acme_data.session
        assert client.get("/desk/customers/").status_code == status, schema


def test_a_receipt_verifies_only_at_who_signed_it(acme_data: Acme) -> None:
    body = {"content": acme_data.receipt, "document": acme_data.receipt, "receipt": acme_data.receipt}
    body["text"] = acme_data.receipt
    assert at("acme").post("/verify/", body).status_code == 200
    refused = at("beta").post("/verify/", body)
    assert refused.status_code == 422
    assert acme_data.canary not in refused.content.decode()


def test_whatever_is_signed_or_digested_is_salted_with_the_tenant() -> None:
    with standing_in("acme"):
        signed, digest = signing.get_cookie_signer().sign("words"), keyed_digest("any", "secret")
        assert signing.get_cookie_signer().unsign(signed) == "words"
    with standing_in("beta"):
        assert keyed_digest("any", "secret") != digest
        with pytest.raises(signing.BadSignature):
            signing.get_cookie_signer().unsign(signed)

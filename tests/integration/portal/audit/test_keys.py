"""A reseller's key is replaced on the desk, by API and by command; what the old one signed keeps verifying."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from policies.acknowledgements.receipts.verification import verify
from tenants.ledger import clock, keys
from tenants.ledger.checking.tables import verify_tables
from tenants.ledger.models import Entry, TreeHead
from tenants.ledger.recording import record
from tenants.ledger.sealing.actions import seal
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff, standing_in
from tests.factories import customers, versions
from tests.factories.acknowledgements import acknowledged

ROTATE = "/desk/ledger/keys/rotate/"


@pytest.fixture
def admin(acme: Reseller, client_at: ClientAt, staff: Staff, settings: Settings, tmp_path: Path) -> Client:
    settings.KEYS_DIR = tmp_path / "keys"
    record(verb="thing.tested", at=clock.now(), by=None, subject=acme)
    seal()
    return client_at("acme", staff(Role.ADMINISTRATOR, email="admin@acme.example"))


def test_the_desk_says_what_will_happen_asks_why_and_the_ledger_keeps_it(
    admin: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old = keys.current_kid("acme")
    assert str(old) in admin.get("/desk/ledger/keys/").content.decode()
    asked = admin.get(ROTATE).content.decode()
    assert "The old key stays published" in asked
    assert admin.post(ROTATE, {"reason": ""}).status_code == 422
    assert keys.current_kid("acme") == old
    with django_capture_on_commit_callbacks(execute=True):
        assert admin.post(ROTATE, {"reason": "A laptop was stolen"}, follow=True).status_code == 200
    new = keys.current_kid("acme")
    assert new != old
    entry = Entry.objects.get(verb="key.rotated")
    assert entry.facts == {"old": old, "new": new, "reason": "A laptop was stolen"}
    assert entry.by is not None
    published = {key["kid"] for key in admin.get("/.well-known/proviso-keys.json").json()["keys"]}
    assert {old, new} <= published


def signing(keys: list[dict[str, object]]) -> list[object]:
    """The keys that sign now."""
    return [key["kid"] for key in keys if key["signs"]]


def test_what_the_old_key_signed_keeps_verifying_and_new_words_carry_the_new_key(
    admin: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    receipt = acknowledged(versions.posted_policy(), customers.customer()).receipt
    kept = TreeHead.objects.latest("size").signed
    before = signing(admin.get("/api/v1/ledger-keys/").json())
    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.post("/api/v1/ledger-keys/rotate/", {"reason": "Yearly"}, content_type="application/json")
    listed = admin.get("/api/v1/ledger-keys/").json()
    assert {key["kid"] for key in answer.json()} == {key["kid"] for key in listed}
    assert len(before) == len(signing(listed)) == 1
    assert signing(listed) != before  # once the transaction is committed
    seal()
    assert verify_tables(head=kept).findings == ()
    assert verify(receipt).valid
    newest = TreeHead.objects.latest("size").signed
    assert keys.verify_jws(newest, keys.public_jwks("acme"), typ="proviso-tree-head+jws", issuer=None)
    assert newest.split(".")[0] != kept.split(".")[0]


def test_a_receipt_signed_by_acmes_key_fails_at_beta_before_and_after(
    admin: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    version, customer = versions.posted_policy(), customers.customer()
    before = acknowledged(version, customer).receipt
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(ROTATE, {"reason": "Yearly"})
    after = acknowledged(version, customers.customer()).receipt
    with standing_in("beta"):
        for receipt in (before, after):
            assert not verify(receipt).valid
    forged = keys.sign_jws("acme", {"iss": "beta.localhost"}, typ="proviso-tree-head+jws")
    with pytest.raises(keys.SignatureInvalid):
        keys.verify_jws(forged, keys.public_jwks("beta"), typ="proviso-tree-head+jws", issuer=None, tenant="beta")


def test_the_command_rotates_as_somebody_who_may(
    admin: Client, staff: Staff, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert admin
    old, said = keys.current_kid("acme"), StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("rotate_key", reseller="acme", by="admin@acme.example", stdout=said)
    assert str(keys.current_kid("acme")) in said.getvalue()
    assert keys.current_kid("acme") != old
    staff(Role.AUDITOR, email="auditor@acme.example")
    with pytest.raises(CommandError, match="do not allow"):
        call_command("rotate_key", reseller="acme", by="auditor@acme.example", stdout=said)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EDITOR, Role.FINANCE])
def test_nobody_else_replaces_the_key(admin: Client, client_at: ClientAt, staff: Staff, role: Role) -> None:
    assert admin
    other, old = client_at("acme", staff(role)), keys.current_kid("acme")
    assert other.post(ROTATE, {"reason": "x"}).status_code == 403
    refused = other.post("/api/v1/ledger-keys/rotate/", {"reason": "x"}, content_type="application/json")
    assert refused.status_code == 403
    assert keys.current_kid("acme") == old

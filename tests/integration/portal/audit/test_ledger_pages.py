"""The auditor sees every act, filters it, and takes head and export away to check them elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tenants.ledger import clock
from tenants.ledger.checking.export_file import verify_file
from tenants.ledger.checking.proofs import check_consistency, check_inclusion
from tenants.ledger.models import Entry
from tenants.ledger.recording import record
from tenants.ledger.sealing.actions import seal
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff


@pytest.fixture
def auditor(acme: Reseller, client_at: ClientAt, staff: Staff, settings: Settings, tmp_path: Path) -> Client:
    """An auditor, and an entry with facts that look like markup."""
    settings.KEYS_DIR = tmp_path / "keys"
    person = staff(Role.AUDITOR, name="Audrey")
    facts = {"note": "<b>bold</b>", "nothing": None}
    record(verb="thing.tested", at=clock.now(), by=person.pseudonym, subject=acme, facts=facts)
    return client_at("acme", person)


def test_every_act_is_shown_with_who_and_facts(auditor: Client) -> None:
    page = auditor.get("/desk/ledger/").content.decode()
    assert "thing.tested" in page
    assert "Audrey" in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "Not yet" in page


def test_entries_are_filtered_by_verb_and_by_whether_they_are_sealed(auditor: Client) -> None:
    assert "thing.tested" in auditor.get("/desk/ledger/?verb=tested").content.decode()
    assert "No entry matches" in auditor.get("/desk/ledger/?verb=nothing").content.decode()
    assert "No entry matches" in auditor.get("/desk/ledger/?sealed=yes").content.decode()
    seal()
    page = auditor.get("/desk/ledger/?sealed=yes").content.decode()
    assert "thing.tested" in page
    assert "Download the newest head" in page


def test_head_and_export_taken_away_verify_without_the_portal(auditor: Client, tmp_path: Path) -> None:
    assert auditor.get("/desk/ledger/head.jws").status_code == 404
    seal()
    head = auditor.get("/desk/ledger/head.jws").content.decode()
    answer = auditor.get("/desk/ledger/export.jsonl")
    file = tmp_path / "export.jsonl"
    file.write_bytes(answer.getvalue())
    outcome = verify_file(file, head=head)
    assert (outcome.ok, outcome.notes, outcome.entries) == (True, (), Entry.objects.count())


def test_the_api_lists_entries_and_heads(auditor: Client) -> None:
    seal()
    [entry] = auditor.get("/api/v1/ledger-entries/?verb=thing.tested").json()["results"]
    assert entry["facts"] == {"note": "<b>bold</b>", "nothing": None}
    assert entry["leaf_index"] is not None
    assert auditor.get(f"/api/v1/ledger-entries/{entry['id']}/").json() == entry
    [head] = auditor.get("/api/v1/ledger-heads/").json()["results"]
    assert head["size"] == Entry.objects.count()
    assert len(head["root_hash"]) == 64


def test_the_proof_of_an_entry_is_taken_away_and_checked_with_the_published_keys(auditor: Client) -> None:
    entry = Entry.objects.get(verb="thing.tested")
    address = f"/desk/ledger/entries/{entry.pk}/proof.json"
    early = auditor.get(address)
    assert early.status_code == 409
    assert "not sealed yet" in early.content.decode()
    seal()
    assert address in auditor.get("/desk/ledger/?verb=tested").content.decode()
    answer = auditor.get(address)
    jwks = auditor.get("/.well-known/proviso-keys.json").json()
    shown = check_inclusion(json.loads(answer.content), jwks=jwks, tenant="acme")
    assert shown.entry["facts"] == {"note": "<b>bold</b>", "nothing": None}
    assert "attachment" in answer["Content-Disposition"]
    assert auditor.get("/desk/ledger/entries/999999999/proof.json").status_code == 404


def test_machines_fetch_proofs_under_the_head_they_keep(auditor: Client) -> None:
    seal()
    kept = auditor.get("/api/v1/ledger-heads/").json()["results"][0]
    record(verb="thing.later", at=clock.now(), by=None, subject=Reseller.objects.get(schema_name="acme"))
    seal()
    newest = auditor.get("/api/v1/ledger-heads/").json()["results"][0]
    assert auditor.get(f"/api/v1/ledger-heads/{kept['size']}/").json() == kept
    jwks = auditor.get("/.well-known/proviso-keys.json").json()
    entry = Entry.objects.get(verb="thing.tested")
    under_kept = auditor.get(f"/api/v1/ledger-entries/{entry.pk}/proof/?size={kept['size']}").json()
    assert under_kept["head"] == kept["signed"]
    check_inclusion(under_kept, jwks=jwks, tenant="acme")
    assert auditor.get(f"/api/v1/ledger-entries/{entry.pk}/proof/").json()["head"] == newest["signed"]
    answer = auditor.get(f"/api/v1/ledger-heads/{newest['size']}/consistency/?first={kept['size']}")
    shown = check_consistency(answer.json(), jwks=jwks, tenant="acme")
    assert (shown.first.size, shown.second.size) == (kept["size"], newest["size"])
    wrong = auditor.get(f"/api/v1/ledger-heads/{kept['size']}/consistency/?first={newest['size']}")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "head_too_small")
    assert auditor.get(f"/api/v1/ledger-heads/{newest['size']}/consistency/").status_code == 400
    missing = auditor.get(f"/api/v1/ledger-entries/{entry.pk}/proof/?size=987654321")
    assert (missing.status_code, missing.json()["code"]) == (404, "no_head")


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize("role", [Role.EDITOR, Role.CASE_OFFICER, Role.FINANCE])
def test_roles_that_may_not_see_the_ledger_do_not(client_at: ClientAt, staff: Staff, role: Role) -> None:
    client = client_at("acme", staff(role))
    for path in ("/desk/ledger/", "/desk/ledger/head.jws", "/desk/ledger/export.jsonl", "/api/v1/ledger-entries/"):
        assert client.get(path).status_code == 403

"""Whatever the database's owner changes in sealed rows is found and named by `verify_ledger`."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tenants.ledger.checking.tables import verify_tables
from tenants.ledger.models import Entry, Leaf, TreeHead
from tenants.ledger.sealing.actions import seal
from tenants.resellers.models import Reseller

from .conftest import Tamper, act


@pytest.fixture
def sealed(reseller: Reseller) -> list[Entry]:
    """Three entries under one head and two under another; the last of them are returned."""
    seal()
    entries = [act(reseller, f"entry {number}") for number in range(3)]
    seal()
    entries += [act(reseller, f"entry {number}") for number in range(3, 5)]
    seal()
    return entries


def said(head: str | None = None) -> list[str]:
    """What the check of the tables names."""
    return [str(finding) for finding in verify_tables(head=head).findings]


def place(entry: Entry) -> int:
    """Where an entry stands in the tree."""
    return entry.leaf.index


def test_an_edited_entry_is_named(sealed: list[Entry], tamper: Tamper) -> None:
    tamper('UPDATE ledger_entry SET facts = \'{"note": "nothing happened"}\' WHERE id = %s', [sealed[1].pk])
    assert said() == [f"entry {place(sealed[1])}, seq {sealed[1].pk}: it was changed after it was sealed"]


def test_a_backdated_entry_is_named(sealed: list[Entry], tamper: Tamper) -> None:
    tamper("UPDATE ledger_entry SET at = at - interval '1 microsecond' WHERE id = %s", [sealed[4].pk])
    assert said() == [f"entry {place(sealed[4])}, seq {sealed[4].pk}: it was changed after it was sealed"]


def test_an_entry_whose_person_was_changed_is_named(sealed: list[Entry], tamper: Tamper) -> None:
    tamper("UPDATE ledger_entry SET by = gen_random_uuid() WHERE id = %s", [sealed[0].pk])
    assert f"seq {sealed[0].pk}" in said()[0]


def test_a_deleted_entry_is_missed_at_its_place(sealed: list[Entry], tamper: Tamper) -> None:
    index = place(sealed[1])
    tamper("DELETE FROM ledger_leaf WHERE entry_id = %s", [sealed[1].pk])
    tamper("DELETE FROM ledger_entry WHERE id = %s", [sealed[1].pk])
    assert f"entry {index}: an entry that was sealed here is missing" in said()


def test_reordered_entries_are_named(sealed: list[Entry], tamper: Tamper) -> None:
    first, second = place(sealed[0]), place(sealed[1])
    tamper(
        "ALTER TABLE ledger_leaf DROP CONSTRAINT IF EXISTS ledger_leaf_entry_id_key;"
        f"UPDATE ledger_leaf SET entry_id = {sealed[0].pk + sealed[1].pk} - entry_id "
        f"WHERE index IN ({first}, {second})"
    )
    assert any("it was moved" in sentence for sentence in said())


def test_an_inserted_entry_is_named(sealed: list[Entry], tamper: Tamper) -> None:
    tamper(
        "WITH forged AS (INSERT INTO ledger_entry (at, verb, subject_type, subject_id, facts) "
        "VALUES (now(), 'forged', 'x', '1', '{}') RETURNING id) "
        "INSERT INTO ledger_leaf SELECT %s, '\\x00', id FROM forged",
        [Leaf.objects.count()],
    )
    assert any("no tree head seals it" in sentence for sentence in said())
    assert sealed


def test_an_entry_kept_from_the_sealer_is_named(reseller: Reseller, tamper: Tamper) -> None:
    entry = act(reseller)
    tamper("DELETE FROM ledger_unsealed WHERE entry_id = %s", [entry.pk])
    assert said() == [f"seq {entry.pk}: it is neither sealed nor waiting to be sealed"]


def test_an_entry_edited_together_with_its_leaf_hash_is_still_found(sealed: list[Entry], tamper: Tamper) -> None:
    tamper("UPDATE ledger_entry SET verb = 'other' WHERE id = %s", [sealed[0].pk])
    tamper("UPDATE ledger_leaf SET hash = %s WHERE entry_id = %s", [b"\x00" * 32, sealed[0].pk])
    assert any("does not seal the entries" in sentence for sentence in said())
    assert len([sentence for sentence in said() if "does not seal" in sentence]) == 1


def test_a_head_rewritten_without_the_key_is_found(sealed: list[Entry], tamper: Tamper) -> None:
    size = TreeHead.objects.latest("size").size
    tamper("UPDATE ledger_treehead SET root = %s WHERE size = %s", [b"\x00" * 32, size])
    assert said() == [f"the head over {size} entries was changed in the table: it was signed otherwise"]
    tamper("UPDATE ledger_treehead SET signed = replace(signed, '.', '.e') WHERE size = %s", [size])
    assert "is not validly signed" in said()[0]
    assert sealed


def test_entries_cut_off_with_their_head_are_found_by_a_head_kept_elsewhere(
    sealed: list[Entry], tamper: Tamper
) -> None:
    kept = TreeHead.objects.latest("size")
    left = kept.size - 2
    tamper("DELETE FROM ledger_treehead WHERE size = %s", [kept.size])
    tamper("DELETE FROM ledger_leaf WHERE index >= %s", [left])
    tamper("DELETE FROM ledger_entry WHERE id >= %s", [sealed[3].pk])
    assert said() == []
    assert said(head=kept.signed) == [
        f"the tree head kept elsewhere seals {kept.size} entries, but there are only {left}"
    ]


def test_the_command_names_the_fault_and_fails(sealed: list[Entry], tamper: Tamper) -> None:
    out, err = StringIO(), StringIO()
    call_command("verify_ledger", reseller="acme", stdout=out, stderr=err)
    assert "as it was sealed" in out.getvalue()
    tamper("UPDATE ledger_entry SET verb = 'other' WHERE id = %s", [sealed[2].pk])
    with pytest.raises(CommandError, match="not as it was sealed"):
        call_command("verify_ledger", reseller="acme", stdout=out, stderr=err)
    assert f"seq {sealed[2].pk}: it was changed after it was sealed" in err.getvalue()

"""A superuser's hand in sealed rows: whatever it does is found and named, in the tables and in a file exported after.

Six heads stand over the ledger, four of them over 300 entries each; TARGET is a place in the middle of the third.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tenants.ledger.models import Leaf, TreeHead
from tenants.ledger.sealing.actions import seal
from tenants.resellers.models import Reseller
from tests.factories.ledger import many_entries

from .conftest import Tamper


@dataclass(frozen=True)
class Sealed:
    """Where things stand, and the head that was kept elsewhere."""

    first: int  # of the batch that holds the target
    size: int  # of the head over that batch
    entries: int  # in all
    head: str

    @property
    def target(self) -> int:
        return self.first + 150

    def seq(self, index: int) -> int:
        return Leaf.objects.get(index=index).entry_id


@pytest.fixture
def sealed(reseller: Reseller) -> Sealed:
    assert reseller
    seal()
    many_entries(1200)
    seal(batch=300)
    sizes = list(TreeHead.objects.order_by("size").values_list("size", flat=True))
    newest = TreeHead.objects.get(size=sizes[-1])
    return Sealed(first=sizes[-3], size=sizes[-2], entries=sizes[-1], head=newest.signed)


def command(*words: str, **options: Any) -> str:
    """What `verify_ledger` says, the faults first; fails unless it ends with an error."""
    said = StringIO()
    with pytest.raises(CommandError, match="not as it was sealed"):
        call_command("verify_ledger", *words, stdout=said, stderr=said, **options)
    return said.getvalue()


EDITED = "it was changed after it was sealed"
MISSING = "an entry that was sealed here is missing"
MOVED = "it was moved: it was sealed as entry"
SWAP_LEAVES = """
UPDATE ledger_leaf SET index = -index WHERE index IN (%(t)s, %(u)s);
UPDATE ledger_leaf SET index = %(t)s + %(u)s + index WHERE index < 0
"""
SWAP_ENTRIES = """
UPDATE ledger_leaf SET entry_id = -entry_id WHERE index IN (%(t)s, %(u)s);
UPDATE ledger_leaf SET entry_id = %(seq)s + %(other)s + entry_id WHERE entry_id < 0
"""
# What follows the target moves down by one, and a forged entry takes its place with a plausible time.
INSERT_INSIDE = """
UPDATE ledger_leaf SET index = -index - 1 WHERE index >= %(t)s;
UPDATE ledger_leaf SET index = -index WHERE index < 0;
INSERT INTO ledger_entry (id, at, verb, subject_type, subject_id, facts)
  SELECT 10000000, at, 'forged', 'x', '1', '{}' FROM ledger_entry WHERE id = %(seq)s;
INSERT INTO ledger_leaf VALUES (%(t)s, sha256('forged'), 10000000)
"""
REMOVE_AND_CLOSE_UP = """
DELETE FROM ledger_leaf WHERE index = %(t)s;
DELETE FROM ledger_entry WHERE id = %(seq)s;
UPDATE ledger_leaf SET index = -index + 1 WHERE index > %(t)s;
UPDATE ledger_leaf SET index = -index WHERE index < 0
"""
REPLACE = """
DELETE FROM ledger_entry WHERE id = %(seq)s;
INSERT INTO ledger_entry (id, at, verb, subject_type, subject_id, facts)
  VALUES (20000000, now(), 'forged', 'x', '1', '{}');
UPDATE ledger_leaf SET entry_id = 20000000 WHERE index = %(t)s
"""

# An attack, and what must be said of it: {t} the target's place, {u} the next one, {seq} and {other} their numbers,
# {a}..{z} the places under the target's head, {size} that head, {n} all entries.
ATTACKS: dict[str, tuple[str, list[str]]] = {
    "edit": (
        'UPDATE ledger_entry SET facts = \'{"note": "nothing"}\' WHERE id = %(seq)s',
        ["entry {t}, seq {seq}: " + EDITED],
    ),
    "back-date": (
        "UPDATE ledger_entry SET at = at - interval '1 day' WHERE id = %(seq)s",
        ["entry {t}, seq {seq}: " + EDITED],
    ),
    "date to infinity": (
        "UPDATE ledger_entry SET at = 'infinity' WHERE id = %(seq)s",
        ["entry {t}, seq {seq}: " + EDITED],
    ),
    "edit into what no ledger can hold": (
        "UPDATE ledger_entry SET facts = '{\"share\": 0.5}' WHERE id = %(seq)s",
        ["entry {t}, seq {seq}: " + EDITED],
    ),
    "facts that are no object": (
        "UPDATE ledger_entry SET facts = '5' WHERE id = %(seq)s",
        ["entry {t}, seq {seq}: " + EDITED],
    ),
    "another's name": (
        "UPDATE ledger_entry SET by = gen_random_uuid() WHERE id = %(seq)s",
        ["entry {t}, seq {seq}: " + EDITED],
    ),
    "edit with the leaf hash": (
        (
            "UPDATE ledger_entry SET verb = 'x' WHERE id = %(seq)s;"
            "UPDATE ledger_leaf SET hash = sha256('x') WHERE index = %(t)s"
        ),
        ["does not seal the entries {a} to {z}"],
    ),
    "delete the entry": ("DELETE FROM ledger_entry WHERE id = %(seq)s", ["entry {t}: " + MISSING]),
    "delete entry and leaf": (
        "DELETE FROM ledger_leaf WHERE index = %(t)s; DELETE FROM ledger_entry WHERE id = %(seq)s",
        ["entry {t}: " + MISSING + "|seals {size} entries, but {size_less_one} stand here"],
    ),
    "delete and close the gap": (REMOVE_AND_CLOSE_UP, ["does not seal the entries {a} to {z}"]),
    "delete the newest with their head": (
        (
            "DELETE FROM ledger_treehead WHERE size = %(n)s; DELETE FROM ledger_leaf WHERE index >= %(size)s;"
            "DELETE FROM ledger_entry WHERE id > (SELECT max(entry_id) FROM ledger_leaf)"
        ),
        ["the tree head kept elsewhere seals {n} entries, but there are only {size}"],
    ),
    "replace": (REPLACE, ["entry {t}, seq 20000000: " + EDITED]),
    "swap two entries": (SWAP_ENTRIES, [MOVED]),
    "swap two entries with their leaves": (SWAP_LEAVES, [MOVED]),
    "swap the words of two entries": (
        (
            "UPDATE ledger_entry AS one SET facts = two.facts, at = two.at, subject_id = two.subject_id"
            "  FROM ledger_entry AS two WHERE (one.id, two.id) IN ((%(seq)s, %(other)s), (%(other)s, %(seq)s))"
        ),
        ["entry {t}, seq {seq}: " + EDITED, "entry {u}, seq {other}: " + EDITED],
    ),
    "insert between sealed ones": (INSERT_INSIDE, ["does not seal the entries {a} to {z}"]),
    "insert after the last": (
        (
            "INSERT INTO ledger_entry (id, at, verb, subject_type, subject_id, facts)"
            "  VALUES (10000000, now() - interval '1 day', 'forged', 'x', '1', '{}');"
            "INSERT INTO ledger_leaf VALUES (%(n)s, sha256('forged'), 10000000)"
        ),
        ["entry {n}, seq 10000000: no tree head seals it"],
    ),
    "rewrite a leaf": (
        "UPDATE ledger_leaf SET hash = sha256('x') WHERE index = %(t)s",
        ["the leaf hashes kept beside the tree head over {size} entries were changed"],
    ),
    "rewrite a frontier": (
        "UPDATE ledger_treehead SET frontier = '[]' WHERE size = %(size)s",
        ["the frontier kept beside the tree head over {size} entries was changed"],
    ),
    "rewrite a root": (
        "UPDATE ledger_treehead SET root = sha256('x') WHERE size = %(size)s",
        ["the head over {size} entries was changed in the table"],
    ),
    "back-date a head": (
        "UPDATE ledger_treehead SET at = at - interval '1 day' WHERE size = %(size)s",
        ["the head over {size} entries was changed in the table"],
    ),
    "rewrite what a head says": (
        "UPDATE ledger_treehead SET signed = replace(signed, '.', '.e') WHERE size = %(size)s",
        ["not validly signed|signature of this tree head is not valid"],
    ),
    "put an older head in its place": (
        (
            "UPDATE ledger_treehead SET signed = (SELECT signed FROM ledger_treehead ORDER BY size LIMIT 1)"
            " WHERE size = %(size)s"
        ),
        ["the head over {size} entries was changed in the table|this tree head seals"],
    ),
    "delete a head": (
        "DELETE FROM ledger_treehead WHERE size = %(size)s",
        ["the head over {size} entries, which the next one names, is missing"],
    ),
    "rewrite a block": (
        "UPDATE ledger_block SET hash = sha256('x') WHERE index = 0",
        ["the hash kept for the entries 0 to 1023, from which proofs are made, was changed"],
    ),
    "edit entry, leaf and block": (
        (
            "UPDATE ledger_entry SET verb = 'x' WHERE id = %(seq)s;"
            "UPDATE ledger_leaf SET hash = sha256('x') WHERE index = %(t)s;"
            "UPDATE ledger_block SET hash = sha256('x') WHERE index = 0"
        ),
        ["does not seal the entries {a} to {z}"],
    ),
}
#: What only the tables hold: an export after it carries nothing of it.
NOT_EXPORTED = {"insert after the last", "rewrite a root", "back-date a head", "rewrite a block", "delete a head"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_superusers_change_is_found_and_named(sealed: Sealed, superuser: Tamper, tmp_path: Path, attack: str) -> None:
    statements, expected = ATTACKS[attack]
    places: dict[str, Any] = {
        "t": sealed.target,
        "u": sealed.target + 1,
        "seq": sealed.seq(sealed.target),
        "other": sealed.seq(sealed.target + 1),
        "a": sealed.first,
        "z": sealed.size - 1,
        "size": sealed.size,
        "size_less_one": sealed.size - 1,
        "n": sealed.entries,
    }
    for statement in statements.split(";"):
        superuser(statement, places)
    kept = tmp_path / "kept.head"
    kept.write_text(sealed.head)
    said = [command(reseller="acme", head=kept)]
    file = tmp_path / "ledger.jsonl"
    call_command("export_ledger", reseller="acme", out=file, stdout=StringIO())
    if attack not in NOT_EXPORTED:
        said.append(command(str(file), head=kept))
    for told in said:
        for sentence in expected:
            assert any(one.format(**places) in told for one in sentence.split("|")), (attack, told)


@pytest.mark.parametrize(
    ("attack", "sentence"),
    [
        (REMOVE_AND_CLOSE_UP, "1 of the entries sealed from {a} to {z} are gone, and all after them were moved up"),
        (INSERT_INSIDE, "1 entries were inserted from {a} to {z}, and all after them were moved down"),
    ],
)
def test_what_was_moved_by_a_gap_or_an_insertion_is_recognised(
    sealed: Sealed, superuser: Tamper, attack: str, sentence: str
) -> None:
    places = {"t": sealed.target, "seq": sealed.seq(sealed.target)}
    for statement in attack.split(";"):
        superuser(statement, places)
    told = command(reseller="acme")
    assert sentence.format(a=sealed.first, z=sealed.size - 1) in told
    assert told.count("does not seal") == 1


def test_a_ledger_emptied_and_sealed_anew_by_the_portal_itself_is_found_by_the_kept_head(
    sealed: Sealed, superuser: Tamper, tmp_path: Path
) -> None:
    """Whoever holds the database but not the keys can still have the portal sign: only a head elsewhere tells."""
    superuser("UPDATE ledger_entry SET verb = 'x' WHERE id = %s", [sealed.seq(sealed.target)])
    superuser("INSERT INTO ledger_unsealed SELECT entry_id FROM ledger_leaf")
    superuser("TRUNCATE ledger_leaf, ledger_treehead, ledger_block CASCADE")
    seal()
    call_command("verify_ledger", reseller="acme", stdout=StringIO(), stderr=StringIO())
    kept = tmp_path / "kept.head"
    kept.write_text(sealed.head)
    assert f"the first {sealed.entries} entries are not those that the tree head kept elsewhere seals" in command(
        reseller="acme", head=kept
    )


def test_before_sealing_a_change_with_a_plausible_time_is_not_told_apart(
    sealed: Sealed, superuser: Tamper, reseller: Reseller
) -> None:
    """What docs/ledger.md says plainly: sealing is what makes an entry immovable."""
    many_entries(1)
    superuser("UPDATE ledger_entry SET verb = 'other' WHERE id = (SELECT max(id) FROM ledger_entry)")
    seal()
    call_command("verify_ledger", reseller="acme", stdout=StringIO(), stderr=StringIO())
    assert sealed.entries < TreeHead.objects.latest("size").size

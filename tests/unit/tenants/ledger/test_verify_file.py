"""Whoever has only the file finds and can name whatever was changed in it (invariant 10)."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tenants.ledger import export_format as form
from tenants.ledger import keys
from tenants.ledger.checking.export_file import verify_file
from tenants.ledger.checking.findings import Verification

from .conftest import AT, Ledger, entry


def check(
    tmp_path: Path, data: bytes, *, head: str | None = None, jwks: Mapping[str, object] | None = None
) -> Verification:
    path = tmp_path / "export.jsonl"
    path.write_bytes(data)
    return verify_file(path, head=head, jwks=jwks)


def said(outcome: Verification) -> list[str]:
    return [str(finding) for finding in outcome.findings]


def lines(ledger: Ledger) -> list[bytes]:
    return ledger.export().splitlines(keepends=True)


def test_an_untouched_export_is_right_and_says_what_it_does_not_prove(tmp_path: Path, ledger: Ledger) -> None:
    outcome = check(tmp_path, ledger.export())
    assert (said(outcome), outcome.entries, outcome.heads) == ([], 5, 2)
    assert outcome.ok
    assert "keys or a tree head kept elsewhere" in str(outcome.notes[0])


def test_a_ledger_in_which_nothing_happened_is_right(tmp_path: Path) -> None:
    empty = Ledger(tmp_path / "keys")
    keys.signer("acme", keys_dir=empty.keys_dir)
    outcome = check(tmp_path, empty.export())
    assert (said(outcome), outcome.entries, outcome.heads) == ([], 0, 0)


def test_every_changed_byte_is_found_and_its_line_named(tmp_path: Path, ledger: Ledger) -> None:
    """Each byte of the file with one bit turned over, which bit varying from byte to byte."""
    data = ledger.export()
    for at in range(len(data)):
        outcome = check(tmp_path, data[:at] + bytes([data[at] ^ 1 << (at * 5 % 8)]) + data[at + 1 :])
        line = data[:at].count(b"\n") + 1
        # A changed line end makes one line of two, or takes the last line's end away.
        named = {finding.line for finding in outcome.findings}
        assert named & ({line, line + 1} if data[at] == ord("\n") else {line}), (at, said(outcome))


def test_a_dropped_byte_is_found_and_its_line_named(tmp_path: Path, ledger: Ledger) -> None:
    data = ledger.export()
    for at in range(0, len(data), 7):
        outcome = check(tmp_path, data[:at] + data[at + 1 :])
        line = data[:at].count(b"\n") + 1
        assert {finding.line for finding in outcome.findings} & {line, line + 1}, (at, said(outcome))


def test_a_changed_byte_of_an_entry_names_that_entry_and_no_other(tmp_path: Path, ledger: Ledger) -> None:
    data = ledger.export().replace(b'"seq":3,', b'"seq":5,')
    assert said(check(tmp_path, data)) == [
        "line 6, entry 3, seq 5: it was changed after it was sealed",
        "line 9: the lines above are not those that were signed at export",
    ]


def test_a_deleted_entry_is_missed_where_it_stood(tmp_path: Path, ledger: Ledger) -> None:
    without = lines(ledger)
    del without[5]
    assert said(check(tmp_path, b"".join(without)))[0] == "line 7, entry 3: an entry that was sealed here is missing"


def test_an_inserted_entry_is_named(tmp_path: Path, ledger: Ledger) -> None:
    more = lines(ledger)
    more.insert(2, entry(9) + b"\n")
    assert said(check(tmp_path, b"".join(more)))[0] == (
        "line 3, entry 1, seq 9: it was inserted: nothing like it was sealed"
    )


def test_reordered_entries_are_named(tmp_path: Path, ledger: Ledger) -> None:
    swapped = lines(ledger)
    swapped[4], swapped[5] = swapped[5], swapped[4]
    [first, *_] = said(check(tmp_path, b"".join(swapped)))
    assert "it was moved: it was sealed as entry" in first


def test_entries_cut_off_at_the_end_are_noticed(tmp_path: Path, ledger: Ledger) -> None:
    """A shorter file is a whole one only with a trailer that was signed for it."""
    all_lines = lines(ledger)
    assert said(check(tmp_path, b"".join(all_lines[:4]))) == [
        "line 4: the file ends without its trailer, so something may have been cut off"
    ]
    assert said(check(tmp_path, b"".join([*all_lines[:4], all_lines[-1]]))) == [
        "line 5: the lines above are not those that were signed at export",
        "line 5: the export was signed with other entries or other tree heads",
    ]


def test_a_batch_that_was_rewritten_with_its_leaf_hashes_is_named_and_the_next_one_still_checked(
    tmp_path: Path, ledger: Ledger
) -> None:
    other = Ledger(ledger.keys_dir)
    other.seal([entry(1), entry(2, note="kleiner")])
    first = ledger.batches[0]
    ledger.batches[0] = form.SealedBatch(other.batches[0].entries, other.batches[0].leaves, first.frontier, first.head)
    assert said(check(tmp_path, ledger.export())) == [
        "line 4: the tree head over 2 entries does not seal the entries 0 to 1 as they stand here"
    ]


def test_a_head_left_out_is_noticed(tmp_path: Path, ledger: Ledger) -> None:
    without = lines(ledger)
    del without[3]
    assert any("line 7" in sentence for sentence in said(check(tmp_path, b"".join(without))))


def test_lines_after_the_trailer_are_noticed(tmp_path: Path, ledger: Ledger) -> None:
    assert said(check(tmp_path, ledger.export() + entry(8) + b"\n")) == [
        "line 10: it stands after the end of the export"
    ]


def test_entries_that_no_head_seals_are_named(tmp_path: Path, ledger: Ledger) -> None:
    more = lines(ledger)
    more.insert(8, entry(8) + b"\n")
    assert said(check(tmp_path, b"".join(more)))[0] == "line 9, entry 5, seq 8: no tree head seals it"


@pytest.mark.parametrize("data", [b"", b"\n", b"\x00", b"{}\n", b"[]\n", b'{"format":"proviso-ledger/1"}\n'])
def test_what_is_no_export_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    assert said(check(tmp_path, data))


def test_a_forged_history_agrees_with_its_own_keys_but_not_with_a_head_or_keys_kept_elsewhere(
    tmp_path: Path, ledger: Ledger
) -> None:
    kept_head, kept_keys = ledger.batches[0].head, keys.public_jwks("acme", keys_dir=ledger.keys_dir)
    forged = Ledger(tmp_path / "forged")
    forged.seal([entry(1), entry(2, note="kleiner")])
    data = forged.export()
    assert check(tmp_path, data).ok
    assert "does not belong to this file" in said(check(tmp_path, data, head=kept_head))[0]
    assert "is not among the keys kept elsewhere" in said(check(tmp_path, data, jwks=kept_keys))[0]


def test_a_history_rewritten_with_the_resellers_own_keys_is_found_by_a_head_kept_elsewhere(
    tmp_path: Path, ledger: Ledger
) -> None:
    kept = ledger.batches[0].head
    rewritten = Ledger(ledger.keys_dir)
    rewritten.seal([entry(1), entry(2, note="kleiner"), entry(3)])
    data = rewritten.export()
    assert check(tmp_path, data).ok
    assert said(check(tmp_path, data, head=kept)) == [
        "line 5: the first 2 entries are not those that the tree head kept elsewhere seals"
    ]


def test_a_history_cut_short_is_found_by_a_head_kept_elsewhere(tmp_path: Path, ledger: Ledger) -> None:
    kept = ledger.batches[1].head
    shorter = Ledger(ledger.keys_dir)
    shorter.seal(ledger.batches[0].entries)
    assert said(check(tmp_path, shorter.export(), head=kept)) == [
        "the tree head kept elsewhere seals 5 entries, but there are only 2"
    ]


def test_a_head_kept_elsewhere_vouches_for_its_entries_and_no_later_ones(tmp_path: Path, ledger: Ledger) -> None:
    old = check(tmp_path, ledger.export(), head=ledger.batches[0].head + "\n")
    assert old.ok
    assert "entries from 2 on" in str(old.notes[0])
    newest = check(tmp_path, ledger.export(), head=ledger.batches[1].head)
    assert (newest.ok, newest.notes) == (True, ())


def test_a_head_whose_line_is_not_in_the_file_still_counts(tmp_path: Path, ledger: Ledger) -> None:
    """The heads of an export may be fewer than were ever signed."""
    kept = ledger.batches[0].head
    merged = Ledger(ledger.keys_dir)
    merged.seal([*ledger.batches[0].entries, *ledger.batches[1].entries])
    assert check(tmp_path, merged.export(), head=kept).ok


def test_a_rotated_key_still_verifies_and_keys_kept_before_do_not_vouch_for_it(tmp_path: Path, ledger: Ledger) -> None:
    before = keys.public_jwks("acme", keys_dir=ledger.keys_dir)
    keys.sign_with("acme", keys.create("acme", keys_dir=ledger.keys_dir), keys_dir=ledger.keys_dir)
    ledger.seal([entry(9)])
    data = ledger.export()
    assert check(tmp_path, data).ok
    assert any("line 10" in sentence for sentence in said(check(tmp_path, data, jwks=before)))


def test_the_ledger_of_another_reseller_cannot_pass_as_this_one(tmp_path: Path, ledger: Ledger) -> None:
    data = ledger.export().replace(b'"schema":"acme"', b'"schema":"bcme"')
    assert said(check(tmp_path, data))[0].startswith("line 1: the header names other hosts or another reseller")


def test_the_verifier_needs_neither_settings_nor_database(tmp_path: Path, ledger: Ledger) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(ledger.export())
    script = (
        "import pathlib, sys; from tenants.ledger.checking.export_file import verify_file; "
        "r = verify_file(pathlib.Path(sys.argv[1])); print(r.ok, [str(n) for n in r.notes], *map(str, r.findings)); "
        "assert 'psycopg' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        env={"PYTHONPATH": str(Path(form.__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout[:4], done.stderr) == (0, "True", "")


def test_an_export_of_the_same_ledger_at_the_same_instant_is_the_same_bytes(ledger: Ledger) -> None:
    assert ledger.export() == ledger.export()
    assert (
        form.write_export(
            io.BytesIO(),
            source=form.Source("acme", "Acme", "acme.localhost", ["acme.localhost"], {"keys": []}),
            exported_at=AT,
            batches=ledger.batches,
            sign=ledger.sign,
        ).size
        == 5
    )

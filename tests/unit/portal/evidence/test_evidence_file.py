"""Whoever has only the file finds whatever was changed in it: each byte, each other way to put a ZIP together."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from portal.evidence.file import manifest as form
from portal.evidence.file.container import read_container, write_container
from portal.evidence.file.verifying import integrity, verify_evidence, verify_evidence_file
from tenants.ledger.keys import public_jwks

from .conftest import tiny, written


def said(data: bytes) -> list[str]:
    return [str(fault) for fault in verify_evidence(data).faults]


def contents(data: bytes) -> list[tuple[str, bytes]]:
    return [(member.name, bytes(member.data)) for member in read_container(data)[0]]


def rebuilt(members: list[tuple[str, bytes]]) -> bytes:
    out = BytesIO()
    write_container(out, members)
    return out.getvalue()


def test_an_untouched_file_is_right_and_says_what_it_proves_and_what_not(file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.zip"
    path.write_bytes(file)
    found = verify_evidence_file(path)
    assert [str(fault) for fault in found.faults] == []
    proves = " ".join(str(one) for one in found.proves)
    for words in ("acme.localhost exported and signed", "2 acts stand", "over 3 acts", "1 acknowledgements"):
        assert words in proves
    notes = " ".join(str(one) for one in found.notes)
    assert "keys inside the file" in notes
    assert "not that there was nothing else" in notes


def test_any_zip_program_reads_it(file: bytes) -> None:
    with zipfile.ZipFile(BytesIO(file)) as opened:
        assert opened.testzip() is None
        assert [(name, opened.read(name)) for name in opened.namelist()] == contents(file)


def test_the_same_contents_give_the_same_bytes(file: bytes, keys_dir: Path) -> None:
    assert rebuilt(contents(file)) == file


def test_every_changed_byte_of_the_whole_file_is_found(file: bytes) -> None:
    """Each byte with one bit turned over, which bit varying from byte to byte: no byte is without meaning."""
    for at in range(len(file)):
        changed = bytearray(file)
        changed[at] ^= 1 << (at * 5 % 8)
        assert integrity(bytes(changed)), at


def test_every_changed_byte_of_a_member_is_found_though_its_checksum_was_made_right_again(file: bytes) -> None:
    """The container's checksum is nobody's signature: whoever changes a member writes the right one beside it."""
    there = contents(file)
    for number, (name, data) in enumerate(there):
        for at in range(len(data)):
            changed = bytearray(data)
            changed[at] ^= 1 << (at * 5 % 8)
            forged = rebuilt([*there[:number], (name, bytes(changed)), *there[number + 1 :]])
            assert read_container(forged)[1] is None, "the container itself is whole"
            assert integrity(forged), (name, at)


def test_a_manifest_that_says_something_else_than_was_signed_is_found(file: bytes) -> None:
    there = contents(file)
    name, manifest = there[0]
    changed = manifest.replace(b'"label":"C-1"', b'"label":"C-9"')
    assert changed != manifest
    forged = rebuilt([(name, changed), *there[1:]])
    assert said(forged) == [f"{form.MANIFEST}: it is not the manifest that was signed"]


def test_every_changed_bit_of_the_container_is_found(file: bytes) -> None:
    """All eight bits of every byte that is no member's content: names, sizes, dates, flags, directory, end."""
    inside: set[int] = set()
    for member in read_container(file)[0]:
        start = file.index(bytes(member.data)) if member.data else 0
        inside |= set(range(start, start + len(member.data)))
    for at in sorted(set(range(len(file))) - inside):
        for bit in range(8):
            changed = bytearray(file)
            changed[at] ^= 1 << bit
            assert integrity(bytes(changed)), (at, bit)


def test_the_full_check_finds_what_the_check_of_bytes_finds_and_names_the_member(file: bytes) -> None:
    for name, data in contents(file):
        if data and name != form.MANIFEST:
            at = file.index(data) + len(data) // 2
            changed = bytearray(file)
            changed[at] ^= 1
            # The container's own checksum breaks first, and names the member too.
            assert any(name in fault for fault in said(bytes(changed))), name


def test_a_member_changed_with_its_checksum_is_named(file: bytes) -> None:
    changed = [(name, data + b" " if name == "README.txt" else data) for name, data in contents(file)]
    assert said(rebuilt(changed)) == ["README.txt: it was changed: its SHA-256 is not the one in the manifest"]


@pytest.mark.parametrize("cut", [1, 10, 22, 23, 200, 3000])
def test_a_file_that_was_cut_off_is_found(file: bytes, cut: int) -> None:
    assert said(file[:-cut])


def test_every_beginning_of_the_file_is_refused(file: bytes) -> None:
    for end in range(0, len(file), 53):
        assert integrity(file[:end]), end


@pytest.mark.parametrize("more", [b"\x00", b"PK\x05\x06" + b"\x00" * 18, b"x" * 400])
def test_what_is_appended_or_put_before_is_found(file: bytes, more: bytes) -> None:
    assert any("after the end" in fault for fault in said(file + more))
    assert said(more + file)


def test_a_member_added_missing_twice_or_moved_is_named(file: bytes) -> None:
    there = contents(file)
    assert "extra.txt: it was added: the manifest does not list it" in said(rebuilt([*there, ("extra.txt", b"x")]))
    assert "README.txt: it is missing" in said(rebuilt([one for one in there if one[0] != "README.txt"]))
    twice = said(rebuilt([*there, there[-1]]))
    assert f"{there[-1][0]}: it stands in the file more than once" in twice
    assert said(rebuilt([*there[:2], there[3], there[2], *there[4:]])) == [
        "the members do not stand in the order of the manifest"
    ]


def test_two_members_that_changed_places_are_named(file: bytes) -> None:
    there = dict(contents(file))
    there["README.txt"], there["documents/aup-1.json"] = there["documents/aup-1.json"], there["README.txt"]
    faults = said(rebuilt(list(there.items())))
    assert any(fault.startswith("README.txt: it was changed") for fault in faults)
    assert any(fault.startswith("documents/aup-1.json: it was changed") for fault in faults)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_made_anew_by_another_program_is_found(file: bytes, method: int) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as again:
        for name, data in contents(file):
            again.writestr(name, data)
    assert said(out.getvalue())


def test_a_zip_bomb_is_never_unpacked(file: bytes) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr(form.MANIFEST, b"0" * 200_000_000)
    assert len(out.getvalue()) < 300_000
    assert said(out.getvalue())


def test_a_size_that_lies_is_found(file: bytes) -> None:
    changed = bytearray(file)
    struct.pack_into("<II", changed, 18, 0xFFFFFFFF, 0xFFFFFFFF)
    assert any("is cut off" in fault for fault in said(bytes(changed)))


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", "a/../b", "a//b", ".hidden", "a\\b", "C:evil", "", "é.txt", "a/", "x" * 201]
)
def test_a_name_that_leads_elsewhere_is_refused_by_writer_and_reader(file: bytes, name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a member"):
        rebuilt([(name, b"x")])
    if name and len(name) < 200:
        plain = rebuilt([("n" * len(name.encode()), b"x")])
        forged = plain.replace(b"n" * len(name.encode()), name.encode())
        assert any("a name that no evidence file gives" in fault for fault in said(forged))


@pytest.mark.parametrize("data", [b"", b"P", b"PK\x03\x04", b"{}", b"\x00" * 100, b"%PDF-1.7"])
def test_what_is_no_evidence_file_is_said_to_be_none(data: bytes) -> None:
    assert any("does not begin with its manifest" in fault for fault in said(data))


def test_an_empty_file_on_disk_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "empty.zip"
    path.write_bytes(b"")
    assert verify_evidence_file(path).faults


def test_a_file_made_up_with_other_keys_agrees_with_itself_but_not_with_keys_kept_elsewhere(
    file: bytes, keys_dir: Path, tmp_path: Path
) -> None:
    forged_dir = tmp_path / "forged"
    forged = written(forged_dir, tiny(forged_dir))
    assert said(forged) == []
    kept = public_jwks("acme", keys_dir=keys_dir)
    faults = [str(fault) for fault in verify_evidence(forged, jwks=kept).faults]
    assert any("is not among the keys kept elsewhere" in fault for fault in faults)
    assert verify_evidence(file, jwks=kept).ok


def test_a_head_kept_elsewhere_is_met_or_missed(file: bytes, keys_dir: Path) -> None:
    newest = dict(contents(file))[form.HEAD].decode()
    assert verify_evidence(file, head=newest).ok
    assert any("does not belong" in str(fault) for fault in verify_evidence(file, head="a.b.c").faults)


def test_a_manifest_of_another_reseller_is_not_taken(file: bytes, keys_dir: Path) -> None:
    there = contents(file)
    changed = there[0][1].replace(b'"schema":"acme"', b'"schema":"beta"')
    faults = said(rebuilt([(form.MANIFEST, changed), *there[1:]]))
    assert any("issued for another reseller" in fault for fault in faults)

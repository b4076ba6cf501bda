"""The container: a ZIP in which names and contents decide every byte, so that no byte is without meaning.

Members are stored, not compressed; dates, versions, flags and attributes are the same in every file; nothing stands
before, between or after them. Whoever reads one writes the same again and compares, so any ZIP program opens it, and
none can put anything into it unseen.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from tenants.ledger.sentences import Sentence
from tenants.ledger.sentences import marked as _

#: Plain names without `..` or a leading dot, so that unpacking never leaves the folder that it is unpacked to.
NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
LONGEST_NAME: Final = 200
MOST_MEMBERS: Final = 65_535  # what a ZIP without the 64-bit additions can count
MOST_BYTES: Final = 0xFFFF_FFFF

_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_ENTRY: Final = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END: Final = struct.Struct("<4sHHHHIIH")
_VERSION, _FLAGS, _STORED, _TIME, _DATE = 20, 0, 0, 0, 0x21  # 2.0; 1 January 1980, the earliest that a ZIP can say


class TooLarge(ValueError):
    """More members or bytes than the container holds."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member as it was read."""

    name: str
    data: memoryview


@dataclass(frozen=True, slots=True)
class Damage:
    """Where the bytes stop being such a container (offset from 0), and what is wrong there."""

    offset: int
    sentence: Sentence


def write_container(out: BinaryIO, members: Iterable[tuple[str, bytes]]) -> int:
    """Write the members in this order, and return how many bytes; raises TooLarge, ValueError for a name."""
    directory: list[bytes] = []
    offset = 0
    for name, data in members:
        if not _is_name(name):
            message = f"{name!r} cannot name a member"
            raise ValueError(message)
        crc, encoded = zlib.crc32(data), name.encode("ascii")
        directory.append(_entry(encoded, crc, len(data), offset))
        head = _local(encoded, crc, len(data))
        offset += len(head) + len(data)
        if len(directory) > MOST_MEMBERS or offset > MOST_BYTES:
            message = "an evidence file holds at most 65,535 members and 4 GiB"
            raise TooLarge(message)
        out.write(head)
        out.write(data)
    ending = b"".join(directory)
    if offset + len(ending) > MOST_BYTES:
        message = "an evidence file holds at most 65,535 members and 4 GiB"
        raise TooLarge(message)
    end = _end(len(directory), len(ending), offset)
    out.write(ending + end)
    return offset + len(ending) + len(end)


def read_container(data: bytes | memoryview) -> tuple[list[Member], Damage | None]:
    """Return the members as far as the bytes are such a container, and where they stop being one.

    Nothing is unpacked: the members are windows into the data, so a file never grows while it is read.
    """
    view = memoryview(data)
    members: list[Member] = []
    directory: list[bytes] = []
    offset = 0
    while bytes(view[offset : offset + 4]) == b"PK\x03\x04":
        found = _read_member(view, offset)
        if isinstance(found, Damage):
            return members, found
        if len(members) == MOST_MEMBERS:
            return members, Damage(offset, Sentence(_("more members follow than an evidence file can hold")))
        members.append(found)
        encoded = found.name.encode("ascii")
        crc = zlib.crc32(found.data)
        head = _local(encoded, crc, len(found.data))
        if bytes(view[offset : offset + len(head)]) != head:
            at = offset + _first_difference(view[offset : offset + len(head)], head)
            return members, Damage(at, Sentence(_("the header of {name} was changed"), {"name": found.name}))
        directory.append(_entry(encoded, crc, len(found.data), offset))
        offset += len(head) + len(found.data)
    ending = b"".join(directory)
    ending += _end(len(directory), len(ending), offset)
    rest = view[offset:]
    if bytes(rest[: len(ending)]) != ending:
        at = _first_difference(rest[: len(ending)], ending)
        return members, Damage(offset + at, Sentence(_("the directory at the end of the file was changed or cut off")))
    if len(rest) > len(ending):
        return members, Damage(offset + len(ending), Sentence(_("something stands after the end of the file")))
    return members, None


def read_front(data: bytes | memoryview, names: Sequence[str]) -> list[memoryview]:
    """Return what the members of these names hold, where the bytes begin with them in this order; else fewer."""
    view, offset = memoryview(data), 0
    front: list[memoryview] = []
    for name in names:
        found = _read_member(view, offset) if bytes(view[offset : offset + 4]) == b"PK\x03\x04" else None
        if not isinstance(found, Member) or found.name != name:
            break
        front.append(found.data)
        offset += _LOCAL.size + len(name) + len(found.data)
    return front


def _read_member(view: memoryview, offset: int) -> Member | Damage:
    if len(view) - offset < _LOCAL.size:
        return Damage(offset, Sentence(_("the file breaks off here")))
    fields = _LOCAL.unpack_from(view, offset)
    size, length = fields[8], fields[9]
    start = offset + _LOCAL.size + length
    name = bytes(view[offset + _LOCAL.size : start]).decode("latin-1")
    if not _is_name(name):
        return Damage(offset, Sentence(_("a member has a name that no evidence file gives")))
    if len(view) < start + size:
        return Damage(offset, Sentence(_("{name} is cut off"), {"name": name}))
    return Member(name, view[start : start + size])


def _is_name(name: str) -> bool:
    return len(name) <= LONGEST_NAME and NAME.fullmatch(name) is not None


def _first_difference(found: memoryview, wanted: bytes) -> int:
    """Return where two runs of bytes part, by halves: comparing them whole is far quicker than byte by byte."""
    same, most = 0, min(len(found), len(wanted))
    while same < most:
        middle = (same + most + 1) // 2
        if found[same:middle] == wanted[same:middle]:
            same = middle
        else:
            most = middle - 1
    return same


def _local(name: bytes, crc: int, size: int) -> bytes:
    head = _LOCAL.pack(b"PK\x03\x04", _VERSION, _FLAGS, _STORED, _TIME, _DATE, crc, size, size, len(name), 0)
    return head + name


def _entry(name: bytes, crc: int, size: int, offset: int) -> bytes:
    fixed = (b"PK\x01\x02", _VERSION, _VERSION, _FLAGS, _STORED, _TIME, _DATE, crc, size, size, len(name))
    return _ENTRY.pack(*fixed, 0, 0, 0, 0, 0, offset) + name


def _end(count: int, size: int, offset: int) -> bytes:
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)

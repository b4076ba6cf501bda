"""Mails whose bytes were changed at random: each is stored as it came, each makes a report, and nothing crashes."""

import datetime as dt
import os
import random
from collections.abc import Callable

import pytest
import structlog

from enforcement.reports.doors.storing import bytes_of, store_raw
from enforcement.reports.doors.taking_in import take_in
from enforcement.reports.models import Report, Source
from tests.factories.mails import mail, xarf

pytestmark = pytest.mark.usefixtures("acme", "own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
MANY = int(os.environ.get("MUTATED_MAILS", "300"))
#: So many are sent in one test: all of them stand in one transaction, in which each becomes slower than the one before.
TOGETHER = 500
PIECES = (b"\0", b"\xff\xfe", b"\r\n\r\n", b"=?utf-8?q?=ZZ?=", b"\xed\xa0\x80", b"{" * 50, b"--b--", b"9" * 40)


def multipart() -> bytes:
    part = 'Content-Type: application/json; name="one.xarf.json"\n\n' + xarf().decode()
    words = f"--b\nContent-Type: text/plain\n\nBoth tried.\n--b\n{part}\n--b--"
    return mail(words, Content_Type="multipart/mixed; boundary=b", MIME_Version="1.0")


def mutated(chance: random.Random, data: bytes) -> bytes:
    """The same with up to a dozen stretches cut, doubled, overwritten or filled with what parsers dislike."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randint(0, len(changed))
        to = min(len(changed), at + chance.randint(0, 60))
        piece = chance.choice([b"", bytes(changed[at:to]) * 2, chance.randbytes(chance.randint(1, 20)), *PIECES])
        changed[at:to] = piece
    return bytes(changed)


@pytest.mark.parametrize("first", range(0, MANY, TOGETHER))
def test_whatever_bytes_come_each_is_stored_and_seen(set_clock: Callable[[object], None], first: int) -> None:
    chance = random.Random(13 + first)  # noqa: S311 - the same mails every time
    kinds = (mail(), xarf(), multipart(), mail("<b>192.0.2.7</b>", Content_Type="text/html; charset=utf-16"))
    unstored = unseen = 0
    with structlog.testing.capture_logs() as logged:
        for number in range(first, min(first + TOGETHER, MANY)):
            if number == first or number % 200 == 0:  # no sender has more in an hour than are read at once
                set_clock(NOW + dt.timedelta(hours=number // 200))
            data = mutated(chance, kinds[number % len(kinds)])
            raw, new = store_raw(data=data, door=Source.MAIL)
            made = take_in(raw)
            unstored += new and bytes_of(raw) != data
            unseen += not made and raw.read_at is None
    crashed = [line for line in logged if line["log_level"] == "error"]
    assert (unstored, unseen, crashed) == (0, 0, [])
    assert Report.objects.exists()

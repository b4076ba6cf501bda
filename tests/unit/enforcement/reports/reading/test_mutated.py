"""Whatever is sent is read: reports with bytes changed, cut out, doubled and mixed, and mails made to take for ever.

`MUTATED_REPORTS=20000` in the environment tries so many instead of a few hundred.
"""

import json
import os
import time
from random import Random

import pytest

from enforcement.reports.reading.mail import reading_of
from enforcement.reports.reading.model import Incident, Reading, Triage
from enforcement.reports.reading.xarf import read_xarf
from policies.documents.model.categories import CATEGORIES
from tests.unit.enforcement.reports.reading.cases import doubtful, people, scripts, services
from tests.unit.enforcement.reports.reading.mails import attached, feedback, mail, multipart, xarf3, xarf4

NUMBER = int(os.environ.get("MUTATED_REPORTS", "300"))
SEEDS = [
    *(case.raw for room in (people, scripts, services, doubtful) for case in room.CASES),
    feedback(Feedback_Type="abuse", Source_IP="192.0.2.7", Arrival_Date="Wed, 28 Oct 2026 13:45:00 +0100"),
    multipart("Content-Type: text/plain\n\nTwo.", attached(xarf4()), attached(xarf3(), "b.json")),
    multipart('Content-Type: text/csv; name="a.csv"\n\ntimestamp,ip\n2026-10-28 12:45:00Z,192.0.2.7\n'),
    json.dumps(xarf4(source_port=1, evidence=[{"payload": "aGVsbG8=", "content_type": "text/plain"}])).encode(),
    json.dumps([xarf3("Spam"), xarf4()]).encode(),
]
INSERTED = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\r",
        b"\n\n",
        b"=?utf-8?b?AAA",
        b"--b\n",
        b"--b--",
        b"; charset=utf-7",
        b"+2AA-",
        b"\\ud800",
    ),
    *(b"Content-Type: multipart/mixed; boundary=b\n\n", b"Content-Type: message/rfc822\n\n", b"\\u0000", b"&#xD800;"),
    *(b"Content-Transfer-Encoding: base64\n", b"Date: \n", b"From: <>\n", b"9" * 400, b"1e999", b"<!--", b"[" * 3000),
    *(b"0000-00-00T99:99:99Z", b"9999-12-31T23:59:59Z", b"0001-01-01 00:00:00 +1400", b"(" * 3000, b"xn--" + b"a" * 70),
    *(b"999.999.999.999", b"::ffff:0:0/0", "\ufb03\uff0e\uff11\uff12".encode()),
)


def mutated(random: Random) -> bytes:
    """A report with a few things wrong with it."""
    raw = bytearray(random.choice(SEEDS))
    for _ in range(random.randint(1, 8)):
        at, length = random.randrange(len(raw) + 1), random.randint(0, 60)
        match random.randrange(7):
            case 0:
                raw[at : at + 1] = random.randbytes(1)
            case 1:
                del raw[at : at + length]
            case 2:
                raw[at:at] = raw[at : at + length] * random.randint(1, 30)
            case 3:
                raw[at:at] = random.choice(INSERTED)
            case 4:
                other = random.choice(SEEDS)
                begins = random.randrange(len(other))
                raw[at:at] = other[begins : begins + 300]
            case 5:
                raw = raw[:at] or raw
            case _:
                raw = bytearray(raw.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n "))))
    return bytes(raw)


def is_whole(reading: Reading) -> bool:
    """Whether a reading keeps what `Reading` and `Incident` promise, and can be stored as it is."""
    texts = [reading.sender, reading.sender_name, reading.subject, reading.message_id]
    for one in reading.incidents:
        texts += [one.description, one.identifier, *(target.text for target in one.targets)]
        texts += [text for file in one.evidence for text in (file.filename, file.content_type, file.claimed_digest)]
    stored = all(text == text.encode("utf-8", "replace").decode() and "\0" not in text for text in texts)
    return (
        stored
        and all(map(is_processable_or_triage, reading.incidents))
        and bool(reading.incidents or reading.automatic)
    )


def is_processable_or_triage(incident: Incident) -> bool:
    started, ended = incident.started_at, incident.ended_at
    in_order = (started is None) == (ended is None) and (not started or not ended or started <= ended)
    known = incident.category is None or incident.category in CATEGORIES
    ready = bool(incident.category and incident.targets and started and started.tzinfo)
    return in_order and known and (incident.triage in set(Triage) if incident.triage else ready)


@pytest.mark.parametrize("seed", range(0, NUMBER, 100))
def test_a_mutated_report_is_read(seed: int) -> None:
    for number in range(seed, seed + 100):
        raw = mutated(Random(number))  # noqa: S311 - the same reports in every run
        began = time.process_time()
        for read in (reading_of, read_xarf):
            assert is_whole(read(raw)), number
        assert time.process_time() - began < 2, number


HEAD = b"From: a@desk.example\nDate: Thu, 29 Oct 2026 10:00:00 +0100\nSubject: x\n"


def nested(kind: str, depth: int) -> bytes:
    return HEAD + "".join(f"Content-Type: {kind.format(at)}\n\n--b{at}\n" for at in range(depth)).encode()


@pytest.mark.parametrize(
    "raw",
    [
        *(
            HEAD + b"\n" + unit * (2_000_000 // len(unit))
            for unit in (b"a@", b"[.]", b"1.", b"a:", b"a.", b"\n", b"13:45 ")
        ),
        *(HEAD + b"Content-Type: text/html\n\n" + unit * 200_000 for unit in (b"<", b"&", b"<script>", b"<a href=")),
        HEAD + b"Content-Type: text/plain" + b"; a=b" * 400_000 + b"\n\nx",
        HEAD + b"Content-Type: text/plain; charset=punycode\n\n" + b"a-b\xe9" * 500_000,
        HEAD + b"X: a\n" * 200_000 + b"\nx",
        b"From: " + b"(" * 1_000_000 + b"\n\nx",
        nested("multipart/mixed; boundary=b{}", 5_000),
        nested("multipart/mixed; boundary=b{}", 90) + b"x\n" * 1_000_000,
        nested("message/rfc822", 5_000),
        nested("message/rfc822", 150) + b"192.0.2.7\n" * 100_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000,
    ],
    ids=lambda raw: repr(raw[:90][-20:]),
)
def test_a_mail_that_is_made_to_take_for_ever_does_not(raw: bytes) -> None:
    began = time.process_time()
    assert is_whole(reading_of(raw))
    assert time.process_time() - began < 5


@pytest.mark.parametrize("raw", [b"", b"\0", b"\n", b"\xff" * 100, bytes(range(256)), mail("")[:40]], ids=repr)
def test_what_is_no_mail_is_read_too(raw: bytes) -> None:
    assert reading_of(raw).incidents[0].triage
    assert read_xarf(raw).incidents[0].triage == Triage.UNREADABLE

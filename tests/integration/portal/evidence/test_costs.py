"""Whatever a stranger brings to be checked costs about a second of the processor at most (invariant 14)."""

import json
import resource
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.evidence.file.child import asked, told
from portal.evidence.file.container import write_container
from tenants.bounds import turns
from tenants.bounds.process import look
from tenants.ledger import keys
from tenants.ledger.exporting import export
from tenants.ledger.sealing.actions import seal
from tenants.resellers import turns as resellers_turns
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt
from tests.unit.tenants.ledger.conftest import Ledger, entry

from .conftest import Story, exported, members

#: Seconds of the processor, of this process and of those that it started.
MOST = 1.5
UNITS = (
    b"\n", b" ", b"\r\n", b"a", b"a ", b"ab\n", b"{}", b"{},", b"{}\n", b"[", b'{"a":', b"[],", b"eyJ", b"eyJa.",
    b"eyJ" + b"a" * 22 + b".", b"eyJ" + b"a" * 22 + b"." + b"b" * 21 + b".", b".", b"a.", b"0" * 63 + b"g",
    b"0" * 64 + b" ", b'"', b'"a",', b"\\", b"\\u0000", b"1,", b"9", b"PK\x03\x04", "\u2028".encode(), "é".encode(),
    b'{"frontier":[],"head":"","leaves":[]}\n', b'{"trailer":"a.b.c"}\n', b'{"at":1}\n',
)  # fmt: skip
STARTS = (
    b"", b"%PDF-1.7\n", b"{", b'{"document":[', b'{"exported_at":"proviso-ledger/1"}\n',
)  # fmt: skip


@pytest.fixture
def anybody(client_at: ClientAt) -> Client:
    return client_at("acme")


def spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def cost(act: Callable[[], Any]) -> tuple[Any, float]:
    before = spent()
    answer = act()
    return answer, spent() - before


def brought(client: Client, data: bytes) -> float:
    """Seconds that an answer took; it is an honest one."""
    file = SimpleUploadedFile("file", data)
    answer, seconds = cost(lambda: client.post("/api/v1/verify/", {"file": file}))
    assert answer.status_code == 422, (answer.status_code, data[:60])
    return float(seconds)


def filled(start: bytes, unit: bytes, size: int) -> bytes:
    return start + unit * ((size - len(start)) // len(unit))


def ledger_of() -> bytes:
    seal()
    out = BytesIO()
    export(out)
    return out.getvalue()


@pytest.mark.parametrize("start", STARTS)
def test_what_says_the_same_again_and_again_is_soon_refused(acme: Reseller, anybody: Client, start: bytes) -> None:
    took = {unit: brought(anybody, filled(start, unit, settings.VERIFY_LIMIT)) for unit in UNITS}
    slow = {unit: seconds for unit, seconds in took.items() if seconds > MOST}
    assert not slow


def test_pasted_words_cost_no_more(acme: Reseller, anybody: Client) -> None:
    for unit in UNITS:
        text = filled(b"", unit, settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 4).decode()
        answer, seconds = cost(partial(anybody.post, "/verify/", {"text": text}))
        assert (answer.status_code, seconds < MOST) == (422, True), unit


@pytest.mark.parametrize("unit", [b"\n", b"{}\n", b'{"at":1}\n', b'{"frontier":[],"head":"","leaves":[]}\n'])
def test_a_ledger_that_was_blown_up_is_soon_refused(story: Story, anybody: Client, unit: bytes) -> None:
    data = ledger_of()
    header, _, rest = data.partition(b"\n")
    last = data.splitlines()[-1]
    size = settings.VERIFY_LIMIT - len(rest) - 1
    assert brought(anybody, filled(header + b"\n", unit, size)) < MOST
    assert brought(anybody, filled(header + b"\n", unit, size) + rest) < MOST
    assert brought(anybody, filled(header + b"\n", unit, size - len(last)) + last + b"\n") < MOST
    assert brought(anybody, filled(header + b"\n" + rest, unit, settings.VERIFY_LIMIT)) < MOST


def test_a_ledger_whose_lines_are_all_one_is_soon_refused(story: Story, anybody: Client) -> None:
    header, entry, *_, last = ledger_of().splitlines(keepends=True)
    many = settings.VERIFY_LIMIT // 2 // len(entry)
    head = {"frontier": [], "head": "a.b.c", "leaves": ["0" * 64] * many}
    line = json.dumps(head, separators=(",", ":")).encode() + b"\n"
    assert brought(anybody, (header + entry * many + line)[: settings.VERIFY_LIMIT - len(last)] + last) < MOST


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = BytesIO()
    write_container(out, members)
    return out.getvalue()


def test_an_evidence_file_of_many_members_is_soon_refused(story: Story, anybody: Client, tmp_path: Path) -> None:
    genuine = list(members(exported(tmp_path, "--version", "2")).items())
    many = [(f"{number:x}", b"") for number in range(60_000)]
    same = [("README.txt", b"")] * 60_000
    names = {"name": "a", "sha256": "0" * 64, "size": 1}
    listed = json.loads(genuine[0][1])
    listing = json.dumps(listed | {"members": [names] * 90_000}).encode()
    for whole in ([*genuine, *many], [*genuine, *same], many, same, [("manifest.json", listing), *many[:9]]):
        assert brought(anybody, zipped(*whole)) < MOST
    # One member more than a ZIP without the 64-bit additions can count.
    one = zipped(("a", b""))[:31]
    assert brought(anybody, one * 70_000) < MOST
    assert brought(anybody, zipped(*genuine)[:-30] + b"\0" * (settings.VERIFY_LIMIT // 2)) < MOST


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"document":{"provisions":['])
def test_what_nests_without_end_is_refused(acme: Reseller, anybody: Client, opening: str) -> None:
    for depth in (100, 900, 1_000, 10_000, 60_000):
        data = opening.encode() * depth
        assert brought(anybody, data) < MOST
        assert brought(anybody, b'{"exported_at":"proviso-ledger/1","a":' + data + b"\n") < MOST
        assert brought(anybody, zipped(("manifest.json", data))) < MOST
        answer, seconds = cost(partial(anybody.post, "/api/v1/receipts/verify/", data, content_type="application/json"))
        assert (answer.status_code, seconds < MOST) in {(400, True), (413, True)}, depth


def test_a_receipt_of_the_greatest_length_is_soon_refused(acme: Reseller, anybody: Client) -> None:
    for unit in UNITS:
        receipt = filled(b"", unit, 190_000).decode()
        body = json.dumps({"receipt": receipt})[:190_000]
        answer, seconds = cost(partial(anybody.post, "/api/v1/receipts/verify/", body, content_type="application/json"))
        assert (400 <= answer.status_code < 500, seconds < MOST) == (True, True), unit


def test_while_others_are_checked_one_is_told_when_to_come_again(
    story: Story, anybody: Client, client_at: ClientAt, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resellers_turns, "PATIENCE", 0.1)
    settings.VAR_DIR = tmp_path
    file, ledger = exported(tmp_path, "--version", "2"), ledger_of()
    with turns.turn(tmp_path / "turns", "checking", "beta"), turns.turn(tmp_path / "turns", "checking", "gamma"):
        for data in (file, ledger, anybody.get("/aup/versions/1.pdf").content):
            asking = anybody.post("/api/v1/verify/", {"file": SimpleUploadedFile("file", data)})
            assert (asking.status_code, asking.json()["code"], asking["Retry-After"]) == (503, "busy", "10")
            page = anybody.post("/verify/", {"file": SimpleUploadedFile("file", data)})
            assert (page.status_code, page["Retry-After"]) == (503, "10")
        # What costs nothing waits for nobody, and what we did not sign never gets as far.
        assert anybody.post("/verify/", {"text": story.acknowledgement.receipt}).status_code == 200
        assert anybody.post("/verify/", {"file": SimpleUploadedFile("file", file[:-9])}).status_code == 503
        assert anybody.post("/verify/", {"file": SimpleUploadedFile("file", ledger[:-9])}).status_code == 422
    assert anybody.post("/verify/", {"file": SimpleUploadedFile("file", file)}).status_code == 200


def test_a_ledger_as_large_as_may_be_is_still_checked(tmp_path: Path, settings: Any) -> None:
    made = Ledger(tmp_path / "keys")
    keys.signer(made.schema, keys_dir=made.keys_dir)
    number = 0
    while len(made.export()) < settings.VERIFY_LIMIT - 2_000_000:
        made.seal([entry(number + at, words="x" * 60) for at in range(5_000)])
        number += 5_000
    jwks = keys.public_jwks("acme", keys_dir=made.keys_dir)
    question = asked(made.export(), jwks=jwks, most_faults=21, most_lines=number + 1_000)
    answer, seconds = cost(
        lambda: told(look(question, "portal.evidence.file.child", "ledger", seconds=10, memory=400_000_000))
    )
    assert (answer.faults, answer.entries) == ((), number)
    assert seconds < 5

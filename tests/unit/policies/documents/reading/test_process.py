"""The process that reads a file is bounded, and has nothing of ours: what kills it is a refusal in a sentence."""

import json
import subprocess
import sys
from pathlib import Path
from threading import Thread

from policies.documents import import_document
from policies.documents.reading.formats import Format
from policies.documents.reading.process import read_apart
from policies.documents.reading.readers import read
from policies.documents.reading.source import LeftOut
from policies.documents.reading.transport import from_json, to_json
from tenants.bounds import child

PAGE = b"<p>1.1 <b>Mail.</b> You may not send spam.<p hidden>Gone.<ol type=i><li>a<li>b</ol>"


def run(data: bytes, limit: int, *bounds: int) -> subprocess.CompletedProcess[bytes]:
    looks = ["policies,policies.documents", "policies.documents.reading.child", Format.HTML.value, str(limit)]
    command = [sys.executable, "-I", str(Path(child.__file__)), *map(str, bounds), *looks]
    return subprocess.run(command, input=data, capture_output=True, check=False, env={})


def test_what_is_read_apart_is_what_is_read_here() -> None:
    apart, here = read_apart(PAGE, Format.HTML, limit=1_000), read(PAGE, Format.HTML, limit=1_000)
    assert [(block, block.mark, block.flat, block.look, block.head) for block in apart.blocks] == [
        (block, block.mark, block.flat, block.look, block.head) for block in here.blocks
    ]
    assert (apart.words, apart.left_out, apart.title) == (here.words, here.left_out, here.title)
    assert apart.left_out == (LeftOut(1, 0, "Gone.", "hidden on the page"),)
    assert from_json(to_json(here).encode()) == here


def test_a_file_that_takes_too_much_memory_or_time_kills_only_that_process() -> None:
    assert run(b"<p>x" * 100_000, 1_000_000, 30, 5_000_000).returncode == child.TOO_MUCH
    assert run(b"<p>x" * 100_000, 1_000_000, 0, 500_000_000).returncode < 0


def test_a_refusal_is_told_and_a_fault_of_ours_is_none() -> None:
    assert "nests its elements too deep" in json.loads(run(b"<div>" * 500, 10_000, 30, 99_000_000).stdout)["refused"]
    assert run(b"<p>x", 10, 30).returncode not in {0, child.TOO_MUCH}


def test_several_threads_read_in_turn() -> None:
    titles: list[str] = []

    def reading(number: int) -> None:
        titles.append(import_document(b"<h1>T%d</h1><p>x" % number, filename="a.html").document.title)

    threads = [Thread(target=reading, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(titles) == ["T0", "T1", "T2", "T3"]

"""The broker in folders: what is half-written waits, what is whole comes once, and nobody loses a binding."""

import json
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest
from kombu import Connection, Exchange, Queue
from kombu.exceptions import ChannelError
from kombu.simple import SimpleQueue

from portal.folder_broker import Channel, Transport

SPAWN = multiprocessing.get_context("spawn")
WAKE = Queue("wake", Exchange("wake"), routing_key="wake")
MESSAGES = 200
READERS = 4
STOP = -1


def connect(folder: Path) -> Connection:
    """A connection as `portal.celeryconfig` makes it, to folders of the test's own."""
    Transport.global_state.clear()  # a process remembers what it bound, whatever the folder
    for name in ("queue", "control"):
        (folder / name).mkdir(exist_ok=True)
    options = {
        "data_folder_in": str(folder / "queue"),
        "data_folder_out": str(folder / "queue"),
        "control_folder": str(folder / "control"),
        "polling_interval": 0.01,
    }
    url, transport = "filesystem://localhost", "portal.folder_broker:Transport"
    return Connection(url, transport=transport, transport_options=options)


def waking(connection: Connection) -> SimpleQueue:
    return SimpleQueue(connection.channel(), WAKE)  # type: ignore[arg-type]  # kombu takes a Queue as well


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[SimpleQueue]:
    with connect(tmp_path) as connection, waking(connection) as queue:
        yield queue


def messages(folder: Path) -> list[Path]:
    return sorted((folder / "queue").glob("*.msg"))


def test_half_a_message_holds_nobody_up_and_is_read_once_it_is_whole(queue: SimpleQueue, tmp_path: Path) -> None:
    queue.put({"number": 1})
    (file,) = messages(tmp_path)
    whole = file.read_bytes()
    for half in (whole[: len(whole) // 2], b"", b"\xff\xfe"):
        file.write_bytes(half)
        with pytest.raises(queue.Empty):
            queue.get_nowait()
        queue.put({"number": 2})
        assert queue.get(timeout=5).payload == {"number": 2}
    file.write_bytes(whole)
    assert queue.get(timeout=5).payload == {"number": 1}
    assert messages(tmp_path) == []


def test_a_message_that_the_disk_does_not_take_is_refused_and_leaves_nothing(
    queue: SimpleQueue, tmp_path: Path
) -> None:
    queue.put({"number": 1})
    (tmp_path / "queue").rename(tmp_path / "gone")
    with pytest.raises(ChannelError, match="cannot be written"):
        queue.put({"number": 2})
    (tmp_path / "gone").rename(tmp_path / "queue")
    assert [json.loads(one.read_text())["headers"] for one in messages(tmp_path)] == [{}]
    assert queue.get(timeout=5).payload == {"number": 1}


def write(folder: Path, first: int) -> None:
    with connect(folder) as connection, waking(connection) as queue:
        for number in range(first, first + MESSAGES):
            queue.put(number)


def read(folder: Path, name: str) -> None:
    """Keep what was read in a file of that name, until told to stop."""
    seen = []
    with connect(folder) as connection, waking(connection) as queue:
        while True:
            message = queue.get(timeout=60)
            message.ack()
            if message.payload == STOP:
                break
            seen.append(message.payload)
    (folder / name).write_text(json.dumps(seen))


@contextmanager
def channel_to(folder: Path) -> Iterator[Channel]:
    with connect(folder) as connection, connection.channel() as channel:
        assert isinstance(channel, Channel)
        yield channel


def bind(folder: Path, name: str) -> None:
    with channel_to(folder) as channel:
        Queue(name, Exchange("shared", type="fanout"))(channel).declare()


def start(work: Callable[..., None], *arguments: object) -> SpawnProcess:
    process = SPAWN.Process(target=work, args=arguments)
    process.start()
    return process


def finish(processes: list[SpawnProcess]) -> None:
    """Each must end well."""
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * len(processes)


def test_every_message_comes_to_exactly_one_of_many_readers(tmp_path: Path) -> None:
    names = [f"seen-{number}.json" for number in range(READERS)]
    with connect(tmp_path) as connection, waking(connection) as queue:
        readers = [start(read, tmp_path, name) for name in names]
        finish([start(write, tmp_path, first) for first in (0, MESSAGES)])
        for _reader in readers:
            queue.put(STOP)
        finish(readers)
    seen = [number for name in names for number in json.loads((tmp_path / name).read_text())]
    assert sorted(seen) == list(range(2 * MESSAGES))


def test_no_binding_is_lost_when_eight_processes_start_at_once(tmp_path: Path) -> None:
    names = [f"queue-{number}" for number in range(8)]
    connect(tmp_path).close()
    finish([start(bind, tmp_path, name) for name in names])
    with channel_to(tmp_path) as channel:
        assert sorted(row.queue for row in channel.get_table("shared")) == names


def test_a_table_left_half_written_counts_as_empty_and_the_next_to_bind_mends_it(tmp_path: Path) -> None:
    bind(tmp_path, "one")
    (table,) = (tmp_path / "control").glob("shared.exchange")
    table.write_text(table.read_text()[:5])
    with channel_to(tmp_path) as channel:
        assert channel.get_table("shared") == []
        Queue("two", Exchange("shared", type="fanout"))(channel).declare()
        assert [row.queue for row in channel.get_table("shared")] == ["two"]
        Queue("two", Exchange("shared", type="fanout"))(channel).delete()
        assert channel.get_table("shared") == []

"""Celery's broker where none is named: kombu's folders, with files that are whole or absent and never stop a worker.

Kombu's own transport writes a message in place, and a reader that meets half of one ends its worker for good.
"""

import fcntl
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    """Writes a file beside and renames it; leaves a message that cannot be read yet where it is, to read it again."""

    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]  # as kombu's own
        _write_whole(Path(self.data_folder_out) / f"{time.monotonic_ns():020}_{uuid.uuid4()}.{queue}.msg", payload)

    def _get(self, queue: str) -> dict[str, Any]:  # type: ignore[override]  # as kombu's own
        """Return the oldest whole message; who removes its file has it, so that no two readers do. Raises Empty."""
        for file in sorted(Path(self.data_folder_in).iterdir()):
            if file.name.partition(".")[2] == f"{queue}.msg":
                # Not whole yet, or another reader was first: either way the next poll tells.
                with suppress(ValueError, FileNotFoundError):
                    message: dict[str, Any] = loads(file.read_bytes().decode())
                    file.unlink()
                    return message
        raise Empty

    def get_table(self, exchange: str) -> list[filesystem.exchange_queue_t]:  # type: ignore[override]  # as kombu's own
        """Return the queues bound to an exchange: none while its file is absent or was left half-written."""
        try:
            rows = loads(self._table(exchange).read_bytes().decode())
        except (FileNotFoundError, ValueError):
            return []
        return [filesystem.exchange_queue_t(*row) for row in rows]

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str | None, queue: str) -> None:
        bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._changing_tables():
            table = self.get_table(exchange)
            if bound not in table:
                _write_whole(self._table(exchange), [bound, *table])

    def _delete(self, queue: str, exchange: str, routing_key: str, pattern: str | None, *_: Any, **__: Any) -> None:
        self._purge(queue)
        bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._changing_tables():
            table = self.get_table(exchange)
            if bound in table:
                _write_whole(self._table(exchange), [one for one in table if one != bound])

    def _table(self, exchange: str) -> Path:
        file: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]  # celery-types does not know it yet
        return file

    @contextmanager
    def _changing_tables(self) -> Iterator[None]:
        """One process or thread at a time."""
        with (self.control_folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    """The transport that `portal.celeryconfig` names for folders."""

    Channel = Channel


def _write_whole(file: Path, content: object) -> None:
    """Raise ChannelError, and leave what was there, where the folder takes no more."""
    beside = file.with_name(f".{uuid.uuid4()}.half")
    try:
        beside.write_text(dumps(content))
        beside.replace(file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise ChannelError(f"{file} cannot be written: {error.strerror}") from error

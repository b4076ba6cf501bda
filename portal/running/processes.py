"""Starts child processes, waits until they serve, and stops every one of them, whatever happens first."""

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Self

POLL = 0.05
LAST_LINES = 12


class ProcessEndedError(Exception):
    """A process ended that should have gone on; says which, how, and its last words."""


class StoppedError(Exception):
    """We were told to stop before we were done."""


@dataclass(frozen=True)
class Program:
    """One process to run: its name, command line and log; ready once `address` answers 200 (at once, if empty)."""

    name: str
    command: tuple[str, ...]
    log: Path
    address: str = ""
    environment: dict[str, str] = field(default_factory=dict)


class Supervisor:
    """Holds the processes it started, as a context manager that leaves none behind.

    Each runs in a session of its own: Ctrl-C in the terminal reaches only us, and we stop them in order.
    """

    def __init__(self, *, grace: float = 10.0) -> None:
        """`grace`: seconds a process may take to end by itself before it is killed."""
        self.grace = grace
        self.children: list[tuple[Program, subprocess.Popen[bytes]]] = []
        self.stopping = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, program: Program) -> None:
        """Starts it and does not wait."""
        program.log.parent.mkdir(parents=True, exist_ok=True)
        with program.log.open("ab") as log:
            self.children.append((program, self._open(program, log, log)))

    @staticmethod
    def _open(program: Program, output: IO[bytes], errors: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own programs
            program.command,
            env=program.environment or None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,
        )

    def run(self, program: Program) -> str:
        """Runs one that ends by itself and gives what it wrote to standard output; its errors go to the log.

        Raises ProcessEndedError if it failed, StoppedError if we were told to stop meanwhile.
        """
        program.log.parent.mkdir(parents=True, exist_ok=True)
        with program.log.open("wb") as log, tempfile.TemporaryFile() as output:
            child = self._open(program, output, log)
            self.children.append((program, child))
            while child.poll() is None and not self.stopping.wait(POLL):
                pass
            if self.stopping.is_set():
                raise StoppedError
            if child.returncode != 0:
                message = f"{program.name} ended {how(child.returncode)}; its last words ({program.log}):"
                raise ProcessEndedError(f"{message}\n{tail(program.log)}")
            self.children.remove((program, child))
            output.seek(0)
            return output.read().decode(errors="replace")

    def wait_ready(self, *, seconds: float = 60.0) -> None:
        """Waits until every address answers; raises ProcessEndedError, or TimeoutError naming who is late."""
        deadline = time.monotonic() + seconds
        for program, _child in list(self.children):
            while program.address and not answers(program.address):
                self.check()
                if self.stopping.is_set():
                    return
                if time.monotonic() > deadline:
                    message = f"{program.name} did not answer within {seconds:.0f} s; see {program.log}."
                    raise TimeoutError(message)
                self.stopping.wait(POLL)
        self.check()

    def check(self) -> None:
        """Raises ProcessEndedError if one has ended."""
        for program, child in self.children:
            if child.poll() is not None:
                words = tail(program.log)
                message = f"{program.name} ended {how(child.returncode)}; its last words ({program.log}):\n{words}"
                raise ProcessEndedError(message)

    def watch(self) -> None:
        """Returns once told to stop; raises ProcessEndedError as soon as one has ended before that."""
        while not self.stopping.wait(0.25):
            self.check()

    def stop(self) -> None:
        """Ends all, the last started first, and kills what is left of their sessions after the grace period."""
        self.stopping.set()
        for _program, child in reversed(self.children):
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + self.grace
        for _program, child in reversed(self.children):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)  # also what it started and left behind
            child.wait()
        self.children.clear()

    @contextlib.contextmanager
    def signals(self) -> Iterator[None]:
        """Ctrl-C, SIGTERM and a closed terminal set `stopping` instead of ending us; main thread only."""

        def told(_number: int, _frame: FrameType | None) -> None:
            self.stopping.set()

        kept = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        try:
            yield
        finally:
            for number, handler in kept.items():
                signal.signal(number, handler)


def answers(address: str) -> bool:
    """Whether the address answers 200 now."""
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - our own addresses
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False


def wait_until(condition: Callable[[], bool], *, seconds: float, every: float = POLL) -> bool:
    """Asks again and again until it holds; False when it never did within `seconds`."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause.wait(every)
    return True


def how(code: int) -> str:
    """An exit code in words."""
    return f"by {signal.Signals(-code).name}" if code < 0 else f"with code {code}"


def tail(log: Path) -> str:
    """The last lines of a log, indented."""
    lines = log.read_text(errors="replace").splitlines()[-LAST_LINES:]
    return "\n".join(f"    {line}" for line in lines)

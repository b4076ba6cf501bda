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

from portal.running.restarting import ProcessEndedError, Restarting, Watched, how, tail

POLL = 0.05


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

    def open(self, output: IO[bytes], errors: IO[bytes]) -> subprocess.Popen[bytes]:
        """Starts it in a session of its own."""
        return subprocess.Popen(  # noqa: S603 - our own programs
            self.command,
            env=self.environment or None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,
        )


class Child:
    """A program that runs, and goes on writing to the same log when it is started again."""

    def __init__(self, program: Program) -> None:
        self.program = program
        program.log.parent.mkdir(parents=True, exist_ok=True)
        self.process = self._open()

    @property
    def name(self) -> str:
        """The program's."""
        return self.program.name

    @property
    def log(self) -> Path:
        """The program's."""
        return self.program.log

    def ended(self) -> str:
        """How it ended, in words; empty while it runs."""
        code = self.process.poll()
        return "" if code is None else how(code)

    def start(self) -> None:
        """Starts it again, once nothing of it is left that holds its port."""
        kill_session(self.process)
        self.process = self._open()

    def _open(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return self.program.open(log, log)


class Supervisor:
    """Holds the processes it started, as a context manager that leaves none behind.

    Each runs in a session of its own: Ctrl-C in the terminal reaches only us, and we stop them in order.
    """

    def __init__(self, *, grace: float = 10.0, restarting: Restarting | None = None) -> None:
        """`grace`: seconds a process may take to end by itself before it is killed.

        Without `restarting` a process that ends too early is an error at once.
        """
        self.grace = grace
        self.restarting = restarting or Restarting(lambda _line: None, pauses=())
        self.processes: list[subprocess.Popen[bytes]] = []  # those that end by themselves
        self.children: list[Child] = []
        self.watched: list[Watched] = []
        self.stopping = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, program: Program) -> None:
        """Starts it and does not wait."""
        child = Child(program)
        self.children.append(child)
        self.watched.append(child)

    def run(self, program: Program) -> str:
        """Runs one that ends by itself and gives what it wrote to standard output; its errors go to the log.

        Raises ProcessEndedError if it failed, StoppedError if we were told to stop meanwhile.
        """
        program.log.parent.mkdir(parents=True, exist_ok=True)
        with program.log.open("wb") as log, tempfile.TemporaryFile() as output:
            process = program.open(output, log)
            self.processes.append(process)
            while process.poll() is None and not self.stopping.wait(POLL):
                self.check()
            if self.stopping.is_set():
                raise StoppedError
            if process.returncode != 0:
                message = f"{program.name} ended {how(process.returncode)}; its last words ({program.log}):"
                raise ProcessEndedError(f"{message}\n{tail(program.log)}")
            self.processes.remove(process)
            output.seek(0)
            return output.read().decode(errors="replace")

    def wait_ready(self, *, seconds: float = 60.0) -> None:
        """Waits until every address answers; raises ProcessEndedError, or TimeoutError naming who is late."""
        deadline = time.monotonic() + seconds
        for child in self.children:
            while child.program.address and not answers(child.program.address):
                self.check()
                if self.stopping.is_set():
                    return
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{child.name} did not answer within {seconds:.0f} s; see {child.log}.")
                self.stopping.wait(POLL)
        self.check()

    def check(self) -> None:
        """Looks after all that should go on; raises ProcessEndedError if one ended for good."""
        for one in self.watched:
            self.restarting.look_after(one)

    def watch(self) -> None:
        """Returns once told to stop; raises ProcessEndedError as soon as one ended for good before that."""
        while not self.stopping.wait(0.25):
            self.check()

    def stop(self) -> None:
        """Ends all, the last started first, and kills what is left of their sessions after the grace period."""
        self.stopping.set()
        processes = [*reversed(self.processes), *(child.process for child in reversed(self.children))]
        for process in processes:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + self.grace
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            kill_session(process)
        for kept in (self.processes, self.children, self.watched):
            kept.clear()

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


def kill_session(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and whatever it started and left behind, at once."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

"""Processes that are started together end together, however one of them ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.running.ports import free_ports
from portal.running.processes import Program, Supervisor, answers, wait_until
from portal.running.restarting import PAUSES, ProcessEndedError, Restarting

SLEEPER = "import signal; signal.pause()"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('deaf', 'w').close(); signal.pause()"
PARENT = (
    "import subprocess, sys, signal;"
    f"child = subprocess.Popen([sys.executable, '-c', {SLEEPER!r}]);"
    "open('grandchild', 'w').write(str(child.pid)); signal.pause()"
)


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., Program]:
    def make(code: str, *, name: str = "child", address: str = "") -> Program:
        inside = f"import os; os.chdir({str(tmp_path)!r}); {code}"
        return Program(name, (sys.executable, "-c", inside), tmp_path / f"{name}.log", address=address)

    return make


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return b"\nState:\tZ" not in Path(f"/proc/{pid}/status").read_bytes() if Path("/proc/self").exists() else True


def written(path: Path) -> bool:
    return path.exists() and path.read_text() != ""


def test_leaving_ends_every_process_and_what_it_started(program: Callable[..., Program], tmp_path: Path) -> None:
    with Supervisor() as supervisor:
        supervisor.start(program(PARENT, name="parent"))
        supervisor.start(program(SLEEPER))
        assert wait_until(lambda: written(tmp_path / "grandchild"), seconds=20)
        pids = [child.process.pid for child in supervisor.children]
        pids.append(int((tmp_path / "grandchild").read_text()))
        assert all(alive(pid) for pid in pids)
    assert wait_until(lambda: not any(alive(pid) for pid in pids), seconds=10)


def test_a_process_that_ignores_the_request_to_end_is_killed(program: Callable[..., Program], tmp_path: Path) -> None:
    with Supervisor(grace=0.2) as supervisor:
        supervisor.start(program(DEAF))
        assert wait_until((tmp_path / "deaf").exists, seconds=20)
        pid = supervisor.children[0].process.pid
    assert not alive(pid)


def test_one_that_dies_early_is_named_with_its_last_words_and_the_others_end(program: Callable[..., Program]) -> None:
    with Supervisor() as supervisor:
        supervisor.start(program(SLEEPER, name="worker"))
        worker = supervisor.children[0].process.pid
        supervisor.start(program("import sys; sys.stderr.write('no such thing'); sys.exit(3)", name="web"))
        with pytest.raises(ProcessEndedError, match=r"(?s)web ended with code 3.*no such thing"):
            supervisor.watch()
    assert not alive(worker)


ENDS_TWICE = (
    "import os, signal; number = len(os.listdir()); open(f'start-{number}', 'w').write(str(os.getpid()));"
    "os.kill(os.getpid(), signal.SIGKILL) if len([n for n in os.listdir() if n.startswith('start-')]) < 3 else None;"
    "signal.pause()"
)


def test_one_that_ends_is_started_again_after_a_growing_pause_and_told_in_a_line(
    program: Callable[..., Program], tmp_path: Path
) -> None:
    said: list[str] = []
    with Supervisor(restarting=Restarting(said.append, pauses=(0.01, 0.02, 0.03))) as supervisor:
        supervisor.start(program(ENDS_TWICE, name="worker"))

        def started_thrice() -> bool:
            supervisor.check()
            return len(list(tmp_path.glob("start-*"))) == 3

        assert wait_until(started_thrice, seconds=30)
        pids = [int(one.read_text()) for one in tmp_path.glob("start-*")]
        assert alive(supervisor.children[0].process.pid)
    log = tmp_path / "worker.log"
    assert said == [
        f"worker ended by SIGKILL; it is started again in 0.01 s (1 of 3; its words are in {log}).",
        f"worker ended by SIGKILL; it is started again in 0.02 s (2 of 3; its words are in {log}).",
    ]
    assert not any(alive(pid) for pid in pids)


def test_what_three_new_starts_do_not_help_is_final(program: Callable[..., Program]) -> None:
    said: list[str] = []
    helpless = program("import sys; sys.stderr.write('no such thing'); sys.exit(3)", name="web")
    with Supervisor(restarting=Restarting(said.append, pauses=(0.01, 0.01, 0.01))) as supervisor:
        supervisor.start(helpless)
        with pytest.raises(ProcessEndedError, match=r"(?s)with code 3, and starting it again 3 times.*no such thing"):
            supervisor.watch()
    assert len(said) == len(PAUSES) == 3
    assert helpless.log.read_text() == "no such thing" * 4


def test_what_a_dead_program_left_behind_is_ended_before_it_is_started_again(
    program: Callable[..., Program], tmp_path: Path
) -> None:
    said: list[str] = []
    with Supervisor(restarting=Restarting(said.append, pauses=(0.01,))) as supervisor:
        supervisor.start(program(PARENT, name="parent"))
        assert wait_until(lambda: written(tmp_path / "grandchild"), seconds=20)
        orphan = int((tmp_path / "grandchild").read_text())
        parent = supervisor.children[0].process
        parent.kill()

        def started_again() -> bool:
            supervisor.check()
            return supervisor.children[0].process is not parent

        assert wait_until(started_again, seconds=20)
        assert wait_until(lambda: not alive(orphan), seconds=20)


def test_ready_means_that_the_address_answers(program: Callable[..., Program]) -> None:
    (port,) = free_ports(1)
    address = f"http://127.0.0.1:{port}/"
    serve = f"import http.server as h; h.HTTPServer(('127.0.0.1', {port}), h.SimpleHTTPRequestHandler).serve_forever()"
    with Supervisor() as supervisor:
        assert not answers(address)
        supervisor.start(program(serve, address=address))
        supervisor.wait_ready(seconds=30)
        assert answers(address)
    assert not answers(address)


def test_one_that_never_answers_is_named(program: Callable[..., Program]) -> None:
    (port,) = free_ports(1)
    with Supervisor() as supervisor:
        supervisor.start(program(SLEEPER, name="web", address=f"http://127.0.0.1:{port}/"))
        with pytest.raises(TimeoutError, match="web did not answer within 0 s"):
            supervisor.wait_ready(seconds=0.2)


WATCHING = """
import sys
from pathlib import Path
from portal.running.processes import Program, Supervisor
with Supervisor() as supervisor, supervisor.signals():
    supervisor.start(Program("child", (sys.executable, "-c", {sleeper!r}), Path({log!r})))
    print(supervisor.children[0].process.pid, flush=True)
    supervisor.watch()
print("stopped", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_the_supervisor_ends_its_processes(number: signal.Signals, tmp_path: Path) -> None:
    code = WATCHING.format(sleeper=SLEEPER, log=str(tmp_path / "log"))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        pid = int(watching.stdout.readline())
        assert alive(pid)
        watching.send_signal(number)
        assert watching.stdout.read() == "stopped\n"
    assert watching.returncode == 0
    assert not alive(pid)

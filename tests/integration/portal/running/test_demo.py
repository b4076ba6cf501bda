"""The demo from nothing to `ready` and back to nothing, and once more with its data."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

import httpx
import pytest
from kombu import Connection

from portal.embedded import forget, known
from portal.embedded.places import CHECKOUT, places
from portal.running.ports import is_free
from portal.running.processes import wait_until

PORTS = 3


pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """A folder of its own, removed with its database afterwards, and three free ports in a row."""
    folder = Path(tempfile.mkdtemp(prefix="pv-"))
    port = next(one for one in range(21_000, 60_000, 10) if all(is_free(one + more) for more in range(PORTS)))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "PROVISO", "DJANGO"))}
    kept.pop("BROKER_URL", None)
    yield kept | {"PROVISO_VAR_DIR": str(folder), "PROVISO_PORT": str(port)}
    forget(folder)
    shutil.rmtree(folder)


@contextlib.contextmanager
def demo(environment: dict[str, str], said: list[str]) -> Iterator[None]:
    """Runs the demo without a terminal, goes on once it says `ready`, and ends it with SIGTERM; `said` grows."""
    line = [sys.executable, "manage.py", "demo"]
    running = subprocess.Popen(
        line,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        cwd=CHECKOUT,
    )
    assert running.stdout is not None
    listening = threading.Thread(target=listen, args=(running.stdout, said))
    listening.start()
    try:
        assert wait_until(lambda: "ready" in said or running.poll() is not None, seconds=240), "\n".join(said)
        assert "ready" in said, "\n".join(said)
        yield
        assert running.poll() is None, "\n".join(said)
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(60)
        listening.join(60)
        running.stdout.close()
    assert running.returncode == 0, "\n".join(said)


def listen(output: IO[str], said: list[str]) -> None:
    """Keeps what is said, line by line, until the end."""
    for words in output:
        said.append(words.strip())  # noqa: PERF401 - the test reads it meanwhile


def processes(environment: dict[str, str]) -> dict[int, str]:
    """The command lines of the processes that carry this demo's folder in their environment, by process id."""
    mark = f"PROVISO_VAR_DIR={environment['PROVISO_VAR_DIR']}".encode()
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (process / "environ").read_bytes():
                found[int(process.name)] = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def test_the_demo_starts_from_nothing_leaves_nothing_running_and_resumes(environment: dict[str, str]) -> None:
    port = int(environment["PROVISO_PORT"])
    first: list[str] = []
    with demo(environment, first):
        page = httpx.get(f"http://127.0.0.1:{port}/aup/", headers={"Host": f"acme.localhost:{port}"})
        assert "Acme Telecom" in page.text
        assert httpx.get(f"http://127.0.0.1:{port}/", headers={"Host": "unknown.localhost"}).status_code == 404
        mails = httpx.get(f"http://127.0.0.1:{port + 2}/messages.json").json()
        assert mails["count"] > 0
    told = "\n".join(first)
    assert "Filling in the example" in told
    assert f"http://acme.localhost:{port}/" in told
    assert processes(environment) == {}
    assert known(Path(environment["PROVISO_VAR_DIR"])) is None
    again: list[str] = []
    with demo(environment, again):
        page = httpx.get(f"http://127.0.0.1:{port}/aup/", headers={"Host": f"acme.localhost:{port}"})
        assert "Acme Telecom" in page.text
    told = "\n".join(again)
    for done_before in ("Making the tables", "Preparing styles", "Filling in"):
        assert done_before not in told
    assert processes(environment) == {}


PROGRAMS = {"mail": " -m portal.running.mailsink ", "worker": " worker ", "beat": " beat ", "web": " -m gunicorn "}


def pid_of(environment: dict[str, str], name: str) -> int:
    """The program's own process: the first of its session."""
    found = [pid for pid, line in processes(environment).items() if PROGRAMS[name] in line and os.getsid(pid) == pid]
    return found[0]


def test_half_a_message_and_killed_programs_do_not_end_the_demo(environment: dict[str, str]) -> None:
    port, var = int(environment["PROVISO_PORT"]), Path(environment["PROVISO_VAR_DIR"])
    said: list[str] = []
    message = whole_message()
    with demo(environment, said):
        half = var / "broker" / "queue" / "0_left.proviso.msg"
        half.write_bytes(message[: len(message) // 2])
        (var / "broker" / "queue" / "1_after.proviso.msg").write_bytes(message)
        assert wait_until(lambda: not (half.parent / "1_after.proviso.msg").exists(), seconds=60)
        assert half.exists()

        for name in PROGRAMS:
            os.kill(pid_of(environment, name), signal.SIGKILL)
        os.kill(int((places(var).data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        for name in (*PROGRAMS, "PostgreSQL"):
            assert wait_until(partial(tells, said, f"{name} ended "), seconds=60), "\n".join(said)
        assert wait_until(lambda: serves(port), seconds=120), "\n".join(said)
        half.write_bytes(message)
        assert wait_until(lambda: not half.exists(), seconds=60)
        assert {name for name in PROGRAMS if pid_of(environment, name)} == set(PROGRAMS)
    again = [line for line in said if "it is started again" in line]
    assert len(again) >= len(PROGRAMS) + 1
    assert processes(environment) == {}
    assert known(var) is None


def tells(said: list[str], begin: str) -> bool:
    """Whether a line that begins so was said."""
    return any(line.startswith(begin) for line in said)


def serves(port: int) -> bool:
    """Whether a reseller's page, which reads the database, and the mailbox answer."""
    with contextlib.suppress(httpx.HTTPError):
        page = httpx.get(f"http://127.0.0.1:{port}/aup/", headers={"Host": f"acme.localhost:{port}"})
        return "Acme Telecom" in page.text and httpx.get(f"http://127.0.0.1:{port + 2}/live").is_success
    return False


def whole_message() -> bytes:
    """A message as Celery writes one, taken from a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder}
        url, transport = "filesystem://localhost", "portal.folder_broker:Transport"
        with Connection(url, transport=transport, transport_options=options) as broker:
            broker.Producer().publish({"wake": True}, routing_key="proviso")
        (file,) = Path(folder).glob("*.proviso.msg")
        return file.read_bytes()

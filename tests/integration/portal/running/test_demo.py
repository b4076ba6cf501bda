"""The demo from nothing to `ready` and back to nothing, and once more with its data."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from portal.embedded import forget, known
from portal.embedded.places import CHECKOUT
from portal.running.ports import is_free

PORTS = 3


@pytest.fixture
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
    """Runs the demo without a terminal until it says `ready`, and ends it with SIGTERM."""
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
    try:
        for words in running.stdout:
            said.append(words.strip())
            if said[-1] == "ready":
                break
        assert said[-1] == "ready", "\n".join(said)
        yield
    finally:
        running.send_signal(signal.SIGTERM)
        said += [words.strip() for words in running.communicate()[0].splitlines()]
    assert running.returncode == 0, "\n".join(said)


def left_behind(environment: dict[str, str]) -> list[str]:
    """The command lines of processes that still carry this demo's folder in their environment."""
    mark = f"PROVISO_VAR_DIR={environment['PROVISO_VAR_DIR']}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
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
    assert left_behind(environment) == []
    assert known(Path(environment["PROVISO_VAR_DIR"])) is None
    again: list[str] = []
    with demo(environment, again):
        page = httpx.get(f"http://127.0.0.1:{port}/aup/", headers={"Host": f"acme.localhost:{port}"})
        assert "Acme Telecom" in page.text
    told = "\n".join(again)
    for done_before in ("Making the tables", "Preparing styles", "Filling in"):
        assert done_before not in told
    assert left_behind(environment) == []

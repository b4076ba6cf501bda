"""What keeps the demo from starting is told in a sentence, before anything is started."""

import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.embedded.places import CHECKOUT, places

Demo = Callable[[], subprocess.CompletedProcess[str]]


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    """Runs the demo with a folder and a port of its own; the port is taken, so it never gets far."""

    def run() -> subprocess.CompletedProcess[str]:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            given = {"PROVISO_VAR_DIR": str(tmp_path / "var"), "PROVISO_PORT": str(other.getsockname()[1])}
            kept = {
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("DATABASE", "PROVISO", "DJANGO"))
            }
            line = [sys.executable, "manage.py", "demo"]
            return subprocess.run(
                line,
                check=False,
                capture_output=True,
                text=True,
                env=kept | given,
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
            )

    return run


def test_a_taken_port_gets_a_sentence_and_nothing_is_started(demo: Demo, tmp_path: Path) -> None:
    told = demo()
    assert told.returncode == 1
    assert "wanted for the portal, is taken by another program" in told.stderr
    assert "Traceback" not in told.stderr
    assert not places(tmp_path / "var").home.exists()


def test_a_second_demo_in_the_same_folder_gets_a_sentence(demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    with (tmp_path / "var" / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = demo()
    assert told.returncode == 1
    assert "A demo runs already from" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_file_where_the_folder_should_be_gets_a_sentence(demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("not a folder")
    told = demo()
    assert told.returncode == 1
    assert "cannot be used" in told.stderr
    assert "Traceback" not in told.stderr

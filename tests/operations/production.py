"""Installs what `requirements/production.txt` lists, and nothing else, and runs the portal from it.

`python -m tests.operations.production` ends with 0 and one line for each thing that worked, or with 1 and a sentence.
It uses the embedded PostgreSQL unless `--superuser-url` names another server, and the broker in BROKER_URL.
"""

import argparse
import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

import psycopg

from portal.embedded import lease
from portal.embedded.places import places

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = ROOT / "requirements" / "production.txt"
DATABASE = "proviso_production"
RESELLER = ("acme", "--name", "Acme", "--host", "acme.localhost", "--website", "http://acme.example/aup/")
WITHIN = 90  # seconds until web, worker or beat must have done what they are there for

#: The demo, its mail server and its database come with the demo's own list.
OF_THE_DEMO = (
    "portal.embedded",
    "portal.running",
    "portal.example",
    "portal.management.commands.demo",
    "portal.management.commands.fill_example",
)
IMPORTING = """
import importlib, pkgutil, sys
import django
django.setup()
left_out = tuple(sys.argv[1:])
for top in ("portal", "enforcement", "policies", "tenants"):
    for found in pkgutil.walk_packages(importlib.import_module(top).__path__, f"{top}."):
        if not any(found.name == one or found.name.startswith(f"{one}.") for one in left_out):
            importlib.import_module(found.name)
print(sum(name.partition(".")[0] in {"portal", "enforcement", "policies", "tenants"} for name in sys.modules))
"""


class Failed(Exception):
    """One of the steps did not work; the message says which, and what the program said."""


def main() -> int:
    """Does one step after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.operations.production", description=__doc__)
    parser.add_argument("--superuser-url", default="", help="of a PostgreSQL; the embedded one where it is left out")
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv-production", help="made anew if the list changed")
    given = parser.parse_args()
    try:
        python = installed(given.venv)
        with tempfile.TemporaryDirectory() as var:
            everything(python, environment(given.superuser_url, Path(var)), Path(var))
    except Failed as failed:
        say(f"FAILED: {failed}", sys.stderr)
        return 1
    say("An installation of the production list alone works.")
    return 0


def everything(python: Path, variables: dict[str, str], var: Path) -> None:
    """Imports, checks, and one of each: command, request, task."""
    done = run("importing every module", [python, "-c", IMPORTING, *OF_THE_DEMO], variables)
    say(f"{done.strip()} modules were imported")
    manage: list[str | Path] = [python, "manage.py"]
    run("`check`", [*manage, "check", "--fail-level", "WARNING"], variables)
    say("`check` finds nothing")
    for words in (["prepare_database"], ["collectstatic", "--no-input", "--verbosity", "0"]):
        run(f"`{words[0]}`", [*manage, *words], variables)
    run("`create_reseller`", [*manage, "create_reseller", *RESELLER, "--admin", "ann@acme.example"], variables)
    say("a command made a reseller")
    port = free_port()
    celery: list[str | Path] = [python, "-m", "celery", "-A", "portal"]
    bound = ["--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    programs: dict[str, Sequence[str | Path]] = {
        "web": [python, "-m", "gunicorn", "portal.wsgi:application", *bound],
        "worker": [*celery, "worker", "--concurrency", "1"],
        "beat": [*celery, "beat", "--pidfile", ""],
    }
    with contextlib.ExitStack() as stack:
        started = [stack.enter_context(running(name, words, variables, var)) for name, words in programs.items()]
        await_("gunicorn answers a request", lambda: answers(port), started)
        await_("a worker runs a task", lambda: sealed(variables["DATABASE_OWNER_URL"]), started)


def installed(venv: Path) -> Path:
    """The interpreter of an environment with the production list in it, and nothing that the list does not name."""
    python, stamp = venv / "bin" / "python", venv / "installed.txt"
    wanted = f"{sys.version}\n{LOCK.read_text()}"
    if not stamp.exists() or stamp.read_text() != wanted:
        say(f"Installing {LOCK.relative_to(ROOT)} into {venv} ...")
        shutil.rmtree(venv, ignore_errors=True)
        run("making the environment", [sys.executable, "-m", "venv", venv], dict(os.environ))
        pip: list[str | Path] = [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
        ]
        run("installing the production list", [*pip, "-r", LOCK], dict(os.environ))
        stamp.write_text(wanted)
    return python


def environment(superuser_url: str, var: Path) -> dict[str, str]:
    """What an operator sets, over a database that is made anew."""
    if not superuser_url:
        lease.ensure()
        superuser_url = places().superuser_url
    prepare = [sys.executable, "-m", "portal.embedded", "prepare", "--fresh", "--database", DATABASE]
    addresses = run("making the database", [*prepare, "--superuser-url", superuser_url], dict(os.environ))
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "LC_ALL"}}
    return {
        **kept,
        **dict(line.split("=", 1) for line in addresses.splitlines() if "=" in line),
        "BROKER_URL": os.environ.get("BROKER_URL", "filesystem://"),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "EMAIL_URL": "consolemail://",
        "PROVISO_ENV": "production",
        "PROVISO_SECRET_KEY": secrets.token_urlsafe(48),
        "PROVISO_VAR_DIR": str(var),
        "PROVISO_PG_DUMP": str(places().program / "bin" / "pg_dump") if "host=" in superuser_url else "",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run(what: str, words: Sequence[str | Path], variables: dict[str, str]) -> str:
    """What a program prints; raises Failed with its last words."""
    done = subprocess.run(words, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{what} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-4000:]}")
    return done.stdout


@contextlib.contextmanager
def running(name: str, words: Sequence[str | Path], variables: dict[str, str], var: Path) -> Iterator[tuple[str, Path]]:
    """A program in the background, ended afterwards; gives its name and its log."""
    log = var / f"{name}.log"
    with log.open("wb") as out:
        program = subprocess.Popen(words, cwd=ROOT, env=variables, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield name, log
    finally:
        program.terminate()
        try:
            program.wait(20)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


def await_(what: str, holds: Callable[[], bool], started: list[tuple[str, Path]]) -> None:
    """Waits until something holds; raises Failed with what the programs said meanwhile."""
    until = time.monotonic() + WITHIN
    while not holds():
        if time.monotonic() > until:
            logs = "\n".join(f"{name} said:\n{log.read_text()[-2000:]}" for name, log in started)
            raise Failed(f"not within {WITHIN} s: {what}.\n{logs}")
        time.sleep(0.5)
    say(what)


def answers(port: int) -> bool:
    """Whether the reseller's sign-in page is served, whole."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/sign-in/", headers={"Host": "acme.localhost"})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - our own server
            return "Acme" in answer.read().decode()
    except urllib.error.HTTPError as error:
        raise Failed(f"gunicorn answers {error.code} for the sign-in page") from error
    except OSError:
        return False


def sealed(owner_url: str) -> bool:
    """Whether the reseller's first acts are sealed, which only a task does."""
    with psycopg.connect(owner_url) as owner:
        found = owner.execute("SELECT count(*) FROM acme.ledger_treehead").fetchone()
    return bool(found and found[0])


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def say(words: str, where: TextIO | None = None) -> None:
    """One line, at once."""
    print(words, file=where, flush=True)


if __name__ == "__main__":
    sys.exit(main())

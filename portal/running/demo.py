"""The demo: the whole portal with a living example on this machine, from nothing to `ready` and back to nothing."""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psycopg
from django.contrib.staticfiles.finders import get_finders
from psycopg import sql

from portal import embedded
from portal.embedded.places import places
from portal.running.ports import require_free
from portal.running.processes import Program, StoppedError, Supervisor
from portal.running.restarting import Restarting
from portal.running.servers import CHECKOUT, Site, command, programs
from tenants.resellers import whole_files

Say = Callable[[str], None]
SCHEMA_SOURCES = ("*/*/migrations/*.py", "*/*/models.py", "tenants/resellers/**/*.py", "portal/management/**/*.py")


class DemoError(Exception):
    """Why the demo cannot run here, in a sentence."""


class Database:
    """The embedded PostgreSQL, which is no child of ours."""

    name = "PostgreSQL"
    _ASKED_EVERY = 2.0  # seconds, since each time it forks a process to answer

    def __init__(self) -> None:
        self._asked = time.monotonic()

    @property
    def log(self) -> Path:
        """What the server says."""
        return places().log

    def ended(self) -> str:
        """Whether it no longer answers."""
        if time.monotonic() - self._asked < self._ASKED_EVERY:
            return ""
        self._asked = time.monotonic()
        return "" if embedded.known() else "without a word to us"

    def start(self) -> None:
        """Starts it again; what it says where it cannot is in its log."""
        with suppress(embedded.DatabaseSetupError):
            embedded.ensure()


def run(say: Say) -> None:
    """Runs until told to stop; raises DemoError, PortTakenError, DatabaseSetupError or ProcessEndedError."""
    var = places().var
    port = int(os.environ.get("PROVISO_PORT", "8000"))
    with only_one(var), Supervisor(restarting=Restarting(say)) as supervisor, supervisor.signals():
        site = Site(var=var, port=port, smtp_port=port + 1, mailbox_port=port + 2, database={})
        require_free(site.ports)
        try:
            serve(supervisor, site, say)
        except StoppedError:
            say("Stopped before it was ready.")
        finally:
            supervisor.stop()
            embedded.release()
    say("Everything is stopped; the data is kept (`make clean` forgets it).")


def serve(supervisor: Supervisor, site: Site, say: Say) -> None:
    """Database, schema, files, servers, example: each only where it is not there yet."""
    say("Starting PostgreSQL ...")
    endpoint = embedded.ensure()
    supervisor.watched.append(Database())
    if state(endpoint, "example") == "begun":
        say("The example was left half-made by an earlier run; it is made again.")
        embedded.drop_database(endpoint.superuser_url, endpoint.database)
        endpoint = embedded.ensure()
    site = replace(site, database=endpoint.environment())
    schema = digest(sorted({file for pattern in SCHEMA_SOURCES for file in CHECKOUT.glob(pattern)}))
    if state(endpoint, "schema") != schema:
        say("Making the tables ...")
        supervisor.run(step(site, "prepare_database"))
        remember(endpoint, "schema", schema)
    collect_static(supervisor, site, say)
    say("Starting mail, worker, beat and web ...")
    for program in programs(site):
        program.log.unlink(missing_ok=True)
        supervisor.start(program)
    supervisor.wait_ready()
    if state(endpoint, "example") != "complete":
        say("Filling in the example ...")
        remember(endpoint, "example", "begun")
        # The example lives through some weeks: its clock is set, the servers' never is.
        guide = supervisor.run(step(replace(site, clock="settable"), "fill_example"))
        whole_files.write(site.var / "demo-guide.txt", guide)
        remember(endpoint, "example", "complete")
    if not supervisor.stopping.is_set():
        say((site.var / "demo-guide.txt").read_text().rstrip())
        say(f"\nMail       {site.mailbox}\nStop       Ctrl-C\n\nready")
        supervisor.watch()


def step(site: Site, *words: str) -> Program:
    """One management command of the demo's site."""
    return Program(words[0], tuple(command(*words)), site.var / "log" / f"{words[0]}.log", environment=site.variables())


def collect_static(supervisor: Supervisor, site: Site, say: Say) -> None:
    """Hashes and compresses the static files, if they changed since."""
    sources = [
        Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list(["*.scss", "*.map"])
    ]
    made, wanted = site.var / "static-made", digest(sources)
    if not made.exists() or made.read_text() != wanted:
        say("Preparing styles and scripts ...")
        supervisor.run(step(site, "collectstatic", "--no-input", "--clear"))
        whole_files.write(made, wanted)


def digest(files: list[Path]) -> str:
    """Changes when one of the files does, or which files there are."""
    hashed = hashlib.sha256()
    for file in files:
        found = file.stat()
        hashed.update(f"{file} {found.st_size} {found.st_mtime_ns}\n".encode())
    return hashed.hexdigest()


def state(endpoint: embedded.Endpoint, name: str) -> str:
    """What was remembered under that name; kept as settings of the database, so that they vanish with it."""
    with psycopg.connect(endpoint.owner_url) as owner:
        row = owner.execute("SELECT current_setting(%s, true)", [f"proviso.{name}"]).fetchone()
    return str(row[0] or "") if row else ""


def remember(endpoint: embedded.Endpoint, name: str, value: str) -> None:
    """Keeps a value with the database; a setting with a name of our own takes the superuser."""
    with psycopg.connect(endpoint.superuser_url, autocommit=True) as superuser:
        superuser.execute(
            sql.SQL("ALTER DATABASE {} SET {} = {}").format(
                sql.Identifier(endpoint.database), sql.Identifier("proviso", name), sql.Literal(value)
            )
        )


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """One demo per folder at a time; raises DemoError."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        lock = os.open(var / "demo.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        why = f"{var} cannot be used ({error.strerror}): remove it, or make it writable, and start again."
        raise DemoError(why) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise DemoError(f"A demo runs already from {var}: use that one, or stop it first.") from error
    try:
        yield
    finally:
        os.close(lock)

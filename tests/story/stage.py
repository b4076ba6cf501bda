"""The servers one playing of the story runs on: an empty database, web, worker, beat, mail, and commands."""

import fcntl
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from portal import embedded
from portal.embedded.endpoint import OWNER
from portal.embedded.places import CHECKOUT, places
from portal.running.ports import free_ports
from portal.running.processes import Supervisor
from portal.running.servers import Site, command, programs
from tests.story.mailbox import Mailbox
from tests.story.promises import BrokenPromise, narrator
from tests.story.visitor import Visitor

EMPTY = "proviso_story_empty"
OPERATOR_HOST = "portal.localhost"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    output: str
    errors: str


@dataclass
class Stage:
    """Running servers, and what the players use to reach them."""

    site: Site
    mailbox: Mailbox
    files: Path

    def origin(self, host: str) -> str:
        """Scheme, host and port."""
        return f"http://{host}:{self.site.port}"

    def visitor(self, name: str, host: str) -> Visitor:
        """Somebody who is not signed in, at a host."""
        return Visitor(name, self.origin(host))

    def run(self, *words: str, stdin: str = "") -> Done:
        """A management command."""
        done = subprocess.run(
            command(*words),
            check=False,
            capture_output=True,
            text=True,
            input=stdin,
            env=self.site.variables(),
            cwd=CHECKOUT,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def command(self, *words: str) -> str:
        """A management command that promises to succeed; its output."""
        done = self.run(*words)
        if done.code != 0:
            raise BrokenPromise(f"`{' '.join(words)}` succeeds; it ended with {done.code}: {done.errors[-1500:]}")
        return done.output

    def clock(self, instant: str) -> None:
        """Sets the clock every server reads."""
        self.command("set_clock", instant)

    def write(self, name: str, content: str) -> Path:
        """A file of the story."""
        path = self.files / name
        path.write_text(content)
        return path


@contextmanager
def prepared() -> Iterator[embedded.Endpoint]:
    """The embedded server with an empty, migrated database to copy for each playing; one story at a time."""
    endpoint = embedded.ensure()
    with (endpoint_var().parent / "story.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise embedded.DatabaseSetupError("another story is being played from this folder.") from error
        yield from empty_database(endpoint)


def empty_database(endpoint: embedded.Endpoint) -> Iterator[embedded.Endpoint]:
    """Made, migrated, handed out, and dropped with the one that was played in."""
    embedded.drop_database(endpoint.superuser_url, EMPTY)
    empty = embedded.prepare(endpoint.superuser_url, database=EMPTY)
    site = Site(
        var=endpoint_var(), port=0, smtp_port=0, mailbox_port=0, database=empty.environment(), environment="story"
    )
    done = subprocess.run(
        command("prepare_database"), check=False, capture_output=True, text=True, env=site.variables(), cwd=CHECKOUT
    )
    if done.returncode != 0:
        raise BrokenPromise(f"an empty database can be prepared: {done.stderr[-1500:]}")
    try:
        yield empty
    finally:
        embedded.drop_database(endpoint.superuser_url, EMPTY)


def endpoint_var() -> Path:
    """The story's own folder, made anew."""
    folder = places().var / "story"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def stage(empty: embedded.Endpoint, outcome: str) -> Iterator[Stage]:
    """Fresh servers on a fresh copy of the empty database; nothing of an earlier playing is left."""
    var = endpoint_var() / outcome
    shutil.rmtree(var, ignore_errors=True)
    (var / "files").mkdir(parents=True)
    endpoint = copied(empty, f"proviso_story_{outcome}")
    port, smtp_port, mailbox_port = free_ports(3)
    site = Site(
        var=var,
        port=port,
        smtp_port=smtp_port,
        mailbox_port=mailbox_port,
        database=endpoint.environment() | {"BROKER_URL": "filesystem://"},  # its own, whatever broker others share
        environment="story",
        clock="settable",
    )
    files = var / "story-files"
    files.mkdir()
    try:
        with Supervisor() as supervisor:
            for program in programs(site):
                supervisor.start(program)
            supervisor.wait_ready()
            narrator.say(f"servers answer at {site.address}, mail at {site.mailbox}, logs in {var / 'log'}")
            yield Stage(site, Mailbox(f"http://127.0.0.1:{mailbox_port}"), files)
            supervisor.check()
    finally:
        embedded.drop_database(empty.superuser_url, endpoint.database)


_COPYING = threading.Lock()


def copied(empty: embedded.Endpoint, name: str) -> embedded.Endpoint:
    """A fresh copy of the empty database; one copy at a time, since nobody may look at what is being copied."""
    with _COPYING, psycopg.connect(empty.superuser_url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
        server.execute(statement.format(*(sql.Identifier(one) for one in (name, OWNER, EMPTY))))
        return embedded.prepare(empty.superuser_url, database=name)

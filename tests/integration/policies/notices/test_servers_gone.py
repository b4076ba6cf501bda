"""PostgreSQL restarted in the middle of a run, the broker gone for a while: real servers go on by themselves."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx
import pytest

from policies.notices.models import Channel, Delivery, DeliveryStatus
from policies.versions.models import Significance
from portal import embedded
from portal.embedded.places import CHECKOUT
from portal.running.ports import free_ports
from portal.running.processes import Supervisor, wait_until
from portal.running.servers import Site, command, programs
from tenants.ledger.models import Leaf, TreeHead
from tenants.resellers.current import connection
from tests.bench.representatives import make_representatives
from tests.conftest import standing_in
from tests.databases import with_database
from tests.factories.versions import document, draft, posted_policy, writer

BROKER = os.environ.get("BROKER_URL", "")
GONE = 20  # seconds without a broker: two sweeps find nobody


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short, since a socket's path may not be long."""
    made = Path(tempfile.mkdtemp(prefix="pv-"))
    yield made
    shutil.rmtree(made)


def site_of(folder: Path, database: dict[str, str]) -> Site:
    """A running Proviso of this test, in which what a dead worker held is taken up again after three seconds."""
    port, smtp_port, mailbox_port = free_ports(3)
    given = database | {"PROVISO_DELIVERY_LEASE": "3"}
    return Site(folder, port, smtp_port, mailbox_port, given, environment="story", clock="settable")


@contextmanager
def served(site: Site) -> Iterator[Supervisor]:
    """Mail, a worker and beat."""
    with Supervisor() as supervisor:
        for program in programs(site):
            if program.name != "web":
                supervisor.start(program)
        supervisor.wait_ready()
        yield supervisor
        supervisor.check()


def came(site: Site) -> Counter[str]:
    """How often each recipient's mail arrived."""
    answer = httpx.get(f"http://127.0.0.1:{site.mailbox_port}/messages.json", params={"kind": "posted"}).json()
    assert answer["count"] == len(answer["messages"])
    return Counter(to for message in answer["messages"] for to in message["recipients"])


def all_sent(many: int) -> None:
    """Waits until the rows say that every mail is sent."""

    def done() -> bool:
        with standing_in("acme"):
            sent = Delivery.objects.filter(channel=Channel.MAIL, status=DeliveryStatus.SENT).count()
        connection.close()
        return sent == many

    assert wait_until(done, seconds=240, every=0.5)


def sealed_after() -> dt.timedelta:
    """How long after the posting the first signed head covered it, once one does."""

    def done() -> bool:
        with standing_in("acme"):
            found = Leaf.objects.filter(entry__verb="version.posted").exists()
        connection.close()
        return found

    assert wait_until(done, seconds=90, every=0.5)
    with standing_in("acme"):
        leaf = Leaf.objects.select_related("entry").get(entry__verb="version.posted")
        head = TreeHead.objects.filter(size__gt=leaf.index).order_by("size")[0]
    connection.close()
    return head.at - leaf.entry.at


@pytest.fixture
def own_server(folder: Path, django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Site]:
    """A PostgreSQL of this test with the example's resellers; Django's connection goes there."""
    endpoint = started(folder)
    environment = os.environ | endpoint
    for words in (["manage.py", "prepare_database"], ["-m", "tests.example_resellers"]):
        subprocess.run([sys.executable, *words], cwd=CHECKOUT, env=environment, check=True, capture_output=True)
    before = dict(connection.settings_dict)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        connection.close()
        parts = urlsplit(endpoint["DATABASE_URL"])
        host = unquote(parts.query.partition("host=")[2])
        connection.settings_dict |= {"NAME": parts.path[1:], "USER": parts.username, "HOST": host, "PORT": ""}
        try:
            yield site_of(folder / "site", endpoint | {"BROKER_URL": "filesystem://"})
        finally:
            connection.set_schema_to_public()
            connection.close()
            connection.settings_dict |= before
            embedded.forget(folder)


def started(folder: Path) -> dict[str, str]:
    """Starts this test's server; its addresses."""
    line = [sys.executable, "-m", "portal.embedded", "start"]
    environment = os.environ | {"PROVISO_VAR_DIR": str(folder)}
    done = subprocess.run(line, check=True, capture_output=True, text=True, env=environment, cwd=CHECKOUT)
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def test_postgresql_restarted_in_a_run_loses_no_mail_and_repeats_no_more_than_were_open(
    own_server: Site, folder: Path
) -> None:
    many, open_at_most = 2_000, 12
    with standing_in("acme"):
        make_representatives(many)
    with served(own_server):
        with standing_in("acme"):
            posted_policy()
        connection.close()
        assert wait_until(lambda: sum(came(own_server).values()) >= many // 8, seconds=60, every=0.01)
        embedded.stop(folder)
        in_the_middle = sum(came(own_server).values())
        time.sleep(2)
        started(folder)
        all_sent(many)
        assert sealed_after() < dt.timedelta(seconds=60)
        mails = came(own_server)
    assert in_the_middle < many
    assert set(mails) == {f"rep{number}@customer.example" for number in range(1, many + 1)}
    assert sum(mails.values()) - many <= open_at_most


class Cable:
    """Leads to the broker until it is pulled (who is connected is cut, nobody connects) or muted (nothing passes)."""

    def __init__(self, host: str, port: int) -> None:
        self._there = (host, port)
        self._open: list[socket.socket] = []
        self.port = free_ports(1)[0]
        self._door: socket.socket | None = None
        self._passes = threading.Event()

    def plug(self) -> None:
        """Lets through."""
        self._passes.set()
        self._door = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._let_in, args=(self._door,), daemon=True).start()

    def pull(self) -> None:
        """Nothing listens any more."""
        assert self._door is not None
        for end in (self._door, *self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()

    def mute(self) -> None:
        """Whoever connects waits, and so does whoever is connected."""
        self._passes.clear()

    def _let_in(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near = door.accept()[0]
                far = socket.create_connection(self._there)
                self._open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while (words := one.recv(65_536)) and self._passes.wait():
                other.sendall(words)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def vhost() -> Iterator[str]:
    """A part of the broker where nobody else's tasks are."""
    name = f"proviso-{uuid.uuid4()}"
    for words in (["add_vhost", name], ["set_permissions", "-p", name, "guest", ".*", ".*", ".*"]):
        subprocess.run(["rabbitmqctl", "-q", *words], check=True, capture_output=True)  # noqa: S607 - Debian's
    yield name
    subprocess.run(["rabbitmqctl", "-q", "delete_vhost", name], check=True, capture_output=True)  # noqa: S607 - likewise


@pytest.mark.skipif(not BROKER.startswith("amqp"), reason="BROKER_URL names no RabbitMQ to be cut from")
@pytest.mark.parametrize("trouble", ["gone", "silent"])
def test_without_a_broker_posting_goes_on_and_its_mails_leave_when_it_is_back(
    own_database: str, vhost: str, folder: Path, trouble: str
) -> None:
    many, broker = 50, urlsplit(BROKER)
    with standing_in("acme"):
        make_representatives(many)
        posted_policy()
        Delivery.objects.all().update(status=DeliveryStatus.CANCELLED)
        draft(document(spam="sending mail that nobody wants;"))
        by = writer().email
    connection.close()
    cable = Cable(broker.hostname or "", broker.port or 5672)
    cable.plug()
    database = {name: with_database(os.environ[name], own_database) for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    site = site_of(folder, database | {"BROKER_URL": f"amqp://guest:guest@127.0.0.1:{cable.port}/{vhost}"})
    with closing_cable(cable), served(site):
        time.sleep(5)  # a sweep came through
        if trouble == "gone":
            cable.pull()
        else:
            cable.mute()
        began = time.monotonic()
        words = ["post_policy", "--reseller", "acme", "--by", by, "--summary", "Clearer words"]
        words += ["--significance", Significance.MATERIAL.value]
        done = subprocess.run(
            command(*words), check=False, capture_output=True, text=True, env=site.variables(), cwd=CHECKOUT
        )
        took = time.monotonic() - began
        assert done.returncode == 0, done.stderr
        time.sleep(GONE)
        assert not came(site)
        if trouble == "silent":
            cable.pull()  # as a switch does that is started anew
        cable.plug()
        assert wait_until(lambda: len(came(site)) == many, seconds=60, every=0.5)
        assert set(came(site).values()) == {1}
    assert took < 15


@contextmanager
def closing_cable(cable: Cable) -> Iterator[None]:
    """Pulled at the end, whatever happens."""
    try:
        yield
    finally:
        cable.pull()

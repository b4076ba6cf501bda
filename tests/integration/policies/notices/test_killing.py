"""Whatever dies, nothing is lost and nothing is knowingly sent twice.

The one window that no sender can close is bounded: a mail that the server took and whose answer was lost may come
again, under the same Message-ID, one for each connection that was open when its worker was killed.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from psycopg.conninfo import make_conninfo
from pytest_django import Settings

from policies.notices.delivering import deliver_due
from policies.notices.models import Channel, Delivery, DeliveryEvent, DeliveryStatus, Happening
from tenants.ledger import clock
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tests.bench.representatives import make_representatives
from tests.conftest import standing_in
from tests.factories.versions import posted_policy
from tests.sink import sinking

MAILS = 5_000
KILLS = 50


@pytest.fixture
def through(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Mail goes to a server in a process of its own, which writes down what it took."""
    file = tmp_path / "taken"
    with sinking(file) as port:
        point_at(settings, port)
        yield file


def point_at(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def taken(file: Path) -> Counter[str]:
    """How often each mail was taken, by Message-ID."""
    return Counter(file.read_text().split()) if file.exists() else Counter()


def posted_to(many: int) -> Reseller:
    with standing_in("acme") as reseller:
        make_representatives(many)
        posted_policy()
        return reseller


def worker(reseller: Reseller, *, turn: float | None = None) -> int:
    """A worker in a process of its own, forked so that it is at work at once; returns its process id."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        connection.set_tenant(reseller)
        deliver_due(seconds=turn)
        status = 0
    finally:
        os._exit(status)  # no handler of the parent's runs in the child


def states() -> Counter[str]:
    with standing_in("acme"):
        return Counter(Delivery.objects.filter(channel=Channel.MAIL).values_list("status", flat=True))


@pytest.fixture
def own(own_database: str, settings: Settings) -> None:
    """Real commits; what a dead worker held is taken up again after three seconds."""
    assert own_database
    settings.DELIVERY_LEASE = 3


@pytest.mark.usefixtures("own")
def test_fifty_kills_in_a_run_of_five_thousand_lose_nothing_and_repeat_no_more_than_was_open(
    settings: Settings, through: Path
) -> None:
    reseller = posted_to(MAILS)
    connections.close_all()
    moments, kills = random.Random(4), 0  # noqa: S311 - the same moments in every run
    while kills < KILLS and len(taken(through)) < MAILS:
        child = worker(reseller)
        time.sleep(moments.uniform(0.005, 0.1))  # the random moment
        os.kill(child, signal.SIGKILL)
        kills += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    finished(reseller, MAILS)
    came = taken(through)
    assert set(came) == expected()
    assert kills == KILLS
    assert sum(came.values()) - MAILS <= kills * settings.MAIL_CONNECTIONS


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(("trouble", "every"), [("refuse", 5), ("drop", 40), ("stall", 60)])
def test_a_server_in_trouble_costs_nobody_a_mail(settings: Settings, tmp_path: Path, trouble: str, every: int) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    reseller = posted_to(120)
    file = tmp_path / "taken"
    with sinking(file, "--trouble", trouble, "--every", str(every)) as port:
        point_at(settings, port)
        finished(reseller, 120)
    came = taken(file)
    assert set(came) == expected()
    if trouble == "refuse":
        assert sum(came.values()) == 120
    with standing_in("acme"):
        told = Counter(DeliveryEvent.objects.values_list("what", flat=True))
    assert told[Happening.TROUBLE] >= 2


@pytest.mark.usefixtures("own")
def test_a_server_that_stalls_delays_each_connection_once(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_TIMEOUT = 1
    posted_to(settings.MAIL_CONNECTIONS)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        point_at(settings, silent.getsockname()[1])
        with standing_in("acme"):
            began = time.monotonic()
            assert deliver_due() == 0
    assert time.monotonic() - began < settings.MAIL_CONNECTIONS / 2
    assert states() == {DeliveryStatus.QUEUED: settings.MAIL_CONNECTIONS}


@pytest.mark.usefixtures("own")
def test_a_database_that_cuts_every_session_loses_and_repeats_no_more(settings: Settings, through: Path) -> None:
    reseller = posted_to(1_000)
    connections.close_all()
    cut = 0
    with psycopg.connect(make_conninfo(os.environ["DATABASE_URL"], dbname="postgres"), autocommit=True) as admin:
        while cut < 5 and len(taken(through)) < 1_000:
            child = worker(reseller)
            while (
                not (ended := _cut(admin, str(connection.settings_dict["NAME"])))
                and not os.waitpid(child, os.WNOHANG)[0]
            ):
                time.sleep(0.02)  # until it has a session
            cut += ended
            if ended:
                os.waitpid(child, 0)
    finished(reseller, 1_000)
    came = taken(through)
    assert set(came) == expected()
    assert cut >= 1
    assert sum(came.values()) - 1_000 <= cut * settings.MAIL_CONNECTIONS


def _cut(admin: psycopg.Connection, database: str) -> int:
    """End every session in a database, as a restart of PostgreSQL does."""
    ended = admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
        [database],
    ).fetchall()
    return int(bool(ended))


def expected() -> set[str]:
    """The Message-ID of every mail."""
    with standing_in("acme"):
        rows = Delivery.objects.filter(channel=Channel.MAIL).values_list("pk", flat=True)
        return {f"<{name}@acme.localhost>" for name in rows}


def finished(reseller: Reseller, many: int) -> None:
    """Let workers go on until every mail is sent; what waits for another attempt is due at once."""
    deadline = time.monotonic() + 90
    while states()[DeliveryStatus.SENT] < many:
        assert time.monotonic() < deadline, states()
        with standing_in("acme"):
            Delivery.objects.filter(status=DeliveryStatus.QUEUED).update(next_attempt_at=clock.now())
        connections.close_all()
        assert os.waitstatus_to_exitcode(os.waitpid(worker(reseller), 0)[1]) == 0
    assert states() == {DeliveryStatus.SENT: many}

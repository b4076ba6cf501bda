"""Whatever dies, nothing is lost and nothing is knowingly sent twice.

The one window that no sender can close is bounded: a mail that the server took and whose answer was lost may come
again, under the same Message-ID, one for each connection that was open when its worker was killed.
"""

from __future__ import annotations

import os
import random
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connections
from psycopg.conninfo import make_conninfo
from pytest_django import Settings

from policies.notices.delivery.sending import deliver_due
from policies.notices.models import Channel, Delivery, DeliveryStatus
from tenants.ledger import clock
from tenants.outbox.models import Attempt
from tenants.resellers.current import connection
from tests.bench.representatives import make_representatives
from tests.conftest import standing_in
from tests.factories.versions import posted_policy
from tests.sink import sinking
from tests.workers import Workers, working

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


def posted_to(many: int) -> None:
    with standing_in("acme"):
        make_representatives(many)
        posted_policy()


def workers() -> AbstractContextManager[Workers]:
    """Workers of acme that see the settings of this test."""
    names = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_TIMEOUT", "DELIVERY_LEASE")
    database = str(connection.settings_dict["NAME"])
    return working(database, "acme", **{name: getattr(django_settings, name) for name in names})


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
    posted_to(MAILS)
    moments, kills = random.Random(4), 0  # noqa: S311 - the same moments in every run
    with workers() as work:
        while kills < KILLS and len(taken(through)) < MAILS:
            work.start()
            time.sleep(moments.uniform(0.005, 0.1))  # the random moment
            kills += work.kill()
        finished(work, MAILS)
    came = taken(through)
    assert set(came) == expected()
    assert kills == KILLS
    assert sum(came.values()) - MAILS <= kills * settings.MAIL_CONNECTIONS


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(("trouble", "every"), [("refuse", 5), ("drop", 40), ("stall", 60)])
def test_a_server_in_trouble_costs_nobody_a_mail(settings: Settings, tmp_path: Path, trouble: str, every: int) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    posted_to(120)
    file = tmp_path / "taken"
    with sinking(file, "--trouble", trouble, "--every", str(every)) as port:
        point_at(settings, port)
        with workers() as work:
            finished(work, 120)
    came = taken(file)
    assert set(came) == expected()
    if trouble == "refuse":
        assert sum(came.values()) == 120
    with standing_in("acme"):
        assert Attempt.objects.count() >= 2


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
    posted_to(1_000)
    database, cut = str(connection.settings_dict["NAME"]), 0
    connections.close_all()
    url = make_conninfo(os.environ["DATABASE_URL"], dbname="postgres")
    with psycopg.connect(url, autocommit=True) as admin, workers() as work:
        while cut < 5 and len(taken(through)) < 1_000:
            work.start()
            while not (ended := _cut(admin, database)) and not work.ended:
                time.sleep(0.02)  # until it has a session
            cut += ended
            assert (work.wait() != 0) == ended
        finished(work, 1_000)
    came = taken(through)
    assert set(came) == expected()
    assert cut >= 1
    assert sum(came.values()) - 1_000 <= cut * settings.MAIL_CONNECTIONS


def _cut(admin: psycopg.Connection, database: str) -> bool:
    """End every session in a database."""
    ended = admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
        [database],
    ).fetchall()
    return bool(ended)


def expected() -> set[str]:
    """The Message-ID of every mail."""
    with standing_in("acme"):
        rows = Delivery.objects.filter(channel=Channel.MAIL).values_list("pk", flat=True)
        return {f"<{name}@acme.localhost>" for name in rows}


def finished(work: Workers, many: int) -> None:
    """Let workers go on until every mail is sent; what waits for another attempt is due at once."""
    deadline = time.monotonic() + 90
    while states()[DeliveryStatus.SENT] < many:
        assert time.monotonic() < deadline, states()
        with standing_in("acme"):
            Delivery.objects.filter(status=DeliveryStatus.QUEUED).update(next_attempt_at=clock.now())
        work.start()
        assert work.wait() == 0
    assert states() == {DeliveryStatus.SENT: many}

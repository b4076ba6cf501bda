"""However many post and acknowledge at once, each instant has exactly one version in force (invariant 2)."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from policies.drafts.actions import import_draft, post_version
from policies.versions.models import Policy, PolicyVersion
from policies.versions.queries import in_force
from policies.versions.rules import in_force_among
from tenants.ledger import clock
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused
from tests.conftest import standing_in
from tests.factories.versions import posted_policy, writer

WRITERS, READERS, ROUNDS = 6, 4, 5


@pytest.mark.own_database
@pytest.mark.usefixtures("own_database")
def test_concurrent_posting_leaves_one_version_in_force_at_each_instant(
    django_db_blocker: pytest.FixtureRequest,
) -> None:
    stop = threading.Event()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        with standing_in("acme"):
            posted_policy()
        with ThreadPoolExecutor(WRITERS + READERS) as pool:
            readers = [pool.submit(_acknowledging, stop) for _ in range(READERS)]
            writers = [pool.submit(_posting, number) for number in range(WRITERS)]
            posted = sum(writer.result(60) for writer in writers)
            stop.set()
            seen = [pair for reader in readers for pair in reader.result(60)]
        with standing_in("acme"):
            versions = list(PolicyVersion.objects.order_by("number"))
        connection.close()
    assert posted >= ROUNDS
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    by_number = {version.number: version for version in versions}
    effects = [version.effective_at for version in versions]
    assert effects == sorted(set(effects))
    assert seen
    assert [number for at, number in seen if in_force_among(versions, at) != by_number[number]] == []


def _posting(writer_number: int) -> int:
    """Imports and posts over and over; how many postings were not refused because another was first."""
    done = 0
    try:
        with standing_in("acme"):
            me, policy = writer(), Policy.objects.get()
            for number in range(ROUNDS):
                words = f"You shall not spam {writer_number} times {number}.\n\nCompany may suspend the Services.\n"
                try:
                    with transaction.atomic():
                        import_draft(by=me, data=words.encode(), filename="aup.txt")
                        post_version(by=me, policy=policy, summary=f"{writer_number}.{number}")
                    done += 1
                except Refused as refusal:
                    assert refusal.code in {"no_draft", "nothing_changed", "draft_gone"}  # noqa: PT017 - others are fine
    finally:
        connection.close()
    return done


def _acknowledging(stop: threading.Event) -> list[tuple[dt.datetime, int]]:
    """Does what acknowledging does: locks the policy FOR SHARE, asks the clock, names the version in force."""
    seen = []
    try:
        with standing_in("acme"):
            policy = Policy.objects.get()
            while not stop.is_set():
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("SELECT 1 FROM versions_policy WHERE id = %s FOR SHARE", [policy.pk])
                    at = clock.now()
                    version = in_force(policy=policy, at=at)
                    assert version is not None
                    seen.append((at, version.number))
    finally:
        connection.close()
    return seen

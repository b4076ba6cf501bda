"""The declared website is fetched over HTTP by one worker at a time; what it frames is fetched too."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pytest_django import Settings

from policies.versions.actions.proving import EMBED, fetch_proof
from policies.versions.models import PolicyVersion, PostingProof
from policies.versions.tasks import check_website, fetch_due_proofs
from tenants.resellers.addresses import absolute
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tests.conftest import standing_in
from tests.factories.versions import posted_policy
from tests.website import Website, portal
from tests.website import website as serving

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def website() -> Iterator[Website]:
    with serving() as running:
        yield running


@pytest.fixture
def version(own_database: str, website: Website) -> Iterator[PolicyVersion]:
    """Acme's version in force, committed, and the address that acme declares."""
    with standing_in("acme") as acme:
        Reseller.objects.filter(pk=acme.pk).update(website=f"{website.url}/aup/")
        yield posted_policy()


def work(task: Any, **given: str) -> None:
    task.apply(kwargs=given, headers={"schema": "acme"}).get()


def in_another_worker(task: Any, **given: str) -> None:
    """Runs a task to its end on a connection of its own, as another worker would."""

    def run() -> None:
        try:
            with standing_in("acme"):
                work(task, **given)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as worker:
        worker.submit(run).result()


def meanwhile(website: Website, happens: Callable[[], None]) -> None:
    """While the website is asked for the first time, and not when it is asked again."""

    def once() -> None:
        website.before_answering = lambda: None
        happens()

    website.before_answering = once


def test_while_one_worker_fetches_no_other_does(website: Website, version: PolicyVersion) -> None:
    website.pages["/aup/"] = version.digest.encode()

    def others() -> None:
        in_another_worker(fetch_due_proofs)
        in_another_worker(check_website, version_id=str(version.pk))
        assert len(website.hosts) == 1

    meanwhile(website, others)
    work(fetch_due_proofs)
    assert len(website.hosts) == PostingProof.objects.count() == 1
    in_another_worker(fetch_due_proofs)
    assert len(website.hosts) == 1, "nothing is due any more"
    in_another_worker(check_website, version_id=str(version.pk))
    assert len(website.hosts) == PostingProof.objects.count() == 2, "the lock is free again"


def test_a_page_that_frames_ours_shows_what_ours_shows(
    website: Website, version: PolicyVersion, settings: Settings
) -> None:
    with portal() as port:
        settings.PUBLIC_PORT = port
        for source, shows in (
            (absolute(EMBED), True),
            (f"{absolute(EMBED)}#spam", True),
            (f"http://acme.localhost.elsewhere.example{EMBED}", False),
            (f"http://beta.localhost:{port}/aup/embed/", False),
        ):
            website.pages["/aup/"] = f'<h1>Our terms</h1><iframe title="AUP" src="{source}"></iframe>'.encode()
            proof = fetch_proof(version)
            assert (proof.shows_version, proof.framed) == (shows, shows), source
        website.pages["/aup/"] = f'<a href="{absolute(EMBED)}">Our terms</a>'.encode()
        assert not fetch_proof(version).shows_version, "what is only linked is not shown"

"""What the declared website really served is fetched back, digested and kept (R4)."""

import hashlib
from collections.abc import Iterator

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from policies.versions.fetching import MAX_BYTES, fetch
from policies.versions.models import PostingProof
from policies.versions.tasks import fetch_due_proofs, fetch_proof
from tenants.resellers.models import Reseller
from tests.broker import tasks_sent
from tests.factories.versions import document, posted_policy
from tests.website import Website
from tests.website import website as serving


@pytest.fixture
def website() -> Iterator[Website]:
    with serving() as running:
        yield running


def declare(reseller: Reseller, address: str) -> None:
    Reseller.objects.filter(pk=reseller.pk).update(website=address)


def test_what_the_website_served_is_kept_with_its_digest(acme: Reseller, website: Website) -> None:
    declare(acme, f"{website.url}/moved")
    version = posted_policy()
    website.pages["/aup/"] = b"<p>" + version.digest.encode() + b"</p>"
    fetch_proof.apply(kwargs={"version_id": str(version.pk)}, headers={"schema": "acme"}).get()
    proof = PostingProof.objects.get(version=version)
    assert proof.shows_version
    assert proof.http_status == 200
    assert bytes(proof.body) == website.pages["/aup/"]
    assert proof.digest == hashlib.sha256(website.pages["/aup/"]).hexdigest()
    assert website.hosts[0].startswith("www.acme.localhost:")


def test_a_website_that_shows_something_else_proves_nothing_and_is_kept(acme: Reseller, website: Website) -> None:
    declare(acme, f"{website.url}/aup/")
    version = posted_policy()
    website.pages["/aup/"] = b"<p>older words</p>"
    fetch_due_proofs.apply(headers={"schema": "acme"}).get()
    proof = PostingProof.objects.get(version=version)
    assert not proof.shows_version
    assert "does not show" in proof.problem
    fetch_due_proofs.apply(headers={"schema": "acme"}).get()
    assert PostingProof.objects.count() == 1


def test_a_website_that_does_not_answer_is_recorded(acme: Reseller, website: Website) -> None:
    declare(acme, "http://127.0.0.1:9/aup/")
    version = posted_policy()
    fetch_proof.apply(kwargs={"version_id": str(version.pk)}, headers={"schema": "acme"}).get()
    proof = PostingProof.objects.get()
    assert proof.http_status is None
    assert "did not answer" in proof.problem
    declare(acme, f"{website.url}/aup/")
    second = posted_policy(document(spam="sending any bulk mail;"))
    fetch_due_proofs.apply(headers={"schema": "acme"}).get()
    assert PostingProof.objects.get(version=second).http_status == 404


def test_endless_redirects_and_huge_pages_end(website: Website) -> None:
    assert "did not answer" in fetch(f"{website.url}/loop").problem
    website.pages["/huge"] = b"x" * (MAX_BYTES + 10)
    huge = fetch(f"{website.url}/huge")
    assert len(huge.body) == MAX_BYTES
    assert "larger than 2 MB" in huge.problem
    assert "did not answer" in fetch("nonsense").problem


def test_production_fetches_nothing_inside(website: Website, settings: Settings) -> None:
    settings.PRODUCTION = True
    assert "not a public address" in fetch(f"{website.url}/aup/").problem
    assert website.hosts == []


def test_posting_asks_for_the_proof_once_it_is_committed(
    acme: Reseller, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with tasks_sent() as sent, django_capture_on_commit_callbacks(execute=True):
        version = posted_policy()
        assert sent == []
    assert ("fetch_proof", acme.schema_name, {"version_id": str(version.pk)}) in sent

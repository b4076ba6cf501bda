"""What the declared website really served is fetched back, digested and kept (R4)."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from policies.versions.fetching import MAX_BYTES, fetch
from policies.versions.models import PostingProof
from policies.versions.tasks import fetch_due_proofs, fetch_proof
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tests.factories.versions import document, posted_policy


class Website(BaseHTTPRequestHandler):
    """A reseller's own website on this machine."""

    pages: ClassVar[dict[str, bytes]] = {}
    hosts: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Serves a page, a redirect or nothing."""
        self.hosts.append(self.headers["Host"])
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/aup/")
            self.end_headers()
        elif self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        else:
            body = self.pages.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def website() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Website)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Website.pages, Website.hosts = {}, []
    yield f"http://www.acme.localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def declare(reseller: Reseller, address: str) -> None:
    Reseller.objects.filter(pk=reseller.pk).update(website=address)


def test_what_the_website_served_is_kept_with_its_digest(acme: Reseller, website: str) -> None:
    declare(acme, f"{website}/moved")
    version = posted_policy()
    Website.pages["/aup/"] = b"<p>" + version.digest.encode() + b"</p>"
    fetch_proof.apply(kwargs={"version_id": str(version.pk)}, headers={"schema": "acme"}).get()
    proof = PostingProof.objects.get(version=version)
    assert proof.shows_version
    assert proof.http_status == 200
    assert bytes(proof.body) == Website.pages["/aup/"]
    assert proof.digest == hashlib.sha256(Website.pages["/aup/"]).hexdigest()
    assert Website.hosts[0].startswith("www.acme.localhost:")


def test_a_website_that_shows_something_else_proves_nothing_and_is_kept(acme: Reseller, website: str) -> None:
    declare(acme, f"{website}/aup/")
    version = posted_policy()
    Website.pages["/aup/"] = b"<p>older words</p>"
    fetch_due_proofs.apply(headers={"schema": "acme"}).get()
    proof = PostingProof.objects.get(version=version)
    assert not proof.shows_version
    assert "does not show" in proof.problem
    fetch_due_proofs.apply(headers={"schema": "acme"}).get()
    assert PostingProof.objects.count() == 1


def test_a_website_that_does_not_answer_is_recorded(acme: Reseller, website: str) -> None:
    declare(acme, "http://127.0.0.1:9/aup/")
    version = posted_policy()
    fetch_proof.apply(kwargs={"version_id": str(version.pk)}, headers={"schema": "acme"}).get()
    proof = PostingProof.objects.get()
    assert proof.http_status is None
    assert "did not answer" in proof.problem
    declare(acme, f"{website}/aup/")
    second = posted_policy(document(spam="sending any bulk mail;"))
    fetch_due_proofs.apply(headers={"schema": "acme"}).get()
    assert PostingProof.objects.get(version=second).http_status == 404


def test_endless_redirects_and_huge_pages_end(website: str) -> None:
    assert "did not answer" in fetch(f"{website}/loop").problem
    Website.pages["/huge"] = b"x" * (MAX_BYTES + 10)
    huge = fetch(f"{website}/huge")
    assert len(huge.body) == MAX_BYTES
    assert "larger than 2 MB" in huge.problem
    assert "did not answer" in fetch("nonsense").problem


def test_production_fetches_nothing_inside(website: str, settings: Settings) -> None:
    settings.PRODUCTION = True
    assert "not a public address" in fetch(f"{website}/aup/").problem
    assert Website.hosts == []


def test_posting_asks_for_the_proof_once_it_is_committed(
    acme: Reseller, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, str]] = []
    monkeypatch.setattr(fetch_proof, "delay", lambda **given: asked.append(given))
    with django_capture_on_commit_callbacks(execute=True):
        version = posted_policy()
        assert asked == []
    assert asked == [{"version_id": str(version.pk)}]
    assert connection.schema_name == acme.schema_name

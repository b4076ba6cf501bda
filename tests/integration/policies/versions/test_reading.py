"""What anyone reads: the page of the version in force, every version, what changed, and as of when."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from policies.documents import digest
from policies.documents.model.codec import document_from_json
from policies.versions import page_cache
from policies.versions.actions import withdraw_version
from tenants.ledger import clock
from tenants.resellers.current import connection
from tests.conftest import standing_in
from tests.factories.versions import document, posted_policy, without, writer

ClientAt = Callable[..., Client]
OCTOBER = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
NOVEMBER = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)

pytestmark = pytest.mark.usefixtures("acme")


def test_a_reseller_that_posted_nothing_says_so(client_at: ClientAt) -> None:
    answer = client_at("acme").get("/aup/")
    assert answer.status_code == 404
    assert "Acme Telecom has not posted" in answer.content.decode()
    assert client_at("acme").get("/aup/versions/").status_code == 404
    assert client_at("acme").get("/aup.json").status_code == 404


def test_the_page_shows_the_version_at_the_instant_it_is_posted(client_at: ClientAt) -> None:
    client_at("acme").get("/aup/")
    version = posted_policy()
    page = client_at("acme").get("/aup/")
    text = page.content.decode()
    assert page.status_code == 200
    assert f'<meta name="policy-digest" content="{version.digest}">' in text
    assert "“Company” means Acme Telecom B.V." in text
    assert 'id="scanning"' in text
    second = posted_policy(document(spam="sending any bulk mail;"))
    text = client_at("acme").get("/aup/").content.decode()
    assert second.digest in text
    assert version.digest not in text


def test_one_resellers_page_shows_nothing_of_another(client_at: ClientAt) -> None:
    version = posted_policy()
    neighbour = client_at("beta").get("/aup/")
    assert neighbour.status_code == 404
    with standing_in("beta"):
        posted_policy()
    page = client_at("beta").get("/aup/").content.decode()
    assert "Beta Hosting B.V." in page
    assert "Acme" not in page
    assert version.digest not in page


def test_an_unchanged_page_is_answered_304_and_never_used_unasked(client_at: ClientAt) -> None:
    posted_policy()
    page = client_at("acme").get("/aup/")
    assert "max-age=0" in page["Cache-Control"]
    assert page["Last-Modified"]
    again = client_at("acme").get("/aup/", headers={"if-none-match": page["ETag"]})
    assert again.status_code == 304
    posted_policy(document(spam="sending any bulk mail;"))
    assert client_at("acme").get("/aup/", headers={"if-none-match": page["ETag"]}).status_code == 200


@pytest.fixture
def fresh_worker(settings: Settings) -> None:
    """As production serves pages, by a process that has not kept any yet."""
    settings.CLOCK = "real"
    page_cache._kept.clear()


@pytest.mark.usefixtures("fresh_worker")
@pytest.mark.parametrize("scheduled", [False, True])
def test_a_kept_page_asks_the_database_nothing_but_the_host(client_at: ClientAt, *, scheduled: bool) -> None:
    posted_policy()
    if scheduled:
        posted_policy(document(spam="sending any bulk mail;"), effective_at=clock.now() + dt.timedelta(days=30))
    client = client_at("acme")
    client.get("/aup/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/aup/").status_code == 200
    reads = [query["sql"] for query in asked if not query["sql"].startswith("SET ")]
    assert len(reads) == 1
    assert "resellers_domain" in reads[0]


def test_a_scheduled_version_takes_over_at_its_instant(
    client_at: ClientAt, set_clock: Callable[[dt.datetime], None]
) -> None:
    set_clock(OCTOBER)
    first = posted_policy()
    second = posted_policy(document(spam="sending any bulk mail;"), effective_at=NOVEMBER)
    before = client_at("acme").get("/aup/").content.decode()
    assert first.digest in before
    assert "Version 2 takes effect on" in before
    assert "announced and does not bind yet" in client_at("acme").get("/aup/versions/2/").content.decode()
    set_clock(NOVEMBER)
    assert second.digest in client_at("acme").get("/aup/").content.decode()
    assert "no longer in force" in client_at("acme").get("/aup/versions/1/").content.decode()


@pytest.mark.usefixtures("fresh_worker")
def test_a_kept_page_ends_with_the_next_effect(client_at: ClientAt) -> None:
    first = posted_policy()
    effect = clock.now() + dt.timedelta(seconds=2)
    second = posted_policy(document(spam="sending any bulk mail;"), effective_at=effect)
    client = client_at("acme")
    assert first.digest in client.get("/aup/").content.decode(), "kept from here on"
    while clock.now() < effect:
        client.get("/aup/")
    assert second.digest in client.get("/aup/").content.decode()


def test_as_of_shows_what_was_in_force_then(client_at: ClientAt, set_clock: Callable[[dt.datetime], None]) -> None:
    first = posted_policy(at=OCTOBER)
    posted_policy(document(spam="sending any bulk mail;"), at=NOVEMBER)
    client = client_at("acme")
    assert first.digest in client.get("/aup/?as_of=2026-10-15").content.decode()
    assert client.get("/aup.json?as_of=2026-10-15T00:00:00Z").json()["number"] == 1
    assert client.get("/aup.json?as_of=2026-11-02T00:00:00%2B01:00").json()["number"] == 2
    assert client.get("/aup/?as_of=2026-09-30").status_code == 404
    assert client.get("/aup/?as_of=yesterday").status_code == 400
    assert client.get("/aup/?as_of=2026-13-45").status_code == 400


def test_the_json_has_the_digest_of_its_own_document(client_at: ClientAt) -> None:
    version = posted_policy()
    for address in ("/aup.json", "/aup/versions/1.json"):
        value = client_at("acme").get(address).json()
        assert value["digest"] == version.digest == digest(document_from_json(value["document"]))
    text = client_at("acme").get("/aup/versions/1.txt")
    assert text["Content-Type"].startswith("text/plain")
    assert "You alone are responsible for the law on recording." in text.content.decode()


def test_the_changes_between_two_versions_are_listed_and_redlined(client_at: ClientAt) -> None:
    posted_policy()
    posted_policy(without(document(spam="sending mail that nobody wants;"), "scanning"))
    page = client_at("acme").get("/aup/changes/1..2/").content.decode()
    assert "Modified" in page
    assert "Deleted" in page
    assert "<ins>" in page
    found = client_at("acme").get("/aup/changes/1..2.json").json()
    changed = {change["key"]: change["op"] for change in found["difference"]["changes"]}
    assert changed == {"spam": "modified", "scanning": "deleted"}
    assert client_at("acme").get("/aup/changes/1..3/").status_code == 404


def test_versions_stand_in_a_timeline_and_a_withdrawn_one_stays_visible(
    client_at: ClientAt, set_clock: Callable[[dt.datetime], None]
) -> None:
    set_clock(OCTOBER)
    posted_policy()
    scheduled = posted_policy(document(spam="sending any bulk mail;"), effective_at=NOVEMBER)
    withdraw_version(by=writer(), version=scheduled)
    page = client_at("acme").get("/aup/versions/").content.decode()
    assert "Withdrawn before it took effect." in page
    assert "in force" in page
    assert "never bound anyone" in client_at("acme").get("/aup/versions/2/").content.decode()


def test_the_feed_names_each_version(client_at: ClientAt) -> None:
    posted_policy(summary="First & foremost.")
    feed = client_at("acme").get("/aup/feed.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "First &amp; foremost." in feed.content.decode()
    assert "/aup/versions/1/" in feed.content.decode()


def test_the_page_needs_no_session(client_at: ClientAt) -> None:
    posted_policy()
    page = client_at("acme").get("/aup/")
    assert "Cookie" not in page.get("Vary", "")
    assert not page.cookies
    assert json.dumps(page.headers.get("Link", "")).count("feed.atom") == 1
    assert clock.now()

"""What a version is published as: its forms, how versions relate, and what stood at an instant, told to machines."""

import datetime as dt
import re
from collections.abc import Callable

import pypdfium2
import pytest
from django.test import Client

from policies.versions.actions import withdraw_version
from tests.factories.versions import document, posted_policy, writer

ClientAt = Callable[..., Client]
OCTOBER = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
NOVEMBER = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
DECEMBER = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)

pytestmark = pytest.mark.usefixtures("acme")


def relations(header: str) -> set[tuple[str, str]]:
    """Each (relation, address) of a Link header."""
    found = re.findall(r'<([^>]+)>; rel="([^"]+)"', header)
    return {(rel, address) for address, rels in found for rel in rels.split()}


def test_a_version_is_read_as_pdf_with_its_digest_and_address(client_at: ClientAt) -> None:
    version = posted_policy(at=OCTOBER)
    for address in ("/aup.pdf", "/aup/versions/1.pdf"):
        answer = client_at("acme").get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert 'filename="aup-1.pdf"' in answer["Content-Disposition"]
        text = " ".join(
            " ".join(p.get_textpage().get_text_range().split()) for p in pypdfium2.PdfDocument(answer.content)
        )
        assert version.digest in text
        assert "Acme Telecom B.V." in text
        assert "http://acme.localhost" in text
        assert "1 October 2026, 12:00:00 UTC" in text
        assert "You alone are responsible for the law on recording." in text


def test_the_pdf_is_the_same_whoever_asks_and_is_not_sent_twice(client_at: ClientAt) -> None:
    posted_policy(at=OCTOBER)
    client = client_at("acme")
    first = client.get("/aup/versions/1.pdf")
    other = client.get("/aup/versions/1.pdf", headers={"accept-language": "nl"})
    assert first.content == other.content
    again = client.get("/aup/versions/1.pdf", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("form", ["json", "txt", "pdf"])
def test_every_form_answers_what_was_in_force_at_an_instant(client_at: ClientAt, form: str) -> None:
    posted_policy(at=OCTOBER)
    posted_policy(document(spam="sending any bulk mail;"), at=NOVEMBER)
    client = client_at("acme")
    first = client.get(f"/aup.{form}?as_of=2026-10-15")
    assert first.content == client.get(f"/aup/versions/1.{form}").content
    assert client.get(f"/aup.{form}").content == client.get(f"/aup/versions/2.{form}").content
    assert client.get(f"/aup.{form}?as_of=2026-09-15").status_code == 404
    assert first["Last-Modified"] == "Thu, 01 Oct 2026 12:00:00 GMT"
    assert first["Memento-Datetime"] == "Thu, 01 Oct 2026 12:00:00 GMT"


def test_headers_say_how_versions_relate(client_at: ClientAt, set_clock: Callable[[dt.datetime], None]) -> None:
    for number, at in enumerate((OCTOBER, NOVEMBER, DECEMBER), start=1):
        posted_policy(document(spam=f"sending mail {number};"), at=at)
    set_clock(DECEMBER + dt.timedelta(days=1))
    client = client_at("acme")
    middle = relations(client.get("/aup/versions/2/")["Link"])
    assert ("predecessor-version", "/aup/versions/1/") in middle
    assert ("successor-version", "/aup/versions/3/") in middle
    last = relations(client.get("/aup/")["Link"])
    assert {
        ("latest-version", "/aup/"),
        ("terms-of-service", "/aup/"),
        ("original", "/aup/"),
        ("timegate", "/aup/"),
        ("version-history", "/aup/versions/"),
        ("timemap", "/aup/timemap/"),
        ("predecessor-version", "/aup/versions/2/"),
        ("alternate", "/aup/versions/3.pdf"),
        ("alternate", "/aup/versions/3.json"),
        ("alternate", "/aup/versions/3.txt"),
        ("alternate", "/aup/feed.atom"),
    } <= last
    assert not {address for rel, address in last if rel == "successor-version"}
    for _rel, address in middle | last:
        assert client.get(address).status_code == 200


def test_a_withdrawn_version_stands_in_no_succession(
    client_at: ClientAt, set_clock: Callable[[dt.datetime], None]
) -> None:
    posted_policy(at=OCTOBER)
    scheduled = posted_policy(document(spam="sending any bulk mail;"), effective_at=DECEMBER)
    client = client_at("acme")
    assert ("successor-version", "/aup/versions/2/") in relations(client.get("/aup/versions/1/")["Link"])
    assert "Memento-Datetime" not in client.get("/aup/versions/2/")
    withdraw_version(by=writer(), version=scheduled)
    assert ("successor-version", "/aup/versions/2/") not in relations(client.get("/aup/versions/1/")["Link"])
    assert "predecessor-version" not in client.get("/aup/versions/2/")["Link"]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("Thu, 15 Oct 2026 00:00:00 GMT", 1),
        ("Sun, 15 Nov 2026 00:00:00 GMT", 2),
        ("Tue, 01 Sep 2026 00:00:00 GMT", 1),
        ("Fri, 01 Jan 2027 00:00:00 GMT", 2),
    ],
)
def test_the_policys_page_is_the_gate_to_what_stood_then(
    client_at: ClientAt, set_clock: Callable[[dt.datetime], None], asked: str, number: int
) -> None:
    posted_policy(at=OCTOBER)
    posted_policy(document(spam="sending any bulk mail;"), at=NOVEMBER)
    posted_policy(document(spam="sending bulk mail at all;"), effective_at=DECEMBER)
    client = client_at("acme")
    answer = client.get("/aup/", headers={"accept-datetime": asked})
    assert (answer.status_code, answer["Location"]) == (302, f"/aup/versions/{number}/")
    assert "accept-datetime" in answer["Vary"].lower()
    assert "accept-datetime" in client.get("/aup/")["Vary"].lower()


def test_an_instant_that_is_none_is_refused(client_at: ClientAt) -> None:
    posted_policy()
    assert client_at("acme").get("/aup/", headers={"accept-datetime": "yesterday"}).status_code == 400


def test_without_a_version_there_is_no_memento(client_at: ClientAt) -> None:
    client = client_at("acme")
    assert client.get("/aup/", headers={"accept-datetime": "Thu, 15 Oct 2026 00:00:00 GMT"}).status_code == 404
    for address in ("/aup/timemap/", "/aup.pdf", "/aup.txt", "/aup/versions/1.pdf"):
        assert client.get(address).status_code == 404


def test_the_timemap_lists_what_was_in_force_since_when(
    client_at: ClientAt, set_clock: Callable[[dt.datetime], None]
) -> None:
    posted_policy(at=OCTOBER)
    posted_policy(document(spam="sending any bulk mail;"), at=NOVEMBER)
    posted_policy(document(spam="sending bulk mail at all;"), effective_at=DECEMBER)
    answer = client_at("acme").get("/aup/timemap/")
    assert answer["Content-Type"].startswith("application/link-format")
    rows = re.findall(r'<http://acme\.localhost[^/]*(/[^>]*)>; rel="([^"]+)"(?:; datetime="([^"]+)")?', answer.text)
    assert rows == [
        ("/aup/", "original timegate", ""),
        ("/aup/timemap/", "self", ""),
        ("/aup/versions/1/", "first memento", "Thu, 01 Oct 2026 12:00:00 GMT"),
        ("/aup/versions/2/", "last memento", "Sun, 01 Nov 2026 12:00:00 GMT"),
    ]


def test_a_page_whose_standing_changed_is_sent_again(
    client_at: ClientAt, set_clock: Callable[[dt.datetime], None]
) -> None:
    posted_policy(at=OCTOBER)
    client = client_at("acme")
    before = client.get("/aup/versions/1/")
    since = {"if-modified-since": before["Last-Modified"]}
    assert client.get("/aup/versions/1/", headers=since).status_code == 304
    posted_policy(document(spam="sending any bulk mail;"), at=NOVEMBER)
    again = client.get("/aup/versions/1/", headers=since)
    assert again.status_code == 200
    assert "no longer in force" in again.content.decode()


def test_each_provision_has_a_link_to_itself_and_the_page_says_what_it_is(client_at: ClientAt) -> None:
    version = posted_policy()
    page = client_at("acme").get("/aup/").content.decode()
    for key in ("scanning", "suspension", "general"):
        assert f'href="#{key}"' in page
    assert 'itemtype="https://schema.org/DigitalDocument"' in page
    assert f'<meta itemprop="version" content="{version.number}">' in page
    assert '<meta itemprop="legalName" content="Acme Telecom B.V.">' in page

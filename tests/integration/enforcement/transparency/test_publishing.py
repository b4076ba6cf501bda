"""Publishing freezes a period's numbers and shows them to anyone; a correction takes the place of the one before."""

import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from enforcement.transparency.models import Publication
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.factories import reports
from tests.integration.enforcement.transparency.conftest import NOVEMBER, utc

PUBLISH = "/desk/transparency/publish/?period=2026-10"


@pytest.fixture
def admin(october: Reseller, staff: Staff, client_at: ClientAt) -> Client:
    return client_at("acme", staff(Role.ADMINISTRATOR))


@pytest.fixture
def anybody(client_at: ClientAt) -> Client:
    return client_at("acme")


def corrected(set_clock: Callable[[object], None]) -> None:
    """A report of October that becomes known in November: somebody's clock was wrong."""
    set_clock(utc(10, 30))
    reports.report()
    set_clock(NOVEMBER)


def test_what_is_published_anyone_reads_in_four_forms(admin: Client, anybody: Client) -> None:
    assert "None yet" in anybody.get("/transparency/").content.decode()
    page = admin.get(PUBLISH).content.decode()
    assert "Anyone reads the numbers at /transparency/2026-10/" in page
    assert "What is corrected" not in page
    sent = admin.post(PUBLISH, {})
    assert (sent.status_code, sent["Location"]) == (302, "/transparency/2026-10/")
    assert "October 2026" in anybody.get("/transparency/").content.decode()
    page = anybody.get("/transparency/2026-10/").content.decode()
    assert "50.0 % of those decided" in page
    assert "Overturned" in page
    body = anybody.get("/transparency/2026-10.json").content
    made = Publication.objects.get()
    assert hashlib.sha256(body).hexdigest() == made.digest
    assert json.loads(body) == made.content
    assert b"reports_by_source,staff" in anybody.get("/transparency/2026-10.csv").content
    picture = anybody.get("/transparency/2026-10.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert ET.fromstring(picture.content).tag.endswith("svg")  # noqa: S314 - our own
    entry = Entry.objects.get(verb="transparency.published")
    assert entry.facts == {"period": "2026-10", "sequence": 1, "digest": made.digest, "hides_small": False}
    assert [name for name in ("Xavier", "Yvonne", "Officer") if name in page + body.decode()] == []


def test_the_foot_of_the_policy_leads_there(admin: Client, anybody: Client) -> None:
    assert 'href="/transparency/"' in anybody.get("/aup/versions/").content.decode()


def test_small_numbers_are_shown_as_fewer_than_five(admin: Client, anybody: Client) -> None:
    admin.post(PUBLISH, {"hide_small": "on"})
    page = anybody.get("/transparency/2026-10/").content.decode()
    assert "fewer than 5, too few to be broken down" in page
    assert "Staff observation" not in page
    assert "% of those decided" not in page
    said = anybody.get("/transparency/2026-10.json").json()
    cases = next(one for one in said["tables"] if one["key"] == "cases_by_category")
    assert (cases["total"], cases["rows"], cases["broken_down"]) == (6, [], False)
    assert all(one["median_hours"] is None for one in said["times"])
    assert "too few to be broken down" in anybody.get("/transparency/2026-10.svg").content.decode()


def test_a_period_that_is_not_over_is_not_published(admin: Client) -> None:
    sent = admin.post("/desk/transparency/publish/?period=2026-11", {})
    assert sent.status_code == 409
    assert "November 2026 is not over yet" in sent.content.decode()
    assert not Publication.objects.exists()


def test_a_correction_says_what_it_corrects_and_takes_the_place(
    admin: Client, anybody: Client, set_clock: Callable[[object], None]
) -> None:
    admin.post(PUBLISH, {})
    same = admin.post(PUBLISH, {"correction": "Nothing."})
    assert same.status_code == 409
    assert "says the same already" in same.content.decode()
    corrected(set_clock)
    assert admin.post(PUBLISH, {}).status_code == 422
    assert admin.post(PUBLISH, {"correction": "One report came late."}).status_code == 302
    first, second = Publication.objects.order_by("sequence")
    assert (second.supersedes, second.sequence) == (first, 2)
    page = anybody.get("/transparency/2026-10/").content.decode()
    assert "One report came late." in page
    assert anybody.get("/transparency/2026-10.json").json() == second.content
    before = admin.get(f"/desk/transparency/{first.pk}/").content.decode()
    assert "Superseded by" in before
    assert f"/desk/transparency/{second.pk}/" in before
    desk = admin.get("/desk/transparency/?period=2026-10").content.decode()
    assert f"/desk/transparency/{first.pk}/" in desk


def test_what_was_published_cannot_be_changed_or_removed(admin: Client) -> None:
    admin.post(PUBLISH, {})
    for act in (
        lambda: Publication.objects.update(content={}),
        lambda: Publication.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_only_an_administrator_publishes(october: Reseller, staff: Staff, client_at: ClientAt) -> None:
    auditor = client_at("acme", staff(Role.AUDITOR))
    assert auditor.post(PUBLISH, {}).status_code == 403
    assert "/publish/" not in auditor.get("/desk/transparency/?period=2026-10").content.decode()


def test_the_api_publishes_and_lists(admin: Client, set_clock: Callable[[object], None]) -> None:
    def post(**said: Any) -> Any:
        return admin.post("/api/v1/transparency-reports/", said, content_type="application/json")

    made = post(period="2026-10", hide_small=False)
    assert made.status_code == 201
    corrected(set_clock)
    refused = post(period="2026-10", hide_small=False)
    assert (refused.status_code, refused.json()["code"]) == (422, "correction_missing")
    again = post(period="2026-10", hide_small=False, correction="One more.").json()
    assert (again["supersedes"], again["sequence"]) == (made.json()["id"], 2)
    listed = admin.get("/api/v1/transparency-reports/", {"period": "2026-10"}).json()["results"]
    assert [one["superseded_by"] for one in listed] == [None, again["id"]]
    stands = admin.get("/api/v1/transparency-reports/", {"standing": "true"}).json()["results"]
    assert [one["id"] for one in stands] == [again["id"]]


def test_what_nobody_published_is_not_found(admin: Client, anybody: Client) -> None:
    for path in ("/transparency/2026-10/", "/transparency/2026-10.json", "/transparency/soon/"):
        assert anybody.get(path).status_code == 404

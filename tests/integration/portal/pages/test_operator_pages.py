"""The operator sees every reseller and how it stands to its upstream, and nobody else does."""

import datetime as dt
from collections.abc import Callable

import pytest

from policies.drafts.actions import delete_provision, edit_provision, post_version
from policies.following.actions import take_over_release
from tenants.people.models import Role, User
from tenants.resellers.models import Release, Reseller
from tests.conftest import ClientAt, Staff, standing_in
from tests.factories.versions import document, posted_policy, writer


@pytest.fixture
def operator(db: None, staff: Staff) -> User:
    """Somebody of the platform."""
    return staff(Role.OPERATOR)


def test_the_operators_home_lists_every_reseller(operator: User, client_at: ClientAt) -> None:
    html = client_at("public", operator).get("/").content.decode()
    for word in ("Vendor Networks", "Acme Telecom", "beta.localhost", "nobody (vendor)"):
        assert word in html


def test_nobody_else_gets_in(operator: User, staff: Staff, client_at: ClientAt) -> None:
    plain = staff(Role.AUDITOR, name="Plain")
    for path in ("/", "/resellers/new/", "/uptake/", "/uptake.json"):
        assert client_at("public").get(path).status_code == 302
        assert client_at("public", plain).get(path).status_code == 403
        with standing_in("acme"):
            administrator = staff(Role.ADMINISTRATOR, name="Adam")
        assert client_at("acme", administrator).get(path).status_code in {302, 404}


def test_uptake_says_who_lags_and_by_how_much(
    vendor: Reseller, operator: User, client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    start = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    with standing_in("vendor"):
        posted_policy(at=start)
        posted_policy(document(spam="sending mail in bulk;"), at=start + dt.timedelta(days=10))
    with standing_in("acme"):
        posted_policy(at=start + dt.timedelta(days=1))
    set_clock(start + dt.timedelta(days=12))
    rows = {row.reseller.schema_name: row for row in client_at("public", operator).get("/uptake/").context["rows"]}
    assert rows["vendor"].offered is None
    assert rows["vendor"].version.number == 2
    assert rows["beta"].version is None
    assert rows["beta"].behind == 2
    assert abs(rows["beta"].lag - dt.timedelta(days=12)) < dt.timedelta(minutes=5), "counted from the oldest missed"
    assert rows["acme"].version.number == 1


def test_who_took_a_release_over_when_and_how_far_each_copy_drifted(
    vendor: Reseller, operator: User, client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    start = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    with standing_in("vendor"):
        posted_policy(at=start)
    release = Release.objects.get()
    set_clock(start + dt.timedelta(days=3))
    with standing_in("acme"):
        draft = take_over_release(by=writer(), release=release)
        edit_provision(by=writer(), draft=draft, key="spam", text="our own words;")
        delete_provision(by=writer(), draft=draft, key="scanning")
        post_version(by=writer(), policy=draft.policy, summary="Taken over.")
    set_clock(start + dt.timedelta(days=10))
    client = client_at("public", operator)
    rows = {one["reseller"]: one for one in client.get(f"/uptake/{release.pk}.json").json()["results"]}
    assert rows["acme"]["took_seconds"] // 86400 == 3
    assert (rows["beta"]["took_seconds"], rows["beta"]["waiting_seconds"] // 86400) == (None, 10)
    assert "vendor" not in rows
    drift = rows["acme"]["drift"]
    assert (drift["modified"], drift["deleted"], drift["added"]) == (1, 1, 0)
    assert drift["percent"] == round(200 / drift["of"], 1)
    told = {one["reseller"]: one for one in client.get("/uptake.json").json()["results"]}
    assert (told["beta"]["behind"], told["acme"]["behind"]) == (1, 0)
    assert told["acme"]["drift"] == drift
    page = client.get(f"/uptake/{release.pk}/").content.decode()
    assert "waiting for 10 days" in page
    assert f"{drift['percent']} %" in client.get("/uptake/").content.decode()


def test_a_new_reseller_with_a_taken_name_is_refused_at_the_field(operator: User, client_at: ClientAt) -> None:
    answer = client_at("public", operator).post(
        "/resellers/new/",
        {
            "name": "Acme again",
            "schema": "acme",
            "host": "again.localhost",
            "website": "https://again.example",
            "admin": "a@again.example",
        },
    )
    assert answer.status_code == 409
    assert "schema" in answer.context["form"].errors

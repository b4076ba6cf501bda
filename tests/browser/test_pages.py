"""Every page of the portal, seen in Chromium: complete, fitting a phone, dark too, without a violation in axe."""

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db.models import Model
from psycopg import sql

from enforcement.cases.models import Determination
from portal.example import PEOPLE, Face
from portal.example.people import OPERATOR
from portal.running.servers import Site
from tests.addresses import Address, addresses, model_behind
from tests.browser.visitor import DARK_PHONE, DESKTOP, OVERFLOW, Visitor, hold, violations

SCHEMA = "acme"
NOT_PAGES = (".json", ".jsonl", ".txt", ".atom", ".css", ".csv", ".jws", ".tsr", ".svg")
SECRETS = ("secret",)
#: Addresses that ask for more: a signature (tests/integration/enforcement/reports), what is appealed (below).
ASKED_ELSEWHERE = (
    "desk/evidence/<uuid:evidence_id>/file/",
    "desk/raw-reports/<uuid:rawreport_id>/file/",
    "desk/appeals/evidence/<uuid:appealevidence_id>/file/",
    "my/appeals/evidence/<uuid:appealevidence_id>/file/",
    "desk/people/reviewers/<uuid:reviewrequest_id>/name/",  # an upstream's, and acme is nobody's
    "desk/appeals/new/",
)
#: What has to be asked for a page to have something to show.
QUERIES = {"desk/reports/ticked/": "?report=1&report=2"}
#: Addresses that only send somebody on, when nothing else is asked of them.
DOORS = (
    "",
    "enter/",
    "my/appeals/new/",
    "my/aup/pass/",
    "desk/notices/<uuid:notice_id>/progress/",
    "desk/credits/runs/<uuid:creditrun_id>/progress/",
)


def pages() -> list[Address]:
    """Everything that is not the API, a file or an address with a secret of its own."""
    return [
        found
        for found in addresses()
        if not found.route.startswith(("api/", ".well-known/"))
        and not found.route.endswith(NOT_PAGES)
        and not set(found.arguments) & set(SECRETS)
        and found.route not in ASKED_ELSEWHERE
    ]


def face(address: Address) -> Face:
    """Who looks at a page: a customer, staff with every role, or nobody in particular."""
    if address.route.startswith("my/"):
        return Face.CUSTOMER
    return Face.STAFF if address.route.startswith(("desk/", "account/")) else Face.ANYBODY


@pytest.fixture(scope="session")
def owner(site: Site) -> Iterator[psycopg.Connection]:
    """Reads ids straight from the served database."""
    with psycopg.connect(site.database["DATABASE_OWNER_URL"], autocommit=True) as connection:
        yield connection


def paths(address: Address, owner: psycopg.Connection) -> Iterator[str]:
    """The path with ids of rows that the example made: the customer's own first, then others until a page answers."""
    known: dict[str, object] = {"number": 1, "old": 1, "new": 2, "verb": "submit", "key": a_key(owner)}
    known["period"] = a_period(owner)
    rows = {name: ids(model, owner) for name in address.arguments if (model := model_behind(address, name))}
    for name, found in rows.items():
        assert found, f"the example has no row for {name}, so its pages cannot be looked at"
    for number in range(max((len(found) for found in rows.values()), default=1)):
        path = address.path(known | {name: found[min(number, len(found) - 1)] for name, found in rows.items()})
        yield path + QUERIES.get(address.route, "")


def ids(model: type[Model], owner: psycopg.Connection) -> list[object]:
    """Some rows' ids, the example customer's own first."""
    schema = SCHEMA if model._meta.app_config.name in settings.TENANT_APPS else "public"
    order = sql.Composed([])
    if any(field.name == "customer" for field in model._meta.fields):
        order = sql.SQL(
            "ORDER BY customer_id = (SELECT m.customer_id FROM {}.customers_membership m JOIN {}.people_user u"
            " ON u.id = m.user_id WHERE u.email = {}) DESC NULLS LAST"
        ).format(sql.Identifier(SCHEMA), sql.Identifier(SCHEMA), sql.Literal(PEOPLE[Face.CUSTOMER]))
    table = sql.Identifier(schema, model._meta.db_table)
    key = sql.Identifier(str(model._meta.pk.column))
    rows = owner.execute(sql.SQL("SELECT {} FROM {} {} LIMIT 12").format(key, table, order)).fetchall()
    return [row[0] for row in rows]


def a_key(owner: psycopg.Connection) -> str:
    """The key of some provision of the draft that is being written."""
    row = owner.execute(f"SELECT document->'provisions'->0->>'key' FROM {SCHEMA}.drafts_draft").fetchone()
    assert row, "the example has no draft"
    return str(row[0])


def a_period(owner: psycopg.Connection) -> str:
    """A period that the example published a transparency report of."""
    row = owner.execute(f"SELECT period FROM {SCHEMA}.transparency_publication").fetchone()
    assert row, "the example published no transparency report"
    return str(row[0])


@pytest.mark.parametrize("address", pages(), ids=lambda address: address.route or "home")
def test_a_page_is_complete_fits_and_passes_axe(visitor: Visitor, owner: psycopg.Connection, address: Address) -> None:
    person = PEOPLE[face(address)]
    status = 404
    for path in paths(address, owner):
        status, kind = visitor.asks(SCHEMA, path, person=person)
        if status != 404:
            break
    if status == 405:  # a verb that only takes POST
        return
    if status == 302 and address.route in DOORS:
        _page, status = visitor.open(SCHEMA, path, person=person)
        assert status == 200, path
        return
    assert status == 200, path
    if not kind.startswith("text/html"):
        return  # a file to keep
    look_at(visitor, SCHEMA, path, person)


@pytest.mark.parametrize(("area", "looks"), [("my", Face.CUSTOMER), ("desk", Face.STAFF)])
def test_the_form_of_an_appeal_passes_the_same_look(
    visitor: Visitor, owner: psycopg.Connection, area: str, looks: Face
) -> None:
    found = ids(Determination, owner)
    person = PEOPLE[looks]
    paths = [f"/{area}/appeals/new/?determination={one}" for one in found]
    opened = [path for path in paths if visitor.asks(SCHEMA, path, person=person)[0] == 200]
    assert opened, "the example has no determination that its customer may still appeal"
    look_at(visitor, SCHEMA, opened[0], person)


@pytest.mark.parametrize("path", ["/", "/resellers/new/", "/uptake/"])
def test_the_operators_pages_pass_the_same_look(visitor: Visitor, path: str) -> None:
    host = settings.OPERATOR_HOST.removesuffix(".localhost")
    look_at(visitor, host, path, OPERATOR.email)


def test_the_operators_page_of_a_release_passes_the_same_look(visitor: Visitor, owner: psycopg.Connection) -> None:
    host = settings.OPERATOR_HOST.removesuffix(".localhost")
    row = owner.execute("SELECT id FROM public.resellers_release WHERE publisher = 'vendor' LIMIT 1").fetchone()
    assert row, "the example's vendor offers nothing"
    look_at(visitor, host, f"/uptake/{row[0]}/", OPERATOR.email)


def look_at(visitor: Visitor, host: str, path: str, person: str) -> None:
    """Complete, fitting and without a violation, light on a desktop and dark on a phone."""
    page, status = visitor.open(host, path, person=person)
    assert status == 200
    assert page.locator("main h1").count() == 1
    assert page.title()
    for device in (DESKTOP, DARK_PHONE):
        hold(page, device)
        assert page.evaluate(OVERFLOW) <= 0, f"{path} scrolls sideways on a {device.name}"
        assert violations(page) == [], f"{path} on a {device.name}"


def test_the_keyboard_reaches_the_content_first(visitor: Visitor) -> None:
    page, _status = visitor.open(SCHEMA, "/aup/")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_the_link_to_a_provision_shows_when_pointed_at_or_reached_and_is_told_by_more_than_colour(
    visitor: Visitor,
) -> None:
    page, _status = visitor.open(SCHEMA, "/aup/")
    link = page.locator(".permalink").first
    opacity = "link => getComputedStyle(link).opacity"
    for device in (DESKTOP, DARK_PHONE):
        hold(page, device)
        page.locator(".provision:has(> p > .permalink)").first.hover()
        assert link.evaluate(opacity) == "1"
        assert violations(page) == []
    hold(page, DESKTOP)
    page.mouse.move(0, 0)
    assert link.evaluate(opacity) == "0"
    link.focus()
    assert link.evaluate(opacity) == "1"
    assert violations(page) == []


def test_nothing_stands_inline_and_nothing_comes_from_elsewhere(visitor: Visitor, site: Site) -> None:
    page = visitor.page(SCHEMA, "").context.new_page()
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(visitor.address(SCHEMA, "/aup/"))
    assert problems == []
    assert all(url.startswith(visitor.address(SCHEMA, "")) for url in asked)
    page.close()


def test_the_aup_prints_without_navigation(visitor: Visitor) -> None:
    page, _status = visitor.open(SCHEMA, "/aup/")
    page.emulate_media(media="print")
    assert page.locator("main").is_visible()
    assert not page.locator("nav").first.is_visible()
    page.emulate_media(media="screen")

"""Words are saved as they are typed, and two people in one provision of a draft see each other's."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.example import PEOPLE, Face
from portal.running.servers import Site
from tests.browser.visitor import DARK_PHONE, OVERFLOW, Visitor, hold, violations

KEY = "a[hx-get]"


@pytest.fixture
def robin(browser: Browser, site: Site) -> Iterator[Page]:
    yield from _signed_in(browser, site)


@pytest.fixture
def sam(browser: Browser, site: Site) -> Iterator[Page]:
    yield from _signed_in(browser, site)


def _signed_in(browser: Browser, site: Site) -> Iterator[Page]:
    """A window of its own, as a colleague at another desk has."""
    visitor = Visitor(browser, site)
    page = visitor.page("acme", PEOPLE[Face.STAFF])
    page.goto(visitor.address("acme", "/desk/policy/draft/"))
    yield page
    visitor.close()


def edited(page: Page) -> str:
    """Opens the last provision's words in place; returns its key."""
    row = page.locator(".draft-row").last
    row.locator(KEY).first.click()
    expect(page.locator("form.provision-editor textarea")).to_be_focused()
    return str(row.get_attribute("id"))


def test_words_typed_in_the_outline_are_saved_without_a_button(robin: Page) -> None:
    key = edited(robin)
    status = robin.locator(".autosave")
    expect(status).to_have_attribute("aria-live", "polite")
    robin.keyboard.press("Control+End")
    robin.keyboard.type(" and one more thing;")
    expect(status).to_contain_text("Saved, revision")
    robin.keyboard.type(" and another;")
    expect(status).to_contain_text("Not saved yet")
    expect(status).to_contain_text("Saved, revision")
    assert violations(robin) == []
    robin.reload()
    expect(robin.locator(f"#{key} .draft-words")).to_contain_text("and one more thing; and another;")


def test_two_windows_on_one_provision_lose_nothing(robin: Page, sam: Page) -> None:
    edited(robin)
    key = edited(sam)
    robin.keyboard.press("Control+Home")
    robin.keyboard.type("Firstly, ")
    expect(robin.locator(".autosave")).to_contain_text("Saved, revision")
    sam.keyboard.press("Control+End")
    sam.keyboard.type(" and lastly this;")
    panel = sam.locator("[data-collision]")
    expect(panel).to_contain_text("Somebody else has changed this provision")
    expect(panel).to_contain_text("Firstly")
    expect(sam.locator("form.provision-editor textarea")).to_have_value(re.compile(" and lastly this;$"))
    assert violations(sam) == []
    hold(sam, DARK_PHONE)
    assert sam.evaluate(OVERFLOW) <= 0
    sam.locator("button[name=both]").click()
    sam.wait_for_url("**/desk/policy/draft/#*")
    expect(sam.locator(f"#{key} .draft-words")).to_contain_text("Firstly, ")
    expect(sam.locator(f"#{key} .draft-words")).to_contain_text("and lastly this;")


def test_without_an_answer_the_page_says_that_nothing_is_saved(robin: Page) -> None:
    edited(robin)
    robin.context.set_offline(True)
    robin.keyboard.press("Control+End")
    robin.keyboard.type(" lost?")
    expect(robin.locator(".autosave")).to_contain_text("Not saved: the portal did not answer")
    robin.context.set_offline(False)
    robin.keyboard.type(" no;")
    expect(robin.locator(".autosave")).to_contain_text("Saved, revision")


def test_a_provision_is_moved_by_keyboard_without_javascript(browser: Browser, site: Site, robin: Page) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(robin.context.cookies())  # type: ignore[arg-type]  # what the other window holds
    page = context.new_page()
    page.goto(f"http://acme.localhost:{site.port}/desk/policy/draft/")
    before = [row.get_attribute("id") for row in page.locator(".draft-row").all()]
    up = page.locator(f"#{before[-1]} button[value=up]")
    up.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/policy/draft/#{before[-1]}")
    after = [row.get_attribute("id") for row in page.locator(".draft-row").all()]
    assert after.index(before[-1]) < before.index(before[-1])
    context.close()

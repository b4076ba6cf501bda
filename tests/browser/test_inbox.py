"""Thirty reports on ten services are dealt with by keys, from the desk's first page, in fewer than sixty acts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from portal.example import PEOPLE, Face
from portal.running.servers import Site
from tests.browser.visitor import DARK_PHONE, DESKTOP, OVERFLOW, Visitor, hold, violations

SERVICES, EACH, MOST_ACTS = 10, 3, 60
#: One for each test: a report about an act of which a case is open would join that, and not wait.
KINDS = iter(("spam_email", "malware", "denial_of_service", "spoofing"))
ENTER = """async ([targets, category]) => {
    const newest = await (await fetch("/api/v1/reports/?sort=newest&page_size=50")).json();
    const { started_at } = newest.results.find(one => one.started_at);
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    for (const target of targets) {
        const answer = await fetch("/api/v1/reports/", {
            method: "POST",
            headers: {"Content-Type": "application/json", "X-CSRFToken": token},
            body: JSON.stringify({
                category, target, started_at, description: `Seen from ${target}.`,
            }),
        });
        if (!answer.ok) throw new Error(await answer.text());
    }
}"""


class Officer:
    """Somebody at the desk whose clicks and keys are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.acts = 0

    def click(self, what: Locator) -> None:
        self.acts += 1
        what.click()

    def press(self, key: str) -> None:
        self.acts += 1
        self.page.keyboard.press(key)

    def offered(self, key: str) -> bool:
        return self.page.locator(f"#pane button[data-key={key}]").first.is_visible()


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Page]:
    """A window of its own, before thirty reports that wait."""
    visitor = Visitor(browser, site)
    page = visitor.page("acme", PEOPLE[Face.STAFF])
    page.goto(visitor.address("acme", "/desk/reports/"))
    targets = [f"198.51.100.{number}" for number in range(21, 21 + SERVICES)] * EACH
    page.evaluate(ENTER, [targets, next(KINDS)])
    page.goto(visitor.address("acme", "/desk/"))
    yield page
    visitor.close()


def test_thirty_reports_are_triaged_by_keys(desk: Page) -> None:
    officer = Officer(desk)
    officer.click(desk.get_by_role("link", name="reports to look at"))
    expect(desk.locator("#inbox")).to_be_visible()
    before = desk.locator(".inbox-row").count()
    assert before >= SERVICES * EACH
    while desk.locator(".inbox-row").count():
        officer.press("Shift+X")
        expect(desk.locator("#pane h2").first).to_contain_text("ticked")
        if officer.offered("o"):
            officer.press("o")
        else:
            officer.press("e")
            officer.press("2")
        expect(desk.locator(".inbox-row .tick:checked")).to_have_count(0)
        assert officer.acts < MOST_ACTS
    expect(desk.locator(".inbox-list")).to_contain_text("Nothing waits")


def test_keys_go_through_the_list_and_act_on_the_report_they_reached(desk: Page) -> None:
    desk.get_by_role("link", name="reports to look at").click()
    first, second = (desk.locator(".inbox-row").nth(number) for number in (0, 1))
    named = second.locator(".row-foot span").first.inner_text().partition(" ")[0]
    expect(first).to_have_attribute("aria-current", "true")
    desk.keyboard.press("j")
    expect(desk.locator("#pane h2").first).to_contain_text(named)
    expect(second).to_have_attribute("aria-current", "true")
    desk.keyboard.press("a")
    expect(second).to_contain_text(PEOPLE[Face.STAFF].partition("@")[0].capitalize())
    desk.keyboard.press("e")
    expect(desk.locator("#pane .act-choices button").first).to_be_focused()
    desk.keyboard.press("3")
    expect(desk.locator("#flash")).to_contain_text(f"The report {named} is completed.")
    expect(desk.locator(".inbox-list")).not_to_contain_text(f"{named} ")
    expect(desk.locator("#keys")).to_contain_text("open a case")
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_be_hidden()
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_be_visible()
    for device in (DESKTOP, DARK_PHONE):
        hold(desk, device)
        assert desk.evaluate(OVERFLOW) <= 0
        assert violations(desk) == []
    hold(desk, DESKTOP)
    desk.keyboard.press("Shift+X")
    expect(desk.locator("#pane h2").first).to_contain_text("ticked")
    assert violations(desk) == []
    desk.go_back()
    expect(desk.locator("#pane h2").first).to_contain_text("R-")


def test_keys_can_be_turned_off_and_words_are_only_words(desk: Page) -> None:
    desk.get_by_role("link", name="reports to look at").click()
    expect(desk.locator(".inbox-row").first).to_be_visible()
    desk.keyboard.press("/")
    desk.locator("#id_target").focus()
    desk.keyboard.type("jjx198")
    expect(desk.locator("#id_target")).to_have_value("jjx198")
    expect(desk.locator(".tick:checked")).to_have_count(0)
    desk.get_by_role("button", name="Turn keys off").click()
    desk.keyboard.press("x")
    expect(desk.locator(".tick:checked")).to_have_count(0)
    desk.get_by_role("button", name="Turn keys on").click()


def test_without_javascript_it_is_a_list_and_a_page(browser: Browser, site: Site, desk: Page) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(desk.context.cookies())  # type: ignore[arg-type]  # what the other window holds
    page = context.new_page()
    page.goto(f"http://acme.localhost:{site.port}/desk/reports/")
    page.locator(".inbox-row .tick").nth(0).check()
    page.locator(".inbox-row .tick").nth(1).check()
    page.get_by_role("button", name="Go on with the ticked").click()
    expect(page.locator("#pane h2").first).to_contain_text("2 reports ticked")
    page.get_by_text("Complete 2 as …").click()
    page.get_by_role("button", name="Not enough to go on").click()
    expect(page.locator("#flash")).to_contain_text("2 reports are completed.")
    assert "/desk/reports/" in page.url
    context.close()

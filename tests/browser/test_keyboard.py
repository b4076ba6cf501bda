"""A customer acknowledges with the keyboard alone and without JavaScript."""

from playwright.sync_api import Browser, Page

from portal.example import PASSWORD
from portal.running.servers import Site

READER = "lars@lindqvist.example"
MOST_STOPS = 60


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the element has the focus."""
    for _stop in range(MOST_STOPS):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by the keyboard at {page.url}")


def test_a_customer_acknowledges_by_keyboard_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"http://acme.localhost:{site.port}/my/aup/")
    tab_to(page, "input[name=email]")
    page.keyboard.type(READER)
    tab_to(page, "input[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("main form input[type=checkbox]")
    for number in range(page.locator("main form input[type=checkbox]").count()):
        name = page.locator("main form input[type=checkbox]").nth(number).get_attribute("id")
        tab_to(page, f"#{name}")
        page.keyboard.press("Space")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_selector("main a[href*='/my/receipts/']")
    tab_to(page, "main a[href*='/my/receipts/']")
    context.close()

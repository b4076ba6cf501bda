"""A served portal with the demo's example, and a real browser that looks at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from portal.running.servers import Site
from tests.browser import chromium
from tests.browser.serving import served
from tests.browser.visitor import Visitor

HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs Chromium; where there is none the summary says so, and CI fails."""
    missing = chromium.found() is None
    for item in items:
        if HERE in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if missing and not chromium.required():
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed: pages were not looked at"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The portal on ports of its own, with the example, on a database of its own."""
    with served(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    path = chromium.found()
    if path is None:
        pytest.fail("Chromium is required here and was not found: install it, or name it in PROVISO_CHROMIUM.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def visitor(site: Site, browser: Browser) -> Iterator[Visitor]:
    """Opens pages as anybody, in any size and colour scheme."""
    made = Visitor(browser, site)
    yield made
    made.close()

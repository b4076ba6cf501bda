"""Saves pictures of the example's pages to docs/pictures, for the README: `python -m tests.browser.screenshots`."""

import os
import sys
import tempfile
from pathlib import Path

import django


def main() -> None:
    """Serves the example and takes every picture; exits where one's page does not answer."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    import psycopg  # noqa: PLC0415 - what follows reads Django's settings
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - likewise

    from tests.browser import chromium  # noqa: PLC0415 - likewise
    from tests.browser.pictures import FOLDER, PICTURES  # noqa: PLC0415 - likewise
    from tests.browser.serving import served  # noqa: PLC0415 - likewise
    from tests.browser.visitor import Visitor  # noqa: PLC0415 - likewise

    path = chromium.found()
    if path is None:
        sys.exit("Chromium is not installed: install it, or name it in PROVISO_CHROMIUM.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        visitor = Visitor(browser, site)
        with psycopg.connect(site.database["DATABASE_OWNER_URL"]) as owner:
            addresses = {picture: picture.where(owner) for picture in PICTURES}
        for picture, where in addresses.items():
            page, status = visitor.open("acme", where, person=picture.person, device=picture.device)
            if status != 200:
                sys.exit(f"{where} answered {status}")
            page.screenshot(path=picture.path)
            print(f"docs/pictures/{picture.path.name}", flush=True)  # noqa: T201 - a command's own words
        visitor.close()
        browser.close()


if __name__ == "__main__":
    main()

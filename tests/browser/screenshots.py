"""Saves pictures of the example's pages to docs/pictures, for the README: `python -m tests.browser.screenshots`."""

import os
import sys
import tempfile
from pathlib import Path

import django

HERE = Path(__file__).resolve()
PICTURES = HERE.parent.parent.parent / "docs" / "pictures"


def main() -> None:
    """Serves the example and takes every picture."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    import psycopg  # noqa: PLC0415 - what follows reads Django's settings
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - likewise

    from portal.example import PEOPLE, Face  # noqa: PLC0415 - likewise
    from tests.browser import chromium  # noqa: PLC0415 - likewise
    from tests.browser.serving import served  # noqa: PLC0415 - likewise
    from tests.browser.visitor import DARK_DESKTOP, DESKTOP, PHONE, Visitor  # noqa: PLC0415 - likewise

    path = chromium.found()
    if path is None:
        sys.exit("Chromium is not installed: install it, or name it in PROVISO_CHROMIUM.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    staff, customer = PEOPLE[Face.STAFF], PEOPLE[Face.CUSTOMER]
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as site, sync_playwright() as playwright:
        with psycopg.connect(site.database["DATABASE_OWNER_URL"]) as owner:
            case = one(owner, "SELECT id FROM acme.cases_case ORDER BY opened_at LIMIT 1")
            credit = one(owner, "SELECT id FROM acme.credits_creditstatement WHERE status = 'issued' LIMIT 1")
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        visitor = Visitor(browser, site)
        for name, where, person, device in (
            ("aup", "/aup/", "", DESKTOP),
            ("aup-dark", "/aup/", "", DARK_DESKTOP),
            ("my-home", "/my/", customer, DESKTOP),
            ("my-home-phone", "/my/", customer, PHONE),
            ("desk-home", "/desk/", staff, DESKTOP),
            ("desk-home-dark", "/desk/", staff, DARK_DESKTOP),
            ("case", f"/desk/cases/{case}/", staff, DESKTOP),
            ("credit-statement", f"/desk/credits/{credit}/", staff, DESKTOP),
        ):
            page, status = visitor.open("acme", where, person=person, device=device)
            if status != 200:
                sys.exit(f"{where} answered {status}")
            page.screenshot(path=PICTURES / f"{name}.png")
            print(f"docs/pictures/{name}.png", flush=True)  # noqa: T201 - a command's own words
        visitor.close()
        browser.close()


def one(owner: object, query: str) -> object:
    """The one value of a query; exits when the example lacks it."""
    row = owner.execute(query).fetchone()  # type: ignore[attr-defined]  # psycopg is imported after the settings
    if row is None:
        sys.exit(f"The example has no row for: {query}")
    return row[0]


if __name__ == "__main__":
    main()

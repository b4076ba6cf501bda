"""Somebody with a browser: signed in or not, on a desktop or a phone, in light or dark."""

from dataclasses import dataclass
from http.client import HTTPConnection

from axe_playwright_python.base import AXE_SCRIPT as AXE
from playwright.sync_api import Browser, Page

from portal.example import PASSWORD
from portal.running.servers import Site


@dataclass(frozen=True, slots=True)
class Device:
    """A window and a colour scheme."""

    name: str
    width: int
    height: int
    scheme: str


DESKTOP = Device("desktop", 1280, 900, "light")
DARK_DESKTOP = Device("desktop-dark", 1280, 900, "dark")
PHONE = Device("phone", 390, 844, "light")
DARK_PHONE = Device("phone-dark", 390, 844, "dark")

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Visitor:
    """Keeps one page per person, so that signing in and starting a page happen once."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser = browser
        self.site = site
        self.pages: dict[tuple[str, str], Page] = {}

    def address(self, host: str, path: str) -> str:
        """The full address at a host of the served portal."""
        return f"http://{host}.localhost:{self.site.port}{path}"

    def page(self, host: str, person: str) -> Page:
        """The page of a person (a mail address; empty: nobody signed in)."""
        key = (host, person)
        if key not in self.pages:
            self.pages[key] = self.browser.new_context(reduced_motion="reduce").new_page()
            if person:
                self.sign_in(self.pages[key], host, person)
        return self.pages[key]

    def sign_in(self, page: Page, host: str, person: str) -> None:
        """Types address and password as a person would."""
        page.goto(self.address(host, "/sign-in/"))
        page.fill("input[name=email]", person)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/sign-in/" not in url)

    def open(self, host: str, path: str, *, person: str = "", device: Device = DESKTOP) -> tuple[Page, int]:
        """The person's page at an address, and its status."""
        page = self.page(host, person)
        hold(page, device)
        answer = page.goto(self.address(host, path))
        return page, answer.status if answer else 0

    def asks(self, host: str, path: str, *, person: str) -> tuple[int, str]:
        """Status and content type of an address, without opening it; redirects are answers too."""
        cookies = "; ".join(
            f"{one['name']}={one['value']}" for one in self.page(host, person).context.cookies(self.address(host, path))
        )
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=30)
        connection.request("GET", path, headers={"Host": f"{host}.localhost:{self.site.port}", "Cookie": cookies})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.headers.get("content-type", "")

    def close(self) -> None:
        """Ends every page."""
        for page in self.pages.values():
            page.context.close()


def hold(page: Page, device: Device) -> None:
    """The same page in another window and colour scheme: width and scheme reach it through style sheets alone."""
    page.set_viewport_size({"width": device.width, "height": device.height})
    page.emulate_media(color_scheme="dark" if device.scheme == "dark" else "light")


def violations(page: Page) -> list[str]:
    """What axe finds, one line each."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("() => axe.run({resultTypes: ['violations']})")["violations"]
    # One line for each rule that is broken, with the first element that breaks it.
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]}" for one in found]

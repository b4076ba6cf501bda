"""A person (or a machine) at one host: a client with its own cookies that can follow links and send forms."""

from typing import Any
from urllib.parse import urljoin

import httpx

from tests.story.page import Form, Page
from tests.story.promises import BrokenPromise

File = tuple[str, bytes, str]


class Loopback(httpx.HTTPTransport):
    """Connects to this machine whatever the host is called."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The host's own name stays in the header."""
        url = request.url.copy_with(host="127.0.0.1")
        return super().handle_request(
            httpx.Request(
                request.method, url, headers=request.headers, stream=request.stream, extensions=request.extensions
            )
        )


class Visitor:
    """Somebody at a host; `name` only tells who it was when a promise breaks."""

    def __init__(self, name: str, origin: str) -> None:
        self.name, self.origin = name, origin
        self.landed: Page | None = None  # the page that signing in led to
        self.client = httpx.Client(transport=Loopback(), base_url=origin, timeout=60, follow_redirects=True)

    def get(self, address: str, *, expect: int = 200, **query: str) -> Page:
        """A page; anything but the expected status breaks a promise."""
        return self._checked(self.client.get(address, params=query or None), expect)

    def start(self) -> Page:
        """The first page of the host; from there on a person follows links."""
        return self.get("/")

    def follow(self, page: Page, *words: str) -> Page:
        """Follows one link after the other, each by words that people see on it."""
        for one in words:
            page = self.get(urljoin(page.url, page.link_that_says(one)))
        return page

    def press(self, page: Page, button: str, values: dict[str, Any] | None = None, *, expect: int = 200) -> Page:
        """Fills in the form whose button says so, and presses it."""
        form = page.form(*(values or {}), button=button)
        return self.submit(page, form, values, button=button, expect=expect)

    def post(self, address: str, values: dict[str, Any], *, expect: int = 200, referer: str = "") -> Page:
        """Sends values with this person's CSRF token."""
        token = self.client.cookies.get("csrftoken", "")
        sent = {"csrfmiddlewaretoken": token} | values
        headers = {"Referer": referer or f"{self.origin}/"}
        return self._checked(self.client.post(address, data=sent, headers=headers), expect)

    def submit(
        self,
        page: Page,
        form: Form,
        values: dict[str, Any] | None = None,
        *,
        button: str = "",
        files: dict[str, File] | None = None,
        expect: int = 200,
    ) -> Page:
        """Fills a form in and sends it as a browser would, with the button whose words contain `button`."""
        data: dict[str, Any] = {name: list(kept) for name, kept in form.values.items()}
        for name, value in (values or {}).items():
            if name not in form.names and not any(name == one for one, *_ in form.buttons):
                raise BrokenPromise(f"{page.url} has a field {name}; it has {sorted(form.names)}")
            data[name] = value
        pressed = [one for one in form.buttons if button.lower() in one[2].lower()]
        if button and not pressed:
            raise BrokenPromise(f"{page.url} has a button “{button}”; it has {form.buttons}")
        if pressed and pressed[0][0] and pressed[0][0] not in (values or {}):
            data[pressed[0][0]] = pressed[0][1]
        address = urljoin(page.url, form.action or page.url)
        if form.method == "get":
            return self._checked(self.client.get(address, params=data), expect)
        headers = {"Referer": page.url}
        return self._checked(self.client.post(address, data=data, files=files, headers=headers), expect)

    def api(self, method: str, path: str, body: Any = None, *, expect: int | None = None, token: str = "") -> Page:
        """Calls the API, by session or by token."""
        headers = {"Accept": "application/json", "Referer": f"{self.origin}/"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        elif csrf := self.client.cookies.get("csrftoken"):
            headers["X-CSRFToken"] = csrf
        response = self.client.request(method, f"/api/v1/{path}", json=body, headers=headers)
        return self._checked(response, expect) if expect is not None else Page(response)

    def _checked(self, response: httpx.Response, expect: int) -> Page:
        page = Page(response)
        if page.status != expect:
            asked = f"{response.request.method} {response.request.url}"
            words = " ".join((page.text or page.body).split())[:1200]
            raise BrokenPromise(f"{asked} answers {expect} to {self.name}; it answered {page.status}: {words}")
        return page

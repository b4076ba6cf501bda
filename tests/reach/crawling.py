"""Goes through a host as a person does who types no address: by links, buttons and forms alone."""

from collections import deque
from collections.abc import Container
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from tests.isolation.beta import taken_back
from tests.isolation.judging import let_go

#: How many addresses of one pattern are opened while something is still sought: a button may stand only where a thing
#: is in the right state.
PER_PATTERN = 12
_OK = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CARRIERS = {"a": "href", "area": "href", "link": "href", "iframe": "src", "img": "src"}


@dataclass
class _Form:
    action: str
    post: bool
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    to_type: bool = False  # a required field that is empty: nothing happens before somebody types

    def addresses(self) -> list[str]:
        """Where each button of a GET form leads as the page stands."""
        base = self.action.partition("?")[0]
        named = [[button] for button in self.buttons if button[0]] or [[]]
        return [f"{base}?{urlencode([*self.fields, *button])}" for button in named]


class Ways(HTMLParser):
    """What a page offers: addresses to follow, and addresses to send something to."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.followed: list[str] = []
        self.posted: list[str] = []
        self._forms: dict[str, _Form] = {}
        self._form: _Form | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes what an element leads to."""
        said = {name: value or "" for name, value in attrs}
        if tag in _CARRIERS and said.get(_CARRIERS[tag]):
            self.followed.append(urljoin(self.at, said[_CARRIERS[tag]]))
        for name, ways in (("hx-get", self.followed), ("hx-post", self.posted)):
            if said.get(name):
                ways.append(urljoin(self.at, said[name]))
        if tag == "form":
            action = urljoin(self.at, said.get("action") or self.at)
            self._form = _Form(action, post=said.get("method", "get").lower() == "post")
            self._forms[said.get("id", "")] = self._form
        form = self._forms.get(said["form"]) if said.get("form") else self._form
        if form is not None:
            self._in_form(tag, said, form)

    def _in_form(self, tag: str, said: dict[str, str], form: _Form) -> None:
        name, value = said.get("name", ""), said.get("value", "")
        kind = said.get("type", "submit" if tag == "button" else "text")
        if kind == "submit" and tag in {"button", "input"}:
            if said.get("formaction"):
                (self.posted if form.post else self.followed).append(urljoin(self.at, said["formaction"]))
            form.buttons.append((name, value))
        elif tag == "input" and name and (kind not in {"checkbox", "radio"} or "checked" in said):
            form.fields.append((name, value))
            form.to_type |= "required" in said and not value
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in said:
            form.fields.append((self._select, value))

    def handle_endtag(self, tag: str) -> None:
        """A form is known once it ends."""
        if tag == "select":
            self._select = None
        if tag == "form" and self._form is not None:
            form, self._form = self._form, None
            if form.post:
                self.posted.append(form.action)
            elif not form.to_type:
                self.followed += form.addresses()


@dataclass
class Found:
    """What one person found, by pattern, each with where: what was opened, what is offered, and what is wrong."""

    opened: dict[str, str] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Crawler:
    """One person at one host: the patterns gone into, and those that would refuse to show something or to do it."""

    client: Client
    host: str
    urlconf: str
    within: Container[str]
    shut: Container[str]
    shut_to_post: Container[str]

    def crawl(self, start: str, sought: set[str]) -> Found:
        """Opens one address of every pattern that is found from `start`; more while something sought is missing."""
        found, seen, times = Found(), {start}, dict[str, int]()
        fresh, again = deque([(start, "the start")]), deque[tuple[str, str]]()
        while fresh or (again and sought - found.opened.keys() - found.offered.keys()):
            address, origin = (fresh or again).popleft()
            route = self.route_of(address) or ""
            times[route] = times.get(route, 0) + 1
            if times[route] > (1 if fresh else PER_PATTERN):
                if times[route] <= PER_PATTERN:
                    times[route] -= 1
                    again.append((address, origin))
                continue
            ways = self._open(address, origin, route, found)
            for way in map(self._here, ways.posted):
                self._offer(way, address, found)
            for way in map(self._here, ways.followed):
                if way is None or way in seen:
                    continue
                seen.add(way)
                into = self._way(way, address, found)
                if into:
                    (again if into in times else fresh).append((way, address))
        return found

    def _open(self, address: str, origin: str, route: str, found: Found) -> Ways:
        ways = Ways(address)
        with taken_back():
            answer: Any = self.client.get(address)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            let_go(answer)
        if answer.status_code not in {_OK, *_REDIRECTS}:
            found.wrong.append(f"{address} answers {answer.status_code}; the link stands on {origin}")
            return ways
        found.opened.setdefault(route, origin)
        if answer.status_code in _REDIRECTS:
            ways.followed.append(urljoin(address, answer["Location"]))
        elif answer["Content-Type"].startswith("text/html"):
            ways.feed(content.decode())
        return ways

    def _way(self, way: str, origin: str, found: Found) -> str | None:
        """The pattern that a link leads into; None where this person does not go."""
        into = self.route_of(way)
        if into is None:
            found.wrong.append(f"{way} leads nowhere; the link stands on {origin}")
        elif into in self.shut:
            found.wrong.append(f"{into} is not for this person; the link stands on {origin}")
        elif into in self.within:
            return into
        return None

    def _offer(self, way: str | None, origin: str, found: Found) -> None:
        into = way and self.route_of(way)
        if into and into in self.shut_to_post:
            found.wrong.append(f"{into} is not for this person; the button stands on {origin}")
        elif into:
            found.offered.setdefault(into, origin)

    def _here(self, way: str) -> str | None:
        """Path and query of an address at this host; None for another's, a mail address or a static file."""
        parts = urlsplit(way)
        elsewhere = parts.scheme not in {"", "http", "https"} or parts.hostname not in {None, self.host}
        if elsewhere or parts.path.startswith("/static/"):
            return None
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def route_of(self, address: str) -> str | None:
        """The pattern that an address belongs to, as declared; None where there is none."""
        try:
            return str(resolve(urlsplit(address).path, self.urlconf).route)
        except Resolver404:
            return None

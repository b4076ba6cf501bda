"""An answer as a person without JavaScript sees it: its text, its links and its forms."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx

from tests.story.promises import BrokenPromise, shortened

Values = dict[str, Any]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Form:
    """One form: where it goes and what it would send untouched; `choices` are the values a select or radio offers."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    text: str = ""

    @property
    def names(self) -> set[str]:
        """Every name a person can fill in."""
        return self.values.keys() | self.choices.keys() | self.files


class _Reader(HTMLParser):
    """Collects forms, links and visible words."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.title = ""
        self._form: Form | None = None
        self._hidden = 0
        self._link: str | None = None
        self._link_words: list[str] = []
        self._select: str | None = None
        self._option: tuple[str, bool] | None = None
        self._option_words: list[str] = []
        self._textarea: tuple[str, list[str]] | None = None
        self._button: tuple[str, str, list[str]] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in {"script", "style", "template", "head"}:
            self._hidden += tag not in VOID
        elif tag == "a" and "href" in given:
            self._link, self._link_words = given["href"], []
        elif tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, given)
        if tag in {"p", "li", "tr", "div", "h1", "h2", "h3", "br", "dt", "dd"}:
            self.words.append("\n")

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name = self._form, given.get("name", "")
        assert form is not None
        kind = given.get("type", "text").lower()
        if tag == "select":
            self._select = name
            form.choices[name] = {}
        elif tag == "option":
            self._close_option()
            self._option, self._option_words = (given.get("value", ""), "selected" in given), []
        elif tag == "textarea":
            self._textarea = (name, [])
        elif tag == "button":
            self._button = (name, given.get("value", ""), [])
        elif tag == "input" and name and "disabled" not in given:
            value = given.get("value", "")
            if kind == "file":
                form.files.add(name)
            elif kind in {"checkbox", "radio"}:
                form.choices.setdefault(name, {})[given.get("value", "on")] = given.get("id", "")
                if "checked" in given:
                    form.values.setdefault(name, []).append(given.get("value", "on"))
            elif kind in {"submit", "button", "reset", "image"}:
                form.buttons.append((name, value, value))
            else:
                form.values.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style", "template", "head"}:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a" and self._link is not None:
            self.links.append((self._link, " ".join("".join(self._link_words).split())))
            self._link = None
        elif tag == "select":
            self._close_option()
            self._select = None
        elif tag == "option":
            self._close_option()
        elif tag == "textarea" and self._textarea is not None and self._form is not None:
            self._form.values.setdefault(self._textarea[0], []).append("".join(self._textarea[1]).removeprefix("\n"))
            self._textarea = None
        elif tag == "button" and self._button is not None and self._form is not None:
            self._form.buttons.append((*self._button[:2], " ".join("".join(self._button[2]).split())))
            self._button = None
        elif tag == "form":
            self._form = None

    def _close_option(self) -> None:
        if self._option is None or self._select is None or self._form is None:
            return
        value, selected = self._option
        self._form.choices[self._select][value] = " ".join("".join(self._option_words).split())
        if selected or (len(self._form.choices[self._select]) == 1 and self._select not in self._form.values):
            self._form.values[self._select] = [value]
        self._option = None

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        for collected in (
            self._textarea[1] if self._textarea else None,
            self._option_words if self._option else None,
            self._button[2] if self._button else None,
            self._link_words if self._link is not None else None,
        ):
            if collected is not None:
                collected.append(data)
        self.words.append(data)
        if self._form is not None:
            self._form.text += data


class Page:
    """One answer."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.url = str(response.url)
        self.body = response.text
        reader = _Reader()
        if "html" in response.headers.get("content-type", ""):
            reader.feed(self.body)
        self.text = re.sub(r"[ \t]+", " ", "".join(reader.words)).strip()
        self.forms, self.links = reader.forms, reader.links

    def json(self) -> Any:
        """The answer as JSON."""
        return self.response.json()

    def form(self, *names: str, action: str = "", button: str = "") -> Form:
        """The form with these field names, whose action contains `action` and one of whose buttons says `button`."""
        for form in self.forms:
            says = any(button.lower() in label.lower() for _name, _value, label in form.buttons)
            if set(names) <= form.names and action in urljoin(self.url, form.action) and (not button or says):
                return form
        there = [(form.action, sorted(form.names), [label for *_, label in form.buttons]) for form in self.forms]
        message = (
            f"{self.url} ({self.status}) has a form with {names} {action} {button}; it has {there}; {self.text[:600]}"
        )
        raise BrokenPromise(message)

    def link(self, part: str, *, but: str = "") -> str:
        """The address of the first link whose address or words contain `part`, and whose address does not end so."""
        for address, words in self.links:
            if (part in address or part.lower() in words.lower()) and not (but and address.endswith(but)):
                return address
        message = f"{self.url} links to {part}; {shortened(self.text)}"
        raise BrokenPromise(message)

    def link_that_says(self, words: str) -> str:
        """The address of the first link whose words are these, or else contain them; breaks a promise without one."""
        named = [(address, said) for address, said in self.links if words.lower() in said.lower()]
        exact = [address for address, said in named if said.lower() == words.lower()]
        if not named:
            raise BrokenPromise(f"{self.url} has a link “{words}”; it has {[said for _address, said in self.links]}")
        return exact[0] if exact else named[0][0]

    def offers(self, words: str) -> bool:
        """Whether a link or button says the words."""
        said = [label for _address, label in self.links]
        said += [label for form in self.forms for *_, label in form.buttons]
        return any(words.lower() in one.lower() for one in said)

    def says(self, *words: str) -> bool:
        """Whether every one of the words stands on it, whatever the white space."""
        flat = " ".join(self.text.split())
        return all(" ".join(word.split()) in flat for word in words)

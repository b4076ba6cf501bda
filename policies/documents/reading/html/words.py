"""The second reading of balanced HTML, which the first is held against: only its words and where blocks end."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from policies.documents.reading.html.elements import BLOCKS, VOID, address, leads_elsewhere
from policies.documents.reading.html.lists import HtmlList, list_of


@dataclass
class _Link:
    target: str
    label: list[str] = field(default_factory=list)


class HtmlWords(HTMLParser):
    """Gathers only the words of balanced HTML, without any idea of its structure but where blocks end."""

    def __init__(self, *, numbered: bool, skips: set[int]) -> None:
        super().__init__()
        self.numbered, self.skips = numbered, skips
        self.out: list[str] = []
        self.lists: list[HtmlList] = []
        self.links: list[_Link] = []
        self.starts = 0
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enters an element."""
        self.starts += 1
        if self.skipping or self.starts in self.skips or tag == "title":
            self.skipping += tag not in VOID
            return
        attributes = dict(attrs)
        if tag in BLOCKS:
            self.out.append("\n")
        if tag in {"ol", "ul", "menu"}:
            self.lists.append(list_of(tag, attributes, numbered=self.numbered))
        elif tag == "li" and self.lists:
            self.out.append(f"{self.lists[-1].number(attributes.get('value'))} ")
        elif tag == "a":
            self.links.append(_Link(address(attributes)))

    def handle_endtag(self, tag: str) -> None:
        """Leaves an element."""
        if self.skipping:
            self.skipping -= tag not in VOID
            return
        if tag in BLOCKS:
            self.out.append("\n")
        if tag in {"ol", "ul", "menu"} and self.lists:
            self.lists.pop()
        elif tag == "a" and self.links:
            link = self.links.pop()
            label = " ".join("".join(link.label).split())
            if leads_elsewhere(label, link.target):
                self.out.append(f" ({link.target})")

    def handle_data(self, data: str) -> None:
        """Gathers words."""
        if not self.skipping:
            self.out.append(data)
            for link in self.links:
                link.label.append(data)

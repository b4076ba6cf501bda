"""HTML read as browsers do: brought into balance by nh3, then headings, lists, quotes, tables, links in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

import nh3

from policies.documents.blocks import BREAK, BlockWriter
from policies.documents.source import LeftOut, NotImportable, Source
from policies.documents.text_source import blocks_of as text_blocks

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INLINE: Final = _names(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike "
    "strong sub sup time tt u var wbr"
)
_BLOCKS: Final = _names(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr img legend li main menu nav ol p pre section summary table tbody "
    "td tfoot th thead title tr ul"
)
_UNSEEN: Final = _names(
    "script style template noscript iframe object embed svg canvas audio video select textarea button map"
)
_PAGE_PARTS: Final = {
    "nav": "navigation",
    "header": "the page's head",
    "footer": "the page's foot",
    "aside": "an aside",
}
_VOID: Final = frozenset({"br", "hr", "img", "wbr"})
_CLOSED_BY_THEMSELVES: Final = _names(
    "p li td th tr dt dd tbody thead tfoot option br hr img input meta link col colgroup wbr source base area"
)
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*?(/?)>", re.IGNORECASE)
_DEEPEST: Final = 200
_SCHEMES: Final = {"http", "https", "mailto", "tel", "ftp"}
_LIST_STYLES: Final = {
    "a": "a",
    "A": "A",
    "i": "i",
    "I": "I",
    "1": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal": "1",
    "none": "",
}
_ROMAN: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def read_html(source: str) -> Source:
    """Read a web page; its navigation, head and foot are left out and named. Raises `NotImportable`."""
    _refuse_depth(source)
    balanced = nh3.clean(
        source,
        tags=set(_INLINE | _BLOCKS),
        clean_content_tags=set(_UNSEEN),
        attributes={
            "a": {"href"},
            "ol": {"type", "start", "reversed", "style"},
            "li": {"value", "id"},
            "img": {"alt"},
        },
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return read_balanced(balanced, source=source)


def read_balanced(balanced: str, *, source: str = "", numbered: bool = True) -> Source:
    """Read HTML whose every element is closed; `numbered` says that its lists print their numbers themselves."""
    reader = _Reader(numbered=numbered, main=re.search(r"<(?:main|article)[ >]", balanced) is not None)
    reader.feed(balanced)
    reader.close()
    reader.flush()
    words = _Words(numbered=numbered, skips=reader.skips)
    words.feed(balanced)
    words.close()
    return Source(reader.writer.blocks, "".join(words.out), _placed(reader.left_out, source), reader.title)


def list_number(style: str, number: int) -> str:
    """Give what a browser prints before the item of an ordered list."""
    if style == "1" or number < 1:
        return f"{number}."
    if style in {"a", "A"}:
        text = ""
        while number:
            number, rest = divmod(number - 1, 26)
            text = chr(ord("a") + rest) + text
    else:
        text = ""
        for value, letters in _ROMAN:
            text, number = text + letters * (number // value), number % value
    return f"{text.upper() if style.isupper() else text}."


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str
    next: int
    step: int = 1

    def number(self, value: str | None) -> str:
        if value and re.fullmatch(r"-?\d{1,5}", value):
            self.next = int(value)
        printed = list_number(self.style, self.next) if self.ordered and self.style else ""
        self.next += self.step
        return printed


def _list_of(tag: str, attributes: dict[str, str | None], *, numbered: bool) -> _List:
    style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", attributes.get("style") or "")
    name = style[1] if style else attributes.get("type") or "1"
    start = attributes.get("start") or "1"
    first = int(start) if re.fullmatch(r"-?\d{1,5}", start) else 1
    step = -1 if "reversed" in attributes else 1
    return _List(tag == "ol" and numbered, _LIST_STYLES.get(name, "1"), first, step)


def _address(attributes: dict[str, str | None]) -> str:
    """Give where a link leads; a place in the same page is no address."""
    target = (attributes.get("href") or "").strip()
    return "" if target.startswith("#") else target


class _Reader(HTMLParser):
    """Walks balanced HTML and writes blocks."""

    def __init__(self, *, numbered: bool, main: bool) -> None:
        super().__init__()
        self.numbered, self.main = numbered, main
        self.writer = BlockWriter()
        self.text: list[str] = []
        self.lists: list[_List] = []
        self.links: list[tuple[int, str]] = []
        self.cells: list[list[str]] = []
        self.pre = 0
        self.inside_main = 0
        self.skipping: list[str] = []
        self.skipped: list[str] = []
        self.starts = 0
        self.skips: set[int] = set()
        self.left_out: list[tuple[str, str, str]] = []
        self.in_title = False
        self.title = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts += 1
        attributes = dict(attrs)
        if self.skipping:
            if tag not in _VOID:
                self.skipping.append(tag)
            return
        if tag in _PAGE_PARTS and not self.inside_main and (tag != "aside" or self.main):
            self.flush()
            self.skipping, self.skipped = [tag], []
            self.skips.add(self.starts)
        elif tag == "title":
            self.in_title, self.title = True, ""
        elif tag == "br":
            self.text.append(BREAK)
        elif tag == "img":
            if alt := (attributes.get("alt") or "").strip():
                self.left_out.append((alt, "a picture's description", "<img"))
        elif tag == "a":
            self.links.append((len(self.text), _address(attributes)))
        elif tag in _BLOCKS:
            self._open(tag, attributes)

    def _open(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in {"td", "th"}:
            self.flush()
            if self.cells:
                self.cells[-1].append("")
            return
        self.flush()
        if tag in _HEADINGS and not self.cells:
            self.writer.heading = _HEADINGS[tag]
        elif tag in {"ol", "ul", "menu"}:
            self.lists.append(_list_of(tag, attributes, numbered=self.numbered))
        elif tag == "li":
            current = self.lists[-1] if self.lists else _List(ordered=False, style="", next=1)
            self._item(current.number(attributes.get("value")))
        elif tag == "dd":
            self._item("")
        elif tag == "tr":
            self.cells.append([])
        elif tag == "pre":
            self.pre += 1
        elif tag in {"main", "article"}:
            self.inside_main += 1

    def _item(self, number: str) -> None:
        if self.cells:
            self.text.append(f"{number} ")
        else:
            self.writer.open_item(number)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            if tag not in _VOID:
                self.skipping.pop()
            if not self.skipping:
                self.left_out.append((" ".join(" ".join(self.skipped).split()), _PAGE_PARTS[tag], f"<{tag}"))
            return
        if tag == "title":
            self.in_title = False
            self.title = " ".join(self.title.split())
            self.left_out.append((self.title, "the title of the browser's window", "<title"))
        elif tag == "a" and self.links:
            start, target = self.links.pop()
            label = " ".join("".join(self.text[start:]).split())
            if target and label not in {target, target.removeprefix("mailto:").removeprefix("tel:")}:
                self.text.append(f" ({target})")
        elif tag in _BLOCKS:
            self._close(tag)

    def _close(self, tag: str) -> None:
        self.flush(pre=tag == "pre")
        if tag in _HEADINGS:
            self.writer.heading = 0
        elif tag in {"ol", "ul", "menu"} and self.lists:
            self.lists.pop()
        elif tag in {"li", "dd"} and not self.cells and self.writer.depth:
            self.writer.close_item()
        elif tag == "tr" and self.cells:
            row = " | ".join(cell for cell in self.cells.pop() if cell)
            if self.cells and self.cells[-1]:
                self.cells[-1][-1] = f"{self.cells[-1][-1]} {row}".strip()
            else:
                self.writer.words(row)
        elif tag == "pre":
            self.pre -= 1
        elif tag in {"main", "article"}:
            self.inside_main -= 1

    def handle_data(self, data: str) -> None:
        if self.skipping:
            self.skipped.append(data)
        elif self.in_title:
            self.title += data
        else:
            self.text.append(data)

    def flush(self, *, pre: bool = False) -> None:
        """Hand over the words gathered since the last block began or ended."""
        raw, self.text = "".join(self.text), []
        self.links = [(0, target) for _, target in self.links]
        if self.cells and self.cells[-1]:
            words = " ".join(raw.replace(BREAK, " ").split())
            self.cells[-1][-1] = f"{self.cells[-1][-1]} {words}".strip()
        elif pre and not self.writer.depth and "\n" in raw.strip():
            self.writer.lists.close()
            self.writer.blocks += text_blocks(raw.replace(BREAK, "\n"))
        else:
            self.writer.words(raw)


@dataclass
class _Link:
    target: str
    label: list[str] = field(default_factory=list)


class _Words(HTMLParser):
    """Gathers only the words of balanced HTML, without any idea of its structure but where blocks end."""

    def __init__(self, *, numbered: bool, skips: set[int]) -> None:
        super().__init__()
        self.numbered, self.skips = numbered, skips
        self.out: list[str] = []
        self.lists: list[_List] = []
        self.links: list[_Link] = []
        self.starts = 0
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts += 1
        if self.skipping or self.starts in self.skips or tag == "title":
            self.skipping += tag not in _VOID
            return
        attributes = dict(attrs)
        if tag in _BLOCKS:
            self.out.append("\n")
        if tag in {"ol", "ul", "menu"}:
            self.lists.append(_list_of(tag, attributes, numbered=self.numbered))
        elif tag == "li" and self.lists:
            self.out.append(f"{self.lists[-1].number(attributes.get('value'))} ")
        elif tag == "a":
            self.links.append(_Link(_address(attributes)))

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= tag not in _VOID
            return
        if tag in _BLOCKS:
            self.out.append("\n")
        if tag in {"ol", "ul", "menu"} and self.lists:
            self.lists.pop()
        elif tag == "a" and self.links:
            link = self.links.pop()
            label = " ".join("".join(link.label).split())
            if link.target and label not in {link.target, link.target.removeprefix("mailto:").removeprefix("tel:")}:
                self.out.append(f" ({link.target})")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.out.append(data)
            for link in self.links:
                link.label.append(data)


def _placed(found: list[tuple[str, str, str]], source: str) -> tuple[LeftOut, ...]:
    """Name the line of the file where the element of each part that was left out begins."""
    placed: list[LeftOut] = []
    lowered = source.lower()
    at, line = 0, 1
    for text, reason, element in found:
        start = lowered.find(element, at)
        if start >= 0:
            line += source.count("\n", at, start)
            at = start + 1
        if text:
            placed.append(LeftOut(line if start >= 0 else 0, 0, text, reason))
    return tuple(placed)


def _refuse_depth(source: str) -> None:
    """Refuse what no browser could lay out: elements nested so deep that bringing them into balance never ends."""
    depth = 0
    for match in _TAG.finditer(source):
        if match[3] or match[2].lower() in _CLOSED_BY_THEMSELVES:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _DEEPEST:
            raise NotImportable("The web page nests its elements too deep to be read: save it as plain text instead.")

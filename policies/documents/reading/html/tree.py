"""A web page as a browser's parser understands it: a tree of elements, and the line on which each begins."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from policies.documents.reading.decoding import readable
from policies.documents.reading.html.elements import BLOCKS, UNSEEN, names
from policies.documents.reading.html.styles import Styles, sheet_styles
from policies.documents.reading.source import NotImportable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from policies.documents.reading.html.styles import SheetStyles

_CLOSED_BY_THEMSELVES: Final = names(
    "p li td th tr dt dd tbody thead tfoot option br hr img input meta link col colgroup wbr source base area"
)
_OPENING: Final = re.compile(r"<!--|<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
#: What stands between these is no tag, whatever it looks like.
_RAW: Final = {tag: re.compile(rf"</{tag}", re.IGNORECASE) for tag in ("script", "style", "textarea", "title", "xmp")}
_DEEPEST: Final = 200
_LONGEST_TAG: Final = 1_000
#: In 2 MB there is no room for more that say anything.
_MOST_TAGS: Final = 400_000
_NO_ATTRIBUTES: Final[dict[str, str]] = {}
_NO_STYLES: Final[Styles] = {}


@dataclass(slots=True, eq=False)
class Element:
    """One element; `children` are elements and words. `number` is what a browser prints before it, where known."""

    tag: str
    attributes: dict[str, str] = field(default_factory=lambda: _NO_ATTRIBUTES)
    styles: Styles = field(default_factory=lambda: _NO_STYLES)
    children: list[Element | str] = field(default_factory=list)
    number: str | None = None
    nth: int = 0  # of those with its tag, from 1

    def elements(self) -> list[Element]:
        """Returns the elements right inside it."""
        return [child for child in self.children if isinstance(child, Element)]

    def classes(self) -> list[str]:
        """Returns the names of its classes."""
        return self.attributes.get("class", "").split()


def parse(source: str) -> Element:
    """Reads a page as browsers do; raises `NotImportable` for one that has too many tags or nests them too deep."""
    if source.count("<") > _MOST_TAGS:
        raise NotImportable(f"The web page has more than {_MOST_TAGS:,} tags: save it as plain text instead.")
    refuse_depth(source)
    try:
        parser = LexborHTMLParser(source)
    except SelectolaxError:
        # Any text is a page to it, so all that can go wrong is that it gets no memory.
        raise MemoryError from None
    page = parser.root
    root = Element("html")
    if page is not None:
        _fill(root, page, sheet_styles(parser, elements=source.count("<")))
    return root


def _fill(root: Element, page: LexborNode, styles: SheetStyles) -> None:
    """Copies what the parser made, node by node: as deep as a page may be, without calling itself."""
    counted: Counter[str] = Counter()
    open_elements = [root]
    node = page.first_child
    while node is not None:
        inner = None
        tag = node.tag or ""
        if node.is_text_node:
            open_elements[-1].children.append(readable(node.text_content or ""))
        elif node.is_element_node and tag not in UNSEEN:
            counted[tag] += 1
            attributes = {name: value or "" for name, value in node.attributes.items()} or _NO_ATTRIBUTES
            made = Element(tag, attributes, styles.of(node.mem_id, attributes), nth=counted[tag])
            open_elements[-1].children.append(made)
            inner = node.first_child
            if inner is not None:
                open_elements.append(made)
        node = inner if inner is not None else _next(node, open_elements)


def _next(node: LexborNode, open_elements: list[Element]) -> LexborNode | None:
    """Returns the node after one that holds no more, leaving the elements that end there."""
    following = node.next
    parent = node.parent
    while following is None and parent is not None and len(open_elements) > 1:
        open_elements.pop()
        following, parent = parent.next, parent.parent
    return following


def walk(root: Element) -> Iterator[Element]:
    """Returns every element below one, in reading order, the element itself first."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(reversed(element.elements()))


def text_of(root: Element | str) -> str:
    """Returns the words of an element with one space where there are several; blocks do not run into each other."""
    pieces: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            pieces.append(one)
            continue
        apart = one.tag in BLOCKS
        waiting += [" "] * apart
        waiting.extend(reversed(one.children))
        waiting += [" "] * apart
    return " ".join("".join(pieces).split())


def first_words(element: Element) -> tuple[Element, int] | None:
    """Returns the element that holds the first words inside one, and their place among its children."""
    for index, child in enumerate(element.children):
        if isinstance(child, str):
            if child.strip():
                return element, index
        elif found := first_words(child):
            return found
    return None


def lines_of(source: str, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Returns the line of the file, from 1, on which the nth element of each tag begins."""
    found: dict[tuple[str, int], int] = {}
    counted: dict[str, int] = {}
    line, at = 1, 0
    for start, tag, closing in tags_of(source):
        if closing:
            continue
        counted[tag] = counted.get(tag, 0) + 1
        if (tag, counted[tag]) in wanted:
            line += source.count("\n", at, start)
            at = start
            found[tag, counted[tag]] = line
    return found


def tags_of(source: str) -> Iterator[tuple[int, str, bool]]:
    """Returns where each tag begins, its name in small letters, and whether it closes; each character is read once."""
    at = 0
    while match := _OPENING.search(source, at):
        at = match.end()
        if match[2] is None:
            end = source.find("-->", at)
            at = len(source) if end < 0 else end + 3
            continue
        tag = match[2].lower()
        yield match.start(), tag, bool(match[1])
        if tag in _RAW and not match[1]:
            closes = _RAW[tag].search(source, at)
            at = closes.start() if closes else len(source)


def refuse_depth(source: str) -> None:
    """Refuses what no browser could lay out: elements nested so deep that bringing them into balance never ends."""
    depth = 0
    for start, tag, closing in tags_of(source):
        if tag in _CLOSED_BY_THEMSELVES or tag in _RAW:
            continue
        if not closing:
            end = source.find(">", start, start + _LONGEST_TAG)
            if end > 0 and source[end - 1] == "/":
                continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > _DEEPEST:
            raise NotImportable("The web page nests its elements too deep to be read: save it as plain text instead.")

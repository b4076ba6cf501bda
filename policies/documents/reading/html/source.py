"""HTML read as browsers do: brought into balance by nh3, then headings, lists, quotes, tables, links in their order."""

from __future__ import annotations

import re
from typing import Final

import nh3

from policies.documents.reading.html.elements import BLOCKS, INLINE, UNSEEN, names
from policies.documents.reading.html.reader import HtmlReader
from policies.documents.reading.html.words import HtmlWords
from policies.documents.reading.source import LeftOut, NotImportable, Source

_CLOSED_BY_THEMSELVES: Final = names(
    "p li td th tr dt dd tbody thead tfoot option br hr img input meta link col colgroup wbr source base area"
)
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*?(/?)>", re.IGNORECASE)
_DEEPEST: Final = 200
#: In 2 MB there is no room for more that say anything; a sign alone would become four, over and over in memory.
_MOST_TAGS: Final = 400_000
_SCHEMES: Final = {"http", "https", "mailto", "tel", "ftp"}


def read_html(source: str) -> Source:
    """Reads a web page; its navigation, head and foot are left out and named. Raises `NotImportable`."""
    if source.count("<") > _MOST_TAGS:
        raise NotImportable(f"The web page has more than {_MOST_TAGS:,} tags: save it as plain text instead.")
    _refuse_depth(source)
    balanced = nh3.clean(
        source,
        tags=set(INLINE | BLOCKS),
        clean_content_tags=set(UNSEEN),
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
    """Reads HTML whose every element is closed; `numbered` says that its lists print their numbers themselves."""
    reader = HtmlReader(numbered=numbered, main=re.search(r"<(?:main|article)[ >]", balanced) is not None)
    reader.feed(balanced)
    reader.close()
    reader.flush()
    words = HtmlWords(numbered=numbered, skips=reader.skips)
    words.feed(balanced)
    words.close()
    return Source(reader.writer.blocks, "".join(words.out), _placed(reader.left_out, source), reader.title)


def _placed(found: list[tuple[str, str, str]], source: str) -> tuple[LeftOut, ...]:
    """Names the line of the file where the element of each part that was left out begins."""
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
    """Refuses what no browser could lay out: elements nested so deep that bringing them into balance never ends."""
    depth = 0
    for match in _TAG.finditer(source):
        if match[3] or match[2].lower() in _CLOSED_BY_THEMSELVES:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _DEEPEST:
            raise NotImportable("The web page nests its elements too deep to be read: save it as plain text instead.")

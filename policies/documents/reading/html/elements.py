"""Which elements of a web page hold words, which begin blocks, and which are the page's own furniture."""

from __future__ import annotations

import re
from typing import Final

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}


def names(text: str) -> frozenset[str]:
    """Returns the names in a row."""
    return frozenset(text.split())


BLOCKS: Final = names(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr img legend li main menu nav ol p pre section summary table tbody "
    "td tfoot th thead title tr ul"
)
UNSEEN: Final = names(
    "script style template noscript iframe object embed svg canvas audio video select textarea map datalist"
)
PAGE_PARTS: Final = {
    "nav": "navigation",
    "header": "the page's head",
    "footer": "the page's foot",
    "aside": "an aside",
}


_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "ftp"})
_SCHEME: Final = re.compile(r"[\s\x00-\x1f]*([a-z][a-z0-9+.-]*)\s*:", re.IGNORECASE)


def address(attributes: dict[str, str]) -> str:
    """Returns where a link leads; a place in the same page is no address, nor is what runs a script."""
    target = attributes.get("href", "").strip()
    scheme = _SCHEME.match(target)
    return "" if target.startswith("#") or (scheme and scheme[1].lower() not in _SCHEMES) else target


def leads_elsewhere(label: str, target: str) -> bool:
    """Tells whether a link leads where its words do not say already."""
    return bool(target) and label not in {target, target.removeprefix("mailto:").removeprefix("tel:")}

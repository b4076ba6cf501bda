"""Which elements of a web page hold words, which begin blocks, and which are the page's own furniture."""

from __future__ import annotations

from typing import Final

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}


def names(text: str) -> frozenset[str]:
    """Returns the names in a row."""
    return frozenset(text.split())


INLINE: Final = names(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike "
    "strong sub sup time tt u var wbr"
)
BLOCKS: Final = names(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr img legend li main menu nav ol p pre section summary table tbody "
    "td tfoot th thead title tr ul"
)
UNSEEN: Final = names(
    "script style template noscript iframe object embed svg canvas audio video select textarea button map"
)
PAGE_PARTS: Final = {
    "nav": "navigation",
    "header": "the page's head",
    "footer": "the page's foot",
    "aside": "an aside",
}
VOID: Final = frozenset({"br", "hr", "img", "wbr"})


def address(attributes: dict[str, str | None]) -> str:
    """Returns where a link leads; a place in the same page is no address."""
    target = (attributes.get("href") or "").strip()
    return "" if target.startswith("#") else target


def leads_elsewhere(label: str, target: str) -> bool:
    """Tells whether a link leads where its words do not say already."""
    return bool(target) and label not in {target, target.removeprefix("mailto:").removeprefix("tel:")}

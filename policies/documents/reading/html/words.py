"""The second reading of a page, which the first is held against: only its words and where blocks end."""

from __future__ import annotations

from policies.documents.reading.html.elements import BLOCKS, address, leads_elsewhere
from policies.documents.reading.html.tree import Element, first_words, text_of


def words_of_page(root: Element) -> str:
    """Gathers the words of a page, without any idea of its structure but where blocks end."""
    out: list[str] = []
    _gather(root, out)
    return "".join(out)


def _gather(element: Element, out: list[str]) -> None:
    block = element.tag in BLOCKS
    if block:
        out.append("\n")
    if element.number and first_words(element):
        out.append(f"{element.number} ")
    for child in element.children:
        if isinstance(child, str):
            out.append(child)
        else:
            _gather(child, out)
    if element.tag == "a" and leads_elsewhere(text_of(element), target := address(element.attributes)):
        out.append(f" ({target})")
    if block:
        out.append("\n")

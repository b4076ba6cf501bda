"""Signs that carry through the HTML in between what it cannot say: a number by itself, and that a line is a heading."""

from __future__ import annotations

import re
from typing import Final

from policies.documents.reading.html.elements import HEADINGS
from policies.documents.reading.html.tree import Element, first_words, walk

_OPEN, _CLOSE, _HEADING = "\ue000", "\ue001", "\ue002"
_SIGNS: Final = str.maketrans(dict.fromkeys((_OPEN, _CLOSE, _HEADING)))
_LABELLED: Final = re.compile(rf"\s*(?:{_OPEN}([^{_CLOSE}]*){_CLOSE})?(?:{_HEADING}(\d))?")
_BLOCKS: Final = frozenset({"p", "li", *HEADINGS})


def sign_of(label: str, *, level: int | None = None) -> str:
    """Returns what stands before the words of a paragraph: its number, and its level where it is a heading.

    Level 0 is that of a line which only looks like a heading.
    """
    number = f"{_OPEN}{label}{_CLOSE}" if label else ""
    heading = "" if level is None else f"{_HEADING}{level}"
    return f"{number}{heading} " if number or heading else ""


def without_signs(text: str) -> str:
    """Returns words as a document has them, without any sign of ours."""
    return text.translate(_SIGNS)


def words_only(text: str) -> str:
    """Returns words with the numbers that signs carry, and nothing of what the signs say else."""
    return re.sub(rf"{_HEADING}\d", "", text).replace(_OPEN, "").replace(_CLOSE, " ")


def take_signs(root: Element) -> None:
    """Gives each block the number and the role that its signs say, and takes the signs out of the words."""
    for element in reversed(
        list(walk(root))
    ):  # the innermost first: the words of an inner item are not the outer one's
        if element.tag not in _BLOCKS or not (found := first_words(element)):
            continue
        holder, index = found
        words = str(holder.children[index])
        match = _LABELLED.match(words)
        if match is None or not (match[1] or match[2]):
            continue
        label, level = match[1] or "", match[2]
        rest = words[match.end() :].lstrip()
        if level is not None and element.tag not in HEADINGS:
            element.attributes = {**element.attributes, "role": "heading", "aria-level": level}
        if level is not None or element.tag != "p":
            element.number = label or element.number
            holder.children[index] = rest
        else:
            holder.children[index] = f"{label} {rest}"

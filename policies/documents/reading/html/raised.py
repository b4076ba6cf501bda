"""Raised and lowered words of a page: exponents stay exponents, the marks of notes stand apart from the words."""

from __future__ import annotations

import re
from typing import Final

from policies.documents.reading.html.elements import BLOCKS, names
from policies.documents.reading.html.tree import Element, first_words, text_of, walk

_UPPER: Final = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWER: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_FIGURES: Final = re.compile(r"[+\-−]?\d{1,4}")
_MARK: Final = re.compile(r"[\[(]\s*(\w{1,4})\s*[\])]|(\d{1,3}|[*†‡§¶]{1,3})")
#: What a power is written of: ten, two, a factor, and units of length.
_BASE: Final = re.compile(r"(?:(?<![\w.,])(?:10|2)|\b[kcmdµn]?m|\b[A-Za-z]|\))$")
_FRACTION: Final = "\N{FRACTION SLASH}"
_ARROWS: Final = re.compile(r"[\s\W_]*")
_REMEMBERED: Final = 12
_RAISED: Final = names("super text-top top")
_LOWERED: Final = names("sub text-bottom bottom")


def write_raised(root: Element) -> None:
    """Writes raised and lowered words as signs of their own (10⁶, H₂O) and the marks of notes in brackets ([2]).

    A note that a mark leads to begins with the same mark; links that only lead about the page and say nothing go.
    """
    raising = _Raising()
    raising.inside(root)
    _label_notes(root, raising.notes)
    _drop_anchors(root)


def is_power(before: str, raised: str) -> bool:
    """Tells an exponent from the mark of a note by the words before it."""
    return bool(_FIGURES.fullmatch(raised) and _BASE.search(before)) and (
        raised in {"2", "3"} or before.endswith(("10", "2")) or raised[0] in "+-−"
    )


class _Raising:
    def __init__(self) -> None:
        self.before = ""
        self.notes: dict[str, str] = {}

    def inside(self, parent: Element) -> None:
        for index, child in enumerate(parent.children):
            if isinstance(child, str):
                self.before = (self.before + child)[-_REMEMBERED:]
                continue
            height = _height(child)
            if height and all(one.tag not in BLOCKS for one in walk(child)):
                following = parent.children[index + 1] if index + 1 < len(parent.children) else ""
                self._write(child, height, following if isinstance(following, str) else text_of(following))
                continue
            apart = child.tag in BLOCKS
            self.before = "" if apart else self.before
            self.inside(child)
            self.before = "" if apart else self.before

    def _write(self, element: Element, height: int, following: str) -> None:
        text = text_of(element)
        links = [one.attributes.get("href", "") for one in walk(element) if one.tag == "a"]
        leads = next((link[1:] for link in links if link.startswith("#")), "")
        if not leads and any(links):
            self.inside(element)
            return
        if leads and text:
            self.notes[leads] = _label(text)
            words = f"[{self.notes[leads]}]"
        else:
            words = written(self.before, text, height, following)
        element.children = [words]
        self.before = (self.before + words)[-_REMEMBERED:]


def written(before: str, text: str, height: int, following: str) -> str:
    """Returns raised (1) or lowered (-1) words as they are read between the words before and after them."""
    figures = _FIGURES.fullmatch(text) is not None
    if height < 0:
        return text.translate(_LOWER) if figures else text
    if figures and (is_power(before, text) or following.lstrip()[:1] in {"/", _FRACTION}):
        return text.translate(_UPPER)
    if _MARK.fullmatch(text):
        return f"[{_label(text)}]" + ("" if before.strip() else " ")
    return text


def _label(text: str) -> str:
    """Returns the mark of a note without its brackets."""
    mark = _MARK.fullmatch(text)
    return (mark[1] or mark[2]) if mark else text.strip("[]()")


def _height(element: Element) -> int:
    """Tells whether words are raised (1), lowered (-1) or neither."""
    aligned = element.styles.get("vertical-align", "")
    if element.tag in BLOCKS:
        return 0
    if element.tag == "sup" or aligned in _RAISED:
        return 0 if aligned == "baseline" else 1
    if element.tag == "sub" or aligned in _LOWERED:
        return 0 if aligned == "baseline" else -1
    return 0


def _label_notes(root: Element, notes: dict[str, str]) -> None:
    """Begins the words of each note with the mark that leads to it."""
    if not notes:
        return
    wanted = dict(notes)
    around = {id(child): element for element in walk(root) for child in element.elements()}
    for element in walk(root):
        names_of = {element.attributes.get("id", ""), element.attributes.get("name", "")} & wanted.keys()
        for name in names_of:
            label = wanted.pop(name)
            empty = element.tag == "a" and not text_of(element)
            holder = around.get(id(element), element) if empty else element
            _begin(holder, label)


def _begin(element: Element, label: str) -> None:
    if element.tag == "li":
        element.number = ""
    printed = re.compile(rf"^\s*[\[(]?{re.escape(label)}(?:[\])]?[.:)]?\s+|[\])][.:]?\s*|[.:]?\s*$)")
    if found := first_words(element):
        holder, index = found
        words = str(holder.children[index])
        bare = words.strip() == f"[{label}]"
        holder.children[index] = f"[{label}] {'' if bare else printed.sub('', words, count=1).lstrip()}"


def _drop_anchors(root: Element) -> None:
    """Takes out links about the page whose words are only a sign, such as ¶ or ↩."""
    for element in walk(root):
        element.children = [
            child
            for child in element.children
            if not (
                isinstance(child, Element)
                and child.tag == "a"
                and child.attributes.get("href", "").startswith("#")
                and _ARROWS.fullmatch(text_of(child))
            )
        ]

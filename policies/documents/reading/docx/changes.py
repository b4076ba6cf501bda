"""What a Word document holds and does not say: hidden and struck-out runs, paragraphs that were deleted or joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policies.documents.reading.docx.package import W
from policies.documents.reading.html.leaving import HIDDEN, STRUCK
from policies.documents.reading.html.raised import written
from policies.documents.reading.source import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

_DELETED: Final = ("mark-del", "mark-moveFrom")
_HEIGHTS: Final = {"superscript": 1, "subscript": -1}
_REMEMBERED: Final = 12


def settle_changes(root: ET.Element) -> list[LeftOut]:
    """Takes out what is hidden or struck out, and joins paragraphs whose mark was deleted; names what it took out."""
    left_out = [one for number, paragraph in _paragraphs(root) for one in _without_unsaid(paragraph, number)]
    for parent in list(root.iter()):
        _join(parent)
    for _, paragraph in _paragraphs(root):
        _write_raised(paragraph)
    return left_out


def _paragraphs(root: ET.Element) -> Iterator[tuple[int, ET.Element]]:
    yield from enumerate(list(root.iter(f"{W}p")), start=1)


def _without_unsaid(paragraph: ET.Element, number: int) -> Iterator[LeftOut]:
    """Takes out each hidden or struck-out run; those beside each other are named as one."""
    taken: list[tuple[str, str]] = []
    for parent in list(paragraph.iter()):
        for run in list(parent):
            if run.tag != f"{W}r":
                continue
            why = HIDDEN if run.get("vanish") else STRUCK if run.get("strike") or run.get("dstrike") else ""
            words = "".join(one.text or "" for one in run.iter(f"{W}t"))
            if why and words:
                parent.remove(run)
                if taken and taken[-1][1] == why:
                    taken[-1] = taken[-1][0] + words, why
                else:
                    taken.append((words, why))
            elif words:
                taken.append(("", ""))
    for words, why in taken:
        if words.strip():
            yield LeftOut(number, 0, " ".join(words.split()), why)


def _join(parent: ET.Element) -> None:
    """Joins each paragraph whose mark was deleted with the one after it."""
    before: ET.Element | None = None
    for child in list(parent):
        if child.tag != f"{W}p":
            before = None
            continue
        if before is not None:
            for part in list(child):
                if part.tag != f"{W}pPr":
                    before.append(part)
                elif before.find(f"{W}pPr") is None or not _says(before):
                    _replace_properties(before, part)
            parent.remove(child)
            child = _carried(before, child)  # noqa: PLW2901 - the joined paragraph stands in its place
        before = child if any(child.get(name) for name in _DELETED) else None


def _says(paragraph: ET.Element) -> bool:
    """Tells whether a paragraph has words before what is being joined to it."""
    return any((one.text or "").strip() for one in paragraph.iter(f"{W}t"))


def _replace_properties(paragraph: ET.Element, properties: ET.Element) -> None:
    old = paragraph.find(f"{W}pPr")
    if old is not None:
        paragraph.remove(old)
    paragraph.insert(0, properties)


def _carried(joined: ET.Element, last: ET.Element) -> ET.Element:
    for name in _DELETED:
        joined.attrib.pop(name, None)
        if value := last.get(name):
            joined.set(name, value)
    return joined


def _write_raised(paragraph: ET.Element) -> None:
    """Writes raised and lowered figures as signs of their own, marks of notes in brackets."""
    before = ""
    runs = list(paragraph.iter(f"{W}r"))
    texts = ["".join(one.text or "" for one in run.iter(f"{W}t")) for run in runs]
    for index, run in enumerate(runs):
        height = _HEIGHTS.get(run.get("vertAlign", ""), 0)
        pieces = list(run.iter(f"{W}t"))
        if height and pieces:
            following = "".join(texts[index + 1 : index + 2])
            pieces[0].text = written(before, texts[index].strip(), height, following)
            for piece in pieces[1:]:
                piece.text = ""
            texts[index] = pieces[0].text
        before = (before + texts[index])[-_REMEMBERED:]

"""Plain text as it comes out of a PDF: hard-wrapped lines, odd bullets, page breaks, items cut by blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from policies.documents.reading.furniture import NUMBER_REASON, Line, find_furniture, numbered_lines
from policies.documents.reading.marks import Mark, follows, opens, split_mark
from policies.documents.reading.outline import Block, Lists
from policies.documents.reading.source import LeftOut, NotImportable, Source, refuse_many

_TERMINAL: Final = re.compile(r"[.;:!?…][”\"’')\]]*$")
_LIST_TAIL: Final = re.compile(r"[.;,:!?][”\"’')\]]*$|[;,]?\s(?:or|and)$")
_OPEN_TAIL: Final = re.compile(r",$|(?<![;.])\s(?:or|and|of|to|the|a|an|in|on|by|with|for|its|their|Your|Our|any)$")
_LOWER: Final = re.compile(r"[(\[“\"‘']?[a-z]")
_COMPOUND: Final = re.compile(r"\w[-\u2010]$")
_SHORT: Final = 0.72
_HEADING_WORDS: Final = 12
_FRAGMENT_WORDS: Final = 4
#: As many items of a list as tell how its items end.
_SIBLINGS: Final = 20
_MOST_PAGES: Final = 5_000


@dataclass(slots=True)
class _Draft:
    form: Literal["heading", "paragraph", "item"]
    lines: list[str]
    number: str = ""
    level: int = 0
    mark: Mark | None = None
    indent: int = -1
    siblings: list[_Draft] = field(default_factory=list)

    @property
    def text(self) -> str:
        return join_lines(self.lines)

    @property
    def tail(self) -> str:
        """Returns how it ends, as much as tells whether it is closed; a long one is not joined again at each line."""
        return join_lines(self.lines[-2:])


def read_text(text: str) -> Source:
    """Reads a plain text, page by page where it has page breaks; running heads and page numbers are left out."""
    kept, left_out = without_furniture(text)
    return Source(blocks_of(kept), kept, left_out)


def without_furniture(text: str) -> tuple[str, tuple[LeftOut, ...]]:
    """Leaves out page breaks and what stands beside them for the paper's sake; gives the rest and what was left out."""
    if text.count("\f") > _MOST_PAGES:
        raise NotImportable(f"The file has more than {_MOST_PAGES:,} pages: import the pages of the policy only.")
    pages = [page.split("\n") for page in text.replace("\r\n", "\n").replace("\r", "\n").split("\f")]
    if len(pages) > 1:
        found = find_furniture([[Line(line) for line in page] for page in pages])
    else:
        found = {(0, index): NUMBER_REASON for index in numbered_lines(pages[0])}
    left_out: list[LeftOut] = []
    kept: list[str] = []
    before = 0
    for number, page in enumerate(pages):
        lines = [line for index, line in enumerate(page) if (number, index) not in found]
        kept.append("\n".join(lines))
        left_out += [
            LeftOut(before + index + 1, number + 1 if len(pages) > 1 else 0, line.strip(), found[number, index])
            for index, line in enumerate(page)
            if (number, index) in found
        ]
        before += len(page) - 1
    return "\n\n".join(kept), tuple(left_out)


def join_lines(lines: list[str]) -> str:
    """Joins wrapped lines with a space, or with none after a hyphen inside a compound; the hyphen stays."""
    joined: list[str] = []
    for line in lines:
        words = " ".join(line.split())
        if not words:
            continue
        compound = joined and _COMPOUND.search(joined[-1][-2:]) and words[0].islower()
        joined += [words] if compound or not joined else [" ", words]
    return "".join(joined)


def blocks_of(text: str) -> list[Block]:
    """Reads the blocks of a plain text without page breaks."""
    reader = _Reader(text)
    return [Block(draft.form, draft.text, draft.number, draft.level) for draft in reader.drafts if draft.text]


class _Reader:
    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        self.width = max((len(line.strip()) for line in lines), default=0)
        self.lists = Lists()
        self.section: Mark | None = None
        self.drafts: list[_Draft] = []
        blank = True
        for index, line in enumerate(lines):
            if not line.strip():
                blank = True
                continue
            alone = blank and (index + 1 == len(lines) or not lines[index + 1].strip())
            self._line(line, blank=blank, alone=alone)
            refuse_many(len(self.drafts))
            blank = False

    def _line(self, line: str, *, blank: bool, alone: bool) -> None:
        last = self.drafts[-1] if self.drafts else None
        mark, rest = split_mark(line)
        in_list = last is not None and last.form == "item" and mark is not None
        next_section = mark is not None and self.section is not None and follows(mark, self.section)
        if alone and (next_section or not in_list) and _is_heading(rest, mark):
            self._heading(rest, mark)
        elif mark and self.lists.accepts(mark) and (blank or self._may_open(mark, last, line)):
            self._item(mark, rest, _indent(line))
        elif last is None or last.form == "heading" or (blank and not _goes_on(last, line)):
            self.lists.close()
            self.drafts.append(_Draft("paragraph", [line]))
        else:
            last.lines.append(line)

    def _heading(self, rest: str, mark: Mark | None) -> None:
        self.lists.close()
        self.section = mark or self.section
        depth = 1 + mark.printed.strip(".").count(".") if mark else 1
        self.drafts.append(_Draft("heading", [rest], mark.number if mark else "", depth))

    def _item(self, mark: Mark, rest: str, indent: int) -> None:
        level = self.lists.enter(mark)
        siblings: list[_Draft] = []
        if self.drafts:
            self.drafts[-1].siblings = []
        for draft in reversed(self.drafts):
            if draft.form != "item" or draft.level < level or len(siblings) == _SIBLINGS:
                break
            if draft.level == level:
                siblings.append(draft)
        self.drafts.append(_Draft("item", [" " * indent + rest], mark.number, level, mark, indent, siblings))

    def _may_open(self, mark: Mark, last: _Draft | None, line: str) -> bool:
        """Tells an item from a wrapped line that happens to begin like one."""
        if last is None or last.form == "heading":
            return True
        tail = last.lines[-1].rstrip()
        short = len(tail.strip()) < self.width * _SHORT
        if mark.ordinals and opens(mark) and short and _indent(line) > _indent(tail):
            return True
        if last.mark and short and last.indent == _indent(line) and follows(mark, last.mark):
            return True
        if mark.ordinals:
            return bool(_LIST_TAIL.search(tail)) and (tail.endswith(":") or self.lists.continues(mark))
        if _LIST_TAIL.search(tail):
            return True
        return not mark.ambiguous or short


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _goes_on(last: _Draft, line: str) -> bool:
    """Tells whether a paragraph after a blank line is the rest of what stood before it."""
    text = last.tail
    if _OPEN_TAIL.search(text):
        return True
    if _TERMINAL.search(text) or re.search(r"[;.,]\s(?:or|and)$", text):
        return bool(_LOWER.match(line.strip())) and not re.search(r"[.!?:]$", text)
    if last.form == "item":
        closed = [bool(_TERMINAL.search(re.sub(r"\s(?:or|and)$", "", sibling.tail))) for sibling in last.siblings]
        fragment = len(line.split()) <= _FRAGMENT_WORDS
        return bool(_LOWER.match(line.strip())) or fragment or (bool(closed) and all(closed))
    return bool(_LOWER.match(line.strip()))


def _is_heading(text: str, mark: Mark | None) -> bool:
    words = text.split()
    if len(words) > _HEADING_WORDS or re.search(r"[.;:,!?…]$", text) or not text[:1].isupper() or " | " in text:
        return False
    if mark is not None and not mark.style.startswith("number") and not mark.printed.strip("().").isupper():
        return False
    # A clause has a verb form; a heading is a few words, capitals, or numbered.
    return not re.search(r"\b(?:shall|must|may|will|are|is)\b", text) or text.isupper()

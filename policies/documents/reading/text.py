"""Plain text as it comes out of a PDF: hard-wrapped lines, odd bullets, page breaks, items cut by blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Literal

from policies.documents.reading.furniture import NUMBER_REASON, Line, find_furniture, numbered_lines
from policies.documents.reading.headings import in_capitals
from policies.documents.reading.marks import Mark, follows, mark_alone, opens, split_mark
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
_UNDERLINE: Final = re.compile(r"\s*(?:={3,}|-{3,}|_{3,}|~{3,})\s*")
_TIGHT_WORDS: Final = 6  # words of a heading that no empty line sets apart
_SEVERAL: Final = 3
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

    def block(self) -> Block:
        indent = self.indent if self.form == "item" else min(_indent(line) for line in self.lines)
        flat = self.form == "item"
        return Block(self.form, self.text, self.number, self.level, flat=flat, mark=self.mark, indent=indent)


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
    return [draft.block() for draft in reader.ranked() if draft.text]


class _Reader:
    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        self.width = max((len(line.strip()) for line in lines), default=0)
        self.lists = Lists()
        self.sections = Lists()
        self.tight = "\n\n" not in re.sub(r"\n[ ]+(?=\n)", "\n", text.strip())
        self.drafts: list[_Draft] = []
        blank = True
        for index, line in enumerate(lines):
            if not line.strip():
                blank = True
                continue
            if not blank and _UNDERLINE.fullmatch(line) and self._underlined(line):
                blank = True
                continue
            after = lines[index + 1] if index + 1 < len(lines) else ""
            self._line(line, blank=blank, after=after)
            refuse_many(len(self.drafts))
            blank = False

    def _underlined(self, line: str) -> bool:
        """Makes a heading of the one line above a line of signs."""
        last = self.drafts[-1]
        if len(last.lines) > 1 or len(last.lines[0].split()) > _HEADING_WORDS:
            return False
        mark = last.mark
        if last.form != "heading":
            self.drafts.pop()
            rest = last.lines[0].strip()
            if mark is None:
                mark, rest = split_mark(rest, plain=True)
            self._heading(rest, mark)
        if mark is None:
            self.drafts[-1].level = 1 if line.lstrip()[0] == "=" else 2
        return True

    def ranked(self) -> list[_Draft]:
        """Returns the drafts, ordinary headings below those in capitals where a text has both."""
        headings = [draft for draft in self.drafts if draft.form == "heading" and not draft.number]
        if sum(in_capitals(draft.text) for draft in headings) >= _SEVERAL:
            for draft in headings[1:]:
                draft.level += not in_capitals(draft.text)
        return self.drafts

    def _line(self, line: str, *, blank: bool, after: str) -> None:
        last = self.drafts[-1] if self.drafts else None
        if last is not None and last.form == "heading" and last.mark is None and self._titled(last, line):
            return
        mark, rest = split_mark(line)
        if (heading := self._head(line, (mark, rest), last, blank=blank, after=after)) is not None:
            self._heading(*heading)
        elif mark and self.lists.accepts(mark) and (blank or self._may_open(mark, last, line)):
            self._item(mark, rest, _indent(line))
        elif last is None or last.form == "heading" or (blank and not _goes_on(last, line)) or self._begins(last, line):
            self.drafts.append(_Draft("paragraph", [line]))
        else:
            last.lines.append(line)

    def _head(
        self, line: str, split: tuple[Mark | None, str], last: _Draft | None, *, blank: bool, after: str
    ) -> tuple[str, Mark | None] | None:
        """Returns the words and number of a heading: alone between empty lines, or plainly one in a tight text."""
        marked = split[0] is not None
        mark, rest = split if marked else split_mark(line, plain=True)
        if blank and not after.strip():
            expected = mark is not None and marked and (" " in mark.printed or self.sections.continues(mark))
            in_list = last is not None and last.form == "item" and marked
            told = expected or not in_list or mark_alone(line) is not None
        else:
            closed = last is None or last.form == "heading" or _TERMINAL.search(last.lines[-1].rstrip())
            told = bool(blank or closed) and self._heads_tight(line, mark, rest, first=last is None, after=after)
            alone = mark_alone(line) if told and mark is None else None
            if alone is not None:
                return rest, None
        return (rest, mark) if told and _is_heading(rest, mark) else None

    def _heads_tight(self, line: str, mark: Mark | None, rest: str, *, first: bool, after: str) -> bool:
        """Tells whether a line heads what stands right below it."""
        coming, words = split_mark(after, plain=True)
        if mark is None and (alone := mark_alone(line)) is not None and " " in alone.printed:
            return _is_heading(after.strip(), alone)
        if len(rest.split()) > _TIGHT_WORDS:
            return False
        if in_capitals(rest):
            return not in_capitals(words) or (coming is not None and bool(coming.readings))
        if mark is not None and coming is not None:
            return coming.dotted and coming.above in mark.names
        short = len(line.strip()) < self.width * _SHORT and after.strip()[:1].isupper()
        counts = self.sections.continues(mark) or (self.sections.empty and opens(mark)) if mark else first
        return short and counts

    def _titled(self, last: _Draft, line: str) -> bool:
        """Gives a number that stands alone on its line the title that stands on the next one."""
        mark = mark_alone(last.text)
        if mark is None or not _is_heading(line.strip(), mark):
            return False
        last.lines, last.number, last.mark, last.level = [line], mark.number, mark, 1 + len(mark.above)
        self.sections.enter(mark)
        return True

    def _heading(self, rest: str, mark: Mark | None) -> None:
        self.lists.close()
        if mark is not None and not mark.readings:
            mark = None
        if mark is not None:
            self.sections.enter(mark)
        depth = 1 + len(mark.above) if mark else 1
        self.drafts.append(_Draft("heading", [rest], mark.number if mark else "", depth, mark))

    def _item(self, mark: Mark, rest: str, indent: int) -> None:
        self.lists.enter(mark)
        if self.drafts:
            self.drafts[-1].siblings = []
        near = islice(reversed(self.drafts), 2 * _SIBLINGS)
        siblings = [draft for draft in near if draft.mark is not None and draft.mark.style == mark.style][:_SIBLINGS]
        self.drafts.append(_Draft("item", [" " * indent + rest], mark.number, 0, mark, indent, siblings))

    def _begins(self, last: _Draft, line: str) -> bool:
        """Tells whether a line begins a paragraph in a text that has no empty lines."""
        tail = last.lines[-1].strip()
        ended = bool(_TERMINAL.search(tail)) or len(tail) < self.width * _SHORT
        return self.tight and line.lstrip()[:1].isupper() and ended and not _OPEN_TAIL.search(tail)

    def _may_open(self, mark: Mark, last: _Draft | None, line: str) -> bool:
        """Tells an item from a wrapped line that happens to begin like one."""
        if last is None or last.form == "heading":
            return True
        tail = last.lines[-1].rstrip()
        short = len(tail.strip()) < self.width * _SHORT
        if mark.readings:
            deeper = opens(mark) and short and _indent(line) > _indent(tail)
            beside = last.mark and short and last.indent == _indent(line) and follows(mark, last.mark)
            closed = _LIST_TAIL.search(tail) and (tail.endswith(":") or self.lists.continues(mark))
            return bool(deeper or beside or closed)
        near = islice(reversed(self.drafts), _SIBLINGS)
        beside = any(one.mark and one.mark.style == mark.style and 0 < one.indent == _indent(line) for one in near)
        return beside or short or not mark.ambiguous or bool(_LIST_TAIL.search(tail))


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
        if _indent(line) < last.indent and line.strip()[:1].isupper():
            return False
        closed = [bool(_TERMINAL.search(re.sub(r"\s(?:or|and)$", "", sibling.tail))) for sibling in last.siblings]
        fragment = len(line.split()) <= _FRAGMENT_WORDS
        return bool(_LOWER.match(line.strip())) or fragment or (bool(closed) and all(closed))
    return bool(_LOWER.match(line.strip()))


def _is_heading(text: str, mark: Mark | None) -> bool:
    words = text.split()
    ended = re.search(r"[;:,!…]$" if mark and in_capitals(text) else r"[.;:,!?…]$", text)
    if len(words) > _HEADING_WORDS or ended or not text[:1].isupper() or " | " in text:
        return False
    if mark is not None and (
        not mark.readings or (mark.style.startswith("letter") and mark.printed[-2:].upper() != mark.printed[-2:])
    ):
        return False
    # A clause has a verb form; a heading is a few words, capitals, or numbered.
    return not re.search(r"\b(?:shall|must|may|will|are|is)\b", text) or text.isupper()

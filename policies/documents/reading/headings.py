"""Headings that only their looks tell: wholly bold or capital lines, heads run into their paragraph, `1 Scope`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policies.documents.reading.marks import Mark, comes_later, following, mark_alone

if TYPE_CHECKING:
    from policies.documents.reading.outline import Block

#: Below the six levels that a source can name itself.
_CAPITALS_LEVEL: Final = 7
_BOLD_LEVEL: Final = 8
_RUN_IN_LEVEL: Final = 9
_LONGEST_NUMBER: Final = 24  # characters
_LONGEST_HEADING: Final = 160
_MOST_WORDS: Final = 12
_RUN_IN_WORDS: Final = 6
_SENTENCE_WORDS: Final = 4
_NAME_WORDS: Final = 6
_FEW_LETTERS: Final = 3
_FEW_MISSING: Final = 3
_SEVERAL: Final = 3  # titles in ordinary letters that a text must have before any is taken for one
_SAYS: Final = re.compile(
    r"\b(?:shall|must|may|will|would|should|are|is|was|were|not|can|cannot|you|we|do|don[’']t|never|agree|has|have)\b",
    re.IGNORECASE,
)
_ENDS_SENTENCE: Final = re.compile(r"[.!](?:\[\w{1,4}\]|[”\"’')\]])*$")  # the mark of a note may follow
_RUN_IN: Final = re.compile(r"(?P<head>[A-Z][^.:;,!?()“”\"]{1,60}[.:])\s+(?=[“\"‘'(]?[A-Z])")


def with_headings(blocks: list[Block]) -> list[Block]:
    """Returns the blocks with those as headings that look like ones, alike throughout the document."""
    settled = _settled(_joined(blocks))
    runs_in = sum(_head_of(block) is not None for block in settled) > 1
    titled = sum(_titles(block, after) for block, after in pairwise(settled)) >= _SEVERAL
    told: list[Block] = []
    for index, block in enumerate(settled):
        after = settled[index + 1] if index + 1 < len(settled) else None
        level = _level(block, after, first=index == 0) if after else 0
        if after and titled and not level and _titles(block, after):
            level = _RUN_IN_LEVEL
        if level:
            told.append(replace(block, form="heading", level=level, flat=False))
        elif runs_in and (head := _head_of(block)):
            told.append(replace(block, form="heading", text=head, level=_RUN_IN_LEVEL, mark=None, head=""))
            told.append(replace(block, text=block.text[len(head) :].lstrip(), head=""))
        else:
            told.append(block)
    return told


def in_capitals(text: str) -> bool:
    """Tells whether words are written in capitals throughout."""
    return text.isupper() and sum(map(str.isalpha, text)) > _FEW_LETTERS


def _joined(blocks: list[Block]) -> list[Block]:
    """Joins a number that stands alone, such as `ARTICLE IV`, with the words below it."""
    joined: list[Block] = []
    alone: Mark | None = None
    for block in blocks:
        if alone is not None and not block.number and (block.form == "heading" or not block.level):
            joined[-1] = _with_number(block, alone, joined[-1])
            alone = None
            continue
        joined.append(block)
        alone = None
        if len(block.text) <= _LONGEST_NUMBER and not block.number and (block.form == "heading" or not block.level):
            mark = mark_alone(block.text)
            alone = mark if mark is not None and mark.readings else None
    return joined


def _with_number(block: Block, mark: Mark, above: Block) -> Block:
    """Gives words the number that stood above them; few words that end no sentence are its title."""
    short = len(block.text.split()) <= _MOST_WORDS and not _ENDS_SENTENCE.search(block.text)
    if block.form == "heading" or (above.form == "heading" and short):
        level = above.level if above.form == "heading" else block.level
        return replace(block, form="heading", number=mark.number, mark=mark, level=level)
    look = block.look or above.look or ("title" if short else "")
    return replace(block, form="item", flat=True, number=mark.number, mark=mark, look=look)


def _settled(blocks: list[Block]) -> list[Block]:
    """Keeps a number that only a space ends where it counts on; elsewhere it is a word (`24 Hour Support`)."""
    last: dict[str, Mark] = {}
    settled: list[Block] = []
    for block in blocks:
        mark = block.mark
        if mark is None:
            settled.append(block)
            continue
        kept = block
        if mark.plain:
            before = last.get(mark.style)
            goes_on = before is not None and (following(mark, before) or _soon_after(block, mark, before))
            if not goes_on and 1 not in mark.ordinals:
                settled.append(replace(block, text=f"{block.number} {block.text}", number="", mark=None))
                continue
            if block.form == "paragraph":
                kept = replace(block, form="item", flat=True, look=block.look or "title")
        if not mark.above:
            last[mark.style] = mark
        settled.append(kept)
    return settled


def _soon_after(block: Block, mark: Mark, before: Mark) -> bool:
    """Tells whether at most a number or two are missing between two headings."""
    few = comes_later(mark, before) and min(mark.ordinals) - min(before.ordinals) <= _FEW_MISSING
    return few and block.form == "heading"


def _level(block: Block, after: Block, *, first: bool) -> int:
    """Returns the level of a block that looks like a heading, 0 of any other."""
    text = block.text
    if len(text) > _LONGEST_HEADING or not _may_head(block, after) or text[-1:] in ",;":
        return 0
    ends = bool(_ENDS_SENTENCE.search(text))
    if len(text.split()) > _MOST_WORDS or (_SAYS.search(text) and (ends or text[-1:] == ":")):
        return 0
    if in_capitals(text):
        return _CAPITALS_LEVEL
    numbered = block.form == "item"
    if block.look == "bold" and (not ends or numbered or len(text.split()) <= _SENTENCE_WORDS):
        return _BOLD_LEVEL
    if block.look == "title" and not ends:
        return _BOLD_LEVEL
    names = first and not numbered and text[:1].isupper() and text[-1:] not in ":?" and not _SAYS.search(text)
    return _CAPITALS_LEVEL if names and not ends and not block.look else 0


def _may_head(block: Block, after: Block) -> bool:
    """Tells whether a block stands where a heading may: outside lists, or as an item whose text is outside."""
    if block.form == "paragraph":
        return not block.level
    if block.form == "heading" or block.mark is None or not block.mark.readings:
        return False
    return not block.level if block.flat else not after.level


def _titles(block: Block, after: Block) -> bool:
    """Tells whether a short line is what the paragraph below it is about."""
    text = block.text
    if block.form != "paragraph" or len(text) > _LONGEST_HEADING or after.form != "paragraph":
        return False
    plain = not block.level and not block.look and not block.head
    named = len(text.split()) <= _NAME_WORDS and text[:1].isupper() and text[-1:].isalnum() and not _SAYS.search(text)
    named = named and not any(map(str.isdigit, text))
    sentence = bool(_ENDS_SENTENCE.search(after.text)) or after.text[-1:] == ":"
    return plain and named and sentence and len(after.text.split()) > _SENTENCE_WORDS


def _head_of(block: Block) -> str | None:
    """Returns the head that is run into a paragraph: what is bold, else a word or two before the first full stop."""
    if block.form != "paragraph" or block.level or block.look:
        return None
    head = block.head
    if not head:
        match = _RUN_IN.match(block.text)
        if match is None or match["head"].endswith(":"):
            return None
        head = match["head"]
        if len(head.split()) > _FEW_LETTERS or len(head) < len("Spam."):
            return None
    rest = block.text[len(head) :].lstrip()
    if rest[:2] in {". ", ": "}:
        head, rest = block.text[: block.text.index(rest) + 1], rest[2:].lstrip()
    named = len(head.split()) <= _RUN_IN_WORDS and head[:1].isupper() and not _SAYS.search(head)
    ended = head[-1:] in ".:–—" or rest[:1] in "–—:"
    return head if named and ended and rest[:1].isupper() and len(rest.split()) >= _SENTENCE_WORDS else None

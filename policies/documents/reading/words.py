"""Whether an import lost or invented a word: the source's words against the document's, in order.

A word is a run of letters and digits with its inner apostrophes. What is not a word is left out on both sides alike:
punctuation and space, bullet glyphs, the signs of Markdown, tags, and where a line was wrapped; what an import left out
and names, such as page numbers, comes here on neither side. The number of a clause is a word, on both sides. Variables
count as their proposed values. The title counts where the source begins with it; an import that had to find a title
elsewhere adds no word.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from rapidfuzz.distance import Indel

from policies.documents.model.variables import with_proposals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policies.documents.model.document import Document

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# A tag without an address; what a dropped link leads to is a loss and counts as one.
_TAG: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s+(?:id|name|class|style)=(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_SELF_LINK: Final = re.compile(r"\[([^\[\]]+)\]\((?:mailto:)?\1\)")
_ESCAPE: Final = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_LETTER_BULLET: Final = re.compile(r"\n([^\S\n]*)o(?=\s+\S)")
_UNREAD: Final = "*_`\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SIGNS: Final = "“”„–—…•\u00a0"
# What is left of most texts then is ASCII, which is cut an order of magnitude faster than a pattern finds words.
_BETWEEN: Final = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "'")}
_CONTEXT: Final = 4
_STRETCHES: Final = (4_000, 16_000)


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that only one side has, between words that both have; `at` is the place in the source, in words from 0."""

    op: Literal["lost", "invented"]
    words: tuple[str, ...]
    at: int
    context: str


@dataclass(frozen=True, slots=True)
class WordCount:
    """How many words each side has, and every stretch in which they differ."""

    source: int
    result: int
    differences: tuple[Difference, ...]

    @property
    def equal(self) -> bool:
        """Tells whether nothing was lost, invented or put in another order."""
        return not self.differences


def words_of(text: str) -> tuple[str, ...]:
    """Returns the words of a source text, in order."""
    plain = unicodedata.normalize("NFC", html.unescape(text))
    if "\\" in plain:
        plain = _ESCAPE.sub("", plain)
    plain = _TAG.sub(" ", _SELF_LINK.sub(r"\1", plain))
    for sign in _UNREAD:
        plain = plain.replace(sign, "")
    # Each line begins after a line end then, which is found much sooner than the beginning of a line.
    return tuple(_split(_LETTER_BULLET.sub(r"\n\1", f"\n{plain}").replace("’", "'")))


def _split(plain: str) -> list[str]:
    """Cuts at what is no letter or digit."""
    for sign in _SIGNS:
        plain = plain.replace(sign, " ")
    if not plain.isascii():
        return _WORD.findall(plain)
    return _with_inner_apostrophes(plain).translate(_BETWEEN).split()


def _with_inner_apostrophes(plain: str) -> str:
    """Leaves only those apostrophes that stand inside a word."""
    stretches = plain.split("'")
    kept = stretches[:1]
    for before, after in pairwise(stretches):
        kept += ["'" if before[-1:].isalnum() and after[:1].isalnum() else " ", after]
    return "".join(kept)


def compare_words(source_text: str, document: Document) -> WordCount:
    """Compares word by word, in order; what moved is lost in one place and invented in another."""
    source = words_of(source_text)
    filled = with_proposals(document)
    body = words_of("\n".join(f"{provision.number} {provision.text}" for provision in filled.each()))
    titled = words_of(filled.title) + body
    if source in (body, titled):
        return WordCount(len(source), len(source), ())
    readings = [(result, _differences(source, result)) for result in (body, titled)]
    result, differences = min(readings, key=lambda reading: sum(len(difference.words) for difference in reading[1]))
    return WordCount(len(source), len(result), differences)


def _differences(source: tuple[str, ...], result: tuple[str, ...]) -> tuple[Difference, ...]:
    found: list[Difference] = []
    for op, (start, end), words in _edits(source, result):
        before, after = source[max(0, start - _CONTEXT) : start], source[end : end + _CONTEXT]
        found.append(Difference(op, words, start, " ".join([*before, "…", *after])))
    return tuple(found)


def _edits(
    source: tuple[str, ...], result: tuple[str, ...]
) -> Iterator[tuple[Literal["lost", "invented"], tuple[int, int], tuple[str, ...]]]:
    """Aligns a stretch at a time: a whole long text at once would take memory by the square of its length."""
    here = there = 0
    while here < len(source) or there < len(result):
        same = _same(source, result, here, there)
        here, there = here + same, there + same
        for length in _STRETCHES:
            left, right = source[here : here + length], result[there : there + length]
            whole = here + length >= len(source) and there + length >= len(result)
            blocks = list(Indel.opcodes(left, right))
            equal = [block for block in blocks if block.tag == "equal"]
            if equal or whole:
                break
        anchor = None if whole or not equal else max(equal, key=lambda block: block.src_end - block.src_start)
        for block in blocks:
            if anchor is not None and block.src_start >= anchor.src_start and block.dest_start >= anchor.dest_start:
                break
            if block.tag in {"delete", "replace"}:
                yield "lost", (here + block.src_start, here + block.src_end), left[block.src_start : block.src_end]
            if block.tag in {"insert", "replace"}:
                at = here + block.src_start, here + block.src_end
                yield "invented", at, right[block.dest_start : block.dest_end]
        here += anchor.src_end if anchor else len(left)
        there += anchor.dest_end if anchor else len(right)


def _same(source: tuple[str, ...], result: tuple[str, ...], here: int, there: int) -> int:
    """Counts how many words from here on are the same on both sides."""
    limit = min(len(source) - here, len(result) - there)
    count = 0
    while count < limit and source[here + count] == result[there + count]:
        count += 1
    return count

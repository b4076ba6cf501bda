"""Markdown read as CommonMark: headings, nested lists, numbered clauses, notes, and links with where they lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyromark

from policies.documents.reading.blocks import BREAK, SOFT, STRONG, WEAK, BlockWriter
from policies.documents.reading.html.source import read_html
from policies.documents.reading.source import LeftOut, Source

if TYPE_CHECKING:
    from policies.documents.reading.outline import Block

_FRONT_MATTER: Final = re.compile(r"\A---[ ]*\n(.*?\n)??(?:---|\.\.\.)[ ]*\n", re.DOTALL)
_TITLE: Final = re.compile(r"""^title:[ ]*(?P<sign>["']?)(?P<title>[^\n]*?)(?P=sign)[ ]*$""", re.MULTILINE)
_NUMBER: Final = re.compile(rb"[ \t]*(\d{1,9})([.)])")
_DOUBLED: Final = re.compile(rb"[ \t]*(\d{1,9})[.)][ \t]+(?=#{0,6}[ \t]*[*_]{0,3}\1\\?[.)])")
#: A numbered line over a line of dashes is a heading to whoever wrote it, though Markdown sees a list and a rule.
_NUMBER_OVER_RULE: Final = re.compile(r"\n\n(\d{1,9})([.)] [^\n]+\n(?:-{3,}|={3,})[ ]*(?:\n|\Z))")
_BREAK_TAG: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRUCK_TAG: Final = re.compile(r"<(/?)(?:s|del|strike)\s*>", re.IGNORECASE)
_DEEPEST: Final = 20  # lists one inside another; what an author nests deeper is read at this depth
_NO_WORDS: Final = f"{STRONG}{WEAK}{SOFT}{BREAK} \n"
_STRUCK: Final = "struck out"
_BLOCKS: Final = ("Paragraph", "Item")
_OPTIONS: Final = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_DEFINITION_LIST
)


def read_markdown(text: str) -> Source:
    """Reads a Markdown text; its words are those it is written in, less the signs of Markdown."""
    shown, title = _shown(text)
    reader = _Reader(shown)
    return Source(reader.blocks, reader.words_shown(), tuple(reader.left_out), title)


def blocks_of(text: str) -> list[Block]:
    """Reads the blocks of a Markdown text."""
    return _Reader(_shown(text)[0]).blocks


def _shown(text: str) -> tuple[str, str]:
    """Leaves out comments and the settings block of site generators, which no reader is shown; gives its title."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(plain)
    titled = _TITLE.search(front[0]) if front else None
    body = plain[front.end() :] if front else plain
    body = _without_comments(body)
    if "\n---" in body or "\n===" in body:
        body = _NUMBER_OVER_RULE.sub(r"\n\n\1\\\2", f"\n\n{body}").removeprefix("\n\n")
    return body, titled["title"].strip() if titled else ""


def _without_comments(text: str) -> str:
    """Leaves out what no reader is shown; a comment that never ends is none."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + len("-->")
    return "".join([*kept, text[at:]])


class _Reader(BlockWriter):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.source = text.encode()
        self.nested = 0
        self.line: list[str] = []
        self.row_cells: list[str] = []
        self.links: list[tuple[int, str]] = []
        self.counts: list[int | None] = []
        self.notes: dict[str, int] = {}
        self.struck: int | None = None
        self.struck_from = 0
        #: What stands before the next words: the number of a note, or the term that is defined.
        self.opening = ""
        self.html: list[str] = []
        self.left_out: list[LeftOut] = []
        #: What a reader is shown in place of a stretch of the source: from, to (bytes), and the words.
        self.edits: list[tuple[int, int, str]] = []
        for event, place in pyromark.events_with_range(text, options=_OPTIONS):
            self._event(event, place["start"], place["end"])
        self._write()

    def words_shown(self) -> str:
        """Returns the source with numbers as a renderer counts them, and raw HTML by its own words."""
        shown: list[bytes] = []
        at = 0
        for start, end, words in sorted(self.edits):
            if start >= at:
                shown += [self.source[at:start], words.encode()]
                at = end
        return b"".join([*shown, self.source[at:]]).decode()

    def open_item(self, number: str) -> None:
        self.nested += 1
        if self.nested <= _DEEPEST:
            super().open_item(number)
        else:
            self.pending = number

    def close_item(self) -> None:
        if self.nested <= _DEEPEST:
            super().close_item()
        else:
            self.pending = None
        self.nested -= 1

    def _event(self, event: object, start: int, end: int) -> None:
        if isinstance(event, dict):
            # Most events are words, beginnings and ends: telling them by their names takes a third of matching them.
            ((name, said),) = event.items()
            if name in {"Text", "Code"}:
                self.line.append(said)
            elif name == "Start":
                self._begin(said, start)
            elif name == "End":
                self._end(said, start, end)
            else:
                self._rarer(event, start, end)
        elif event == "SoftBreak":
            self.line.append(SOFT)
        elif event == "HardBreak":
            self.line.append(BREAK)
        elif event == "Rule":
            self._write()

    def _rarer(self, event: object, start: int, end: int) -> None:
        match event:
            case {"Html": str(words)}:
                self.html.append(words)
            case {"InlineHtml": str(words)}:
                self._inline_html(words, start, end)
            case {"FootnoteReference": str(name)}:
                self.line.append(self._note(name, start, end))

    def _begin(self, tag: object, start: int) -> None:
        if self._begin_inline(tag):
            return
        self._write()
        match tag:
            case {"List": first}:
                self.counts.append(first if isinstance(first, int) else None)
            case "Item":
                self.open_item(self._number(start))
            case {"Heading": {"level": str(level)}}:
                self.heading = int(level.removeprefix("H"))
            case "TableHead" | "TableRow":
                self.row_cells = []
            case "HtmlBlock":
                self.html = []
            case {"FootnoteDefinition": str(name)}:
                begins = self.source.find(b"]:", start) + len("]:")
                self.opening = f"{self._note(name, start, begins)} "

    def _begin_inline(self, tag: object) -> bool:
        if tag in _BLOCKS:
            return False
        match tag:
            case "Strong":
                self.line.append(STRONG)
            case "Strikethrough":
                self.struck = len(self.line)
            case {"Link": {"dest_url": str(address), "title": str(title)}}:
                self.links.append((len(self.line), _target(address, title)))
            case {"Image": {"dest_url": str(address), "title": str(title)}}:
                self.links.append((len(self.line), _target(address, title)))
            case _:
                return tag == "Emphasis"
        return True

    def _end(self, tag: object, start: int, end: int) -> None:
        match tag:
            case "Emphasis":
                pass
            case "Strong":
                self.line.append(WEAK)
            case "Strikethrough":
                self._leave_out_struck(start, end)
            case "Link" | "Image":
                self._close_link(start, end, always=tag == "Image")
            case "TableCell":
                self.row_cells.append(self._taken())
            case "TableHead" | "TableRow":
                self.row(self.row_cells)
            case "HtmlBlock":
                self._raw_html(start, end)
            case _:
                self._end_block(tag)

    def _end_block(self, tag: object) -> None:
        if tag == "DefinitionListTitle":
            self.opening = f"{self._taken()}: "
            return
        self._write()
        match tag:
            case "Item":
                self.close_item()
            case {"List": _}:
                self.counts.pop()
            case {"Heading": _}:
                self.heading = 0

    def _number(self, start: int) -> str:
        """Returns what every renderer prints before an item: numbers count on from the first, whatever is typed."""
        count = self.counts[-1] if self.counts else None
        typed = _NUMBER.match(self.source, start)
        if count is None or typed is None:
            return ""
        self.counts[-1] = count + 1
        number = f"{count}{typed[2].decode()}"
        if _DOUBLED.match(self.source, start):
            # “1. **1. Scope**”: the number is printed twice and cited once.
            self.edits.append((*typed.span(), ""))
        elif int(typed[1]) != count:
            self.edits.append((*typed.span(), number))
        return number

    def _note(self, name: str, start: int, end: int) -> str:
        number = f"[{self.notes.setdefault(name, len(self.notes) + 1)}]"
        self.edits.append((start, end, number))
        return number

    def _inline_html(self, words: str, start: int, end: int) -> None:
        self.edits.append((start, end, " " if _BREAK_TAG.fullmatch(words) else ""))
        if _BREAK_TAG.fullmatch(words):
            self.line.append(BREAK)
        elif tag := _STRUCK_TAG.fullmatch(words):
            if not tag[1]:
                self.struck = len(self.line)
                self.struck_from = start
            elif self.struck is not None:
                self._leave_out_struck(self.struck_from, end)

    def _leave_out_struck(self, start: int, end: int) -> None:
        """Leaves out what the author struck out, and names it."""
        words = "".join(self.line[self.struck :])
        del self.line[self.struck :]
        self.struck = None
        self.edits.append((start, end, ""))
        line = self.source.count(b"\n", 0, start) + 1
        self.left_out.append(LeftOut(line, 0, " ".join(words.split()), _STRUCK))

    def _raw_html(self, start: int, end: int) -> None:
        """Reads a stretch of HTML as a web page is read."""
        read = read_html("".join(self.html))
        self.edits.append((start, end, f"\n{read.words}\n"))
        self.left_out += read.left_out
        for block in read.blocks:
            self.take(block)

    def _close_link(self, start: int, end: int, *, always: bool) -> None:
        """Returns a link as label and, in brackets, where it leads; a picture as what stands for it and where it is."""
        begin, target = self.links.pop()
        label = "".join(self.line[begin:])
        if target.startswith("#"):
            # A place in the same text: no reader is shown its name.
            typed = self.source.rfind(b"](", start, end)
            if typed >= 0:
                self.edits.append((typed, end, "]"))
            return
        if always or (target and label not in {target, target.removeprefix("mailto:")}):
            self.line.append(f" ({target})")

    def _taken(self) -> str:
        taken, self.line = "".join(self.line), []
        return taken

    def _write(self) -> None:
        """Writes the words read since the last block: items of a tight list have no paragraphs that would end."""
        if not self.line:
            return
        words = "".join(self.line)
        if words.strip(_NO_WORDS):
            self.line = []
            self.words(f"{self.opening}{words}")
            self.opening = ""
        elif not self.links and self.struck is None:
            self.line = []


def _target(address: str, title: str) -> str:
    return f'{address} "{title}"' if title else address

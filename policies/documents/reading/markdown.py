"""Markdown read as CommonMark: headings, nested lists, numbered clauses, quotes, and links with where they lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyromark

from policies.documents.reading.blocks import BREAK, BlockWriter
from policies.documents.reading.source import Source

if TYPE_CHECKING:
    from policies.documents.reading.outline import Block

_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_FRONT_MATTER: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_NUMBER: Final = re.compile(rb"[ \t]*(\d{1,9}[.)])")
_DEEPEST: Final = 20  # lists one inside another; what an author nests deeper is read at this depth


def without_front_matter(text: str) -> str:
    """Leaves out comments and the settings block that site generators put first; neither is shown to a reader."""
    return _COMMENT.sub("", _FRONT_MATTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def read_markdown(text: str) -> Source:
    """Reads a Markdown text; its words are those it is written in, less the signs of Markdown."""
    shown = without_front_matter(text)
    return Source(_Reader(shown).blocks, shown)


def blocks_of(text: str) -> list[Block]:
    """Reads the blocks of a Markdown text."""
    return _Reader(without_front_matter(text)).blocks


class _Reader(BlockWriter):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.source = text.encode()
        self.nested = 0
        self.line: list[str] = []
        self.row: list[str] = []
        self.links: list[tuple[int, str]] = []
        for event, place in pyromark.events_with_range(text, options=pyromark.Options.ENABLE_TABLES):
            self._event(event, place["start"])
        self._write()

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

    def _event(self, event: object, start: int) -> None:
        match event:
            case {"Text": str(words)}:
                self.line.append(words)
            case {"Start": tag}:
                self._begin(tag, start)
            case {"End": tag}:
                self._end(tag)
            case {"Code": str(words)} | {"Html": str(words)}:
                self.line.append(words)
            case "SoftBreak":
                self.line.append(" ")
            case "HardBreak":
                self.line.append(BREAK)
            case "Rule":
                self._write()

    def _begin(self, tag: object, start: int) -> None:
        match tag:
            case "Emphasis" | "Strong":
                return
            case {"Link": {"dest_url": str(address), "title": str(title)}}:
                self.links.append((len(self.line), _target(address, title)))
                return
            case {"Image": {"dest_url": str(address), "title": str(title)}}:
                self.links.append((len(self.line), _target(address, title)))
                return
        self._write()
        match tag:
            case "Item":
                number = _NUMBER.match(self.source, start)
                self.open_item(number[1].decode() if number else "")
            case {"Heading": {"level": str(level)}}:
                self.heading = int(level.removeprefix("H"))
            case "TableHead" | "TableRow":
                self.row = []

    def _end(self, tag: object) -> None:
        match tag:
            case "Emphasis" | "Strong":
                pass
            case "Link" | "Image":
                self._close_link(always=tag == "Image")
            case "TableCell":
                self.row.append(self._taken())
            case "TableHead" | "TableRow":
                self.words(" | ".join(cell for cell in self.row if cell))
            case "HtmlBlock":
                self.words(_TAG.sub(" ", self._taken()))
            case "Item":
                self._write()
                self.close_item()
            case {"Heading": _}:
                self._write()
                self.heading = 0
            case _:
                self._write()

    def _close_link(self, *, always: bool) -> None:
        """Returns a link as label and, in brackets, where it leads; a picture as what stands for it and where it is."""
        begin, target = self.links.pop()
        label = "".join(self.line[begin:])
        if always or (target and label not in {target, target.removeprefix("mailto:")}):
            self.line.append(f" ({target})")

    def _taken(self) -> str:
        taken, self.line = "".join(self.line), []
        return taken

    def _write(self) -> None:
        """Writes the words read since the last block: items of a tight list have no paragraphs that would end."""
        if self.line:
            self.words(self._taken())


def _target(address: str, title: str) -> str:
    return f'{address} "{title}"' if title else address

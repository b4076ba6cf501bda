"""Walks a page's tree and writes blocks: headings, lists, quotes, tables and links in their order."""

from __future__ import annotations

from policies.documents.reading.blocks import BREAK, BlockWriter
from policies.documents.reading.html.broken_lines import Line, grouped, lines_of
from policies.documents.reading.html.elements import BLOCKS, HEADINGS, address, leads_elsewhere
from policies.documents.reading.html.looks import bold_inside, heading_like
from policies.documents.reading.html.tree import Element
from policies.documents.reading.outline import Block
from policies.documents.reading.text import blocks_of as text_blocks


class HtmlReader:
    """Walks a tree once, from its root on."""

    def __init__(self, *, bold_headings: bool) -> None:
        """Begins an empty document; `bold_headings` tells whether a short bold line alone is a heading."""
        self.bold_headings = bold_headings
        self.writer = BlockWriter()
        self.text: list[str] = []
        self.bold: list[bool] = []  # of each piece of `text`
        self.cells: list[list[str]] = []
        self.level = 0  # of the last heading that is one by its tag
        self.heading_number: str | None = None
        self.terms: list[str] = []
        self.within: list[str] = []

    def read(self, parent: Element, *, bold: bool = False) -> None:
        """Reads what stands inside an element."""
        for child in parent.children:
            if isinstance(child, str):
                self._write(child, bold=bold)
            elif child.tag == "br":
                self._break()
            elif child.tag in BLOCKS:
                self._block(child, bold=bold_inside(child, around=bold))
            else:
                self._inline(child, bold=bold_inside(child, around=bold))

    def flush(self, *, pre: bool = False) -> None:
        """Hands over the words gathered since the last block began or ended."""
        raw, lines = "".join(self.text), lines_of(self.text, self.bold)
        self.text, self.bold = [], []
        if self.cells and self.cells[-1]:
            words = " ".join(line.text for line in lines)
            self.cells[-1][-1] = f"{self.cells[-1][-1]} {words}".strip()
        elif pre and not self.writer.depth and "\n" in raw.strip():
            self.writer.lists.close()
            self.writer.blocks += text_blocks(raw.replace(BREAK, "\n"))
        elif lines and self.writer.heading:
            self._heading(" ".join(line.text for line in lines))
        elif lines and self.within and self.within[-1] == "dt":
            self.terms.append(" ".join(line.text for line in lines))
        else:
            for group in grouped(lines):
                self._paragraph(group)

    def _write(self, text: str, *, bold: bool) -> None:
        self.text.append(text)
        self.bold.append(bold or not text.strip())

    def _paragraph(self, lines: list[Line]) -> None:
        words = " ".join(line.text for line in lines)
        bold = all(line.bold for line in lines)
        if bold and self.bold_headings and not self.writer.depth and heading_like(words):
            self.writer.heading = min(self.level + 1, len(HEADINGS))
            self._heading(words)
            self.writer.heading = 0
            return
        if self.within and self.within[-1] == "dd":
            self.writer.pending = ""
        self.writer.words(BREAK.join(line.text for line in lines))

    def _heading(self, words: str) -> None:
        number = self.heading_number
        if number is None and self.writer.depth and self.writer.pending:
            number, self.writer.pending = self.writer.pending, ""
        if self.writer.depth:
            self.writer.pending = None
        if not number:
            self.writer.words(words)
            return
        self.writer.lists.close()
        self.writer.blocks.append(Block("heading", words, number, self.writer.heading))

    def _break(self) -> None:
        """A line break; two with nothing between end a paragraph."""
        before = "".join(self.text[-8:])
        if BREAK in before and not before.rpartition(BREAK)[2].strip() and not self.cells:
            self.flush()
        else:
            self._write(BREAK, bold=True)

    def _inline(self, element: Element, *, bold: bool) -> None:
        if element.tag != "a":
            self.read(element, bold=bold)
            return
        start, blocks = len(self.text), len(self.writer.blocks)
        self.read(element, bold=bold)
        # What a link over several blocks leads to stands after the last of them.
        label = "".join(self.text[start if blocks == len(self.writer.blocks) else 0 :])
        target = address(element.attributes)
        if leads_elsewhere(" ".join(label.split()), target):
            self._write(f" ({target})", bold=bold)

    def _block(self, element: Element, *, bold: bool) -> None:
        tag = element.tag
        self.flush()
        if tag in {"td", "th"} and self.cells:
            self.cells[-1].append("")
            self.read(element, bold=bold)
            self.flush()
        elif tag in HEADINGS and not self.cells:
            self.level = self.writer.heading = HEADINGS[tag]
            self.heading_number = element.number
            self.read(element)
            self.flush()
            self.writer.heading, self.heading_number = 0, None
        elif tag in {"li", "dd"} and not self.cells:
            self._item(element, bold=bold)
        elif tag == "tr":
            self._row(element, bold=bold)
        else:
            self.within += [tag] * (tag in {"dl", "dt"})
            self.read(element, bold=bold)
            self.flush(pre=tag == "pre")
            if tag in {"dl", "dt"}:
                self.within.pop()
            if tag == "dl":
                self._write_terms()

    def _item(self, element: Element, *, bold: bool) -> None:
        self._write_terms()
        self.writer.open_item(element.number or "")
        self.within.append(element.tag)
        self.read(element, bold=bold)
        self.flush()
        self.within.pop()
        self.writer.close_item()

    def _write_terms(self) -> None:
        """Writes the terms that the next item explains, as one line."""
        if self.terms:
            self.writer.words(" / ".join(self.terms))
            self.terms = []

    def _row(self, element: Element, *, bold: bool) -> None:
        self.cells.append([])
        self.read(element, bold=bold)
        self.flush()
        row = " | ".join(cell for cell in self.cells.pop() if cell)
        if self.cells and self.cells[-1]:
            self.cells[-1][-1] = f"{self.cells[-1][-1]} {row}".strip()
        else:
            self.writer.words(row)

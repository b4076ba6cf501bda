"""Walks a page's tree and writes blocks: headings, lists, quotes, tables and links in their order."""

from __future__ import annotations

from policies.documents.reading.blocks import BREAK, BlockWriter
from policies.documents.reading.html.broken_lines import Line, grouped, lines_of
from policies.documents.reading.html.elements import BLOCKS, HEADINGS, address, leads_elsewhere
from policies.documents.reading.html.looks import bold_inside
from policies.documents.reading.html.tree import Element
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
        words = " ".join(line.text for line in lines)
        if self.cells and self.cells[-1]:
            self.cells[-1][-1] = f"{self.cells[-1][-1]} {words}".strip()
        elif pre and not self.writer.depth and "\n" in raw.strip():
            self.writer.lists.close()
            self.writer.blocks += text_blocks(raw.replace(BREAK, "\n"))
        elif words and self.within and self.within[-1] == "dt":
            self.terms.append(words)
        elif words and self.writer.heading:
            self.writer.words(words)
        else:
            for group in grouped(lines):
                self._paragraph(group)

    def _write(self, text: str, *, bold: bool) -> None:
        self.text.append(text)
        self.bold.append(bold)

    def _paragraph(self, lines: list[Line]) -> None:
        if self.within and self.within[-1] == "dd":
            self.writer.pending = ""
        self.writer.words(BREAK.join(line.marked if self.bold_headings else line.text for line in lines))

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
            self.writer.heading = HEADINGS[tag]
            if element.number:
                self.writer.pending = element.number
            self.read(element)
            self.flush()
            self.writer.heading = 0
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
        row = self.cells.pop()
        if self.cells and self.cells[-1]:
            inner = " | ".join(cell for cell in row if cell)
            self.cells[-1][-1] = f"{self.cells[-1][-1]} {inner}".strip()
        else:
            self.writer.row(row)

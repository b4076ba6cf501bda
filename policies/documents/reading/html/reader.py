"""Walks balanced HTML and writes blocks: headings, lists, quotes, tables and links in their order."""

from __future__ import annotations

from html.parser import HTMLParser

from policies.documents.reading.blocks import BREAK, BlockWriter
from policies.documents.reading.html.elements import BLOCKS, HEADINGS, PAGE_PARTS, VOID, address, leads_elsewhere
from policies.documents.reading.html.lists import HtmlList, list_of
from policies.documents.reading.text import blocks_of as text_blocks


class HtmlReader(HTMLParser):
    """Walks balanced HTML and writes blocks."""

    def __init__(self, *, numbered: bool, main: bool) -> None:
        super().__init__()
        self.numbered, self.main = numbered, main
        self.writer = BlockWriter()
        self.text: list[str] = []
        self.lists: list[HtmlList] = []
        self.links: list[tuple[int, str]] = []
        self.cells: list[list[str]] = []
        self.pre = 0
        self.inside_main = 0
        self.skipping: list[str] = []
        self.skipped: list[str] = []
        self.starts = 0
        self.skips: set[int] = set()
        self.left_out: list[tuple[str, str, str]] = []
        self.in_title = False
        self.title = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enters an element."""
        self.starts += 1
        attributes = dict(attrs)
        if self.skipping:
            if tag not in VOID:
                self.skipping.append(tag)
            return
        if tag in PAGE_PARTS and not self.inside_main and (tag != "aside" or self.main):
            self.flush()
            self.skipping, self.skipped = [tag], []
            self.skips.add(self.starts)
        elif tag == "title":
            self.in_title, self.title = True, ""
        elif tag == "br":
            self.text.append(BREAK)
        elif tag == "img":
            if alt := (attributes.get("alt") or "").strip():
                self.left_out.append((alt, "a picture's description", "<img"))
        elif tag == "a":
            self.links.append((len(self.text), address(attributes)))
        elif tag in BLOCKS:
            self._open(tag, attributes)

    def _open(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in {"td", "th"}:
            self.flush()
            if self.cells:
                self.cells[-1].append("")
            return
        self.flush()
        if tag in HEADINGS and not self.cells:
            self.writer.heading = HEADINGS[tag]
        elif tag in {"ol", "ul", "menu"}:
            self.lists.append(list_of(tag, attributes, numbered=self.numbered))
        elif tag == "li":
            current = self.lists[-1] if self.lists else HtmlList(ordered=False, style="", next=1)
            self._item(current.number(attributes.get("value")))
        elif tag == "dd":
            self._item("")
        elif tag == "tr":
            self.cells.append([])
        elif tag == "pre":
            self.pre += 1
        elif tag in {"main", "article"}:
            self.inside_main += 1

    def _item(self, number: str) -> None:
        if self.cells:
            self.text.append(f"{number} ")
        else:
            self.writer.open_item(number)

    def handle_endtag(self, tag: str) -> None:
        """Leaves an element."""
        if self.skipping:
            if tag not in VOID:
                self.skipping.pop()
            if not self.skipping:
                self.left_out.append((" ".join(" ".join(self.skipped).split()), PAGE_PARTS[tag], f"<{tag}"))
            return
        if tag == "title":
            self.in_title = False
            self.title = " ".join(self.title.split())
            self.left_out.append((self.title, "the title of the browser's window", "<title"))
        elif tag == "a" and self.links:
            start, target = self.links.pop()
            label = " ".join("".join(self.text[start:]).split())
            if leads_elsewhere(label, target):
                self.text.append(f" ({target})")
        elif tag in BLOCKS:
            self._close(tag)

    def _close(self, tag: str) -> None:
        self.flush(pre=tag == "pre")
        if tag in HEADINGS:
            self.writer.heading = 0
        elif tag in {"ol", "ul", "menu"} and self.lists:
            self.lists.pop()
        elif tag in {"li", "dd"} and not self.cells and self.writer.depth:
            self.writer.close_item()
        elif tag == "tr" and self.cells:
            row = " | ".join(cell for cell in self.cells.pop() if cell)
            if self.cells and self.cells[-1]:
                self.cells[-1][-1] = f"{self.cells[-1][-1]} {row}".strip()
            else:
                self.writer.words(row)
        elif tag == "pre":
            self.pre -= 1
        elif tag in {"main", "article"}:
            self.inside_main -= 1

    def handle_data(self, data: str) -> None:
        """Gathers words."""
        if self.skipping:
            self.skipped.append(data)
        elif self.in_title:
            self.title += data
        else:
            self.text.append(data)

    def flush(self, *, pre: bool = False) -> None:
        """Hands over the words gathered since the last block began or ended."""
        raw, self.text = "".join(self.text), []
        self.links = [(0, target) for _, target in self.links]
        if self.cells and self.cells[-1]:
            words = " ".join(raw.replace(BREAK, " ").split())
            self.cells[-1][-1] = f"{self.cells[-1][-1]} {words}".strip()
        elif pre and not self.writer.depth and "\n" in raw.strip():
            self.writer.lists.close()
            self.writer.blocks += text_blocks(raw.replace(BREAK, "\n"))
        else:
            self.writer.words(raw)

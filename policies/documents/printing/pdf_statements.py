"""A statement to file as tagged PDF/A (2a and UA-1): facts, paragraphs, points, tables; the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from policies.documents.printing.typesetting import typeset

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

#: A line of verbatim text has this many characters; joined without the line ends it is the text again.
_LINE: Final = 100
_TEMPLATE: Final = rb"""
#let data = json(bytes(sys.inputs.data))
#let accent = rgb(data.accent)
#let mono(body) = text(font: "DejaVu Sans Mono", size: 7.6pt, body)
#let shown(cell) = if cell.mono { mono(cell.text) } else { cell.text }
#let small(cell) = if cell.mono { text(font: "DejaVu Sans Mono", size: 6.3pt, cell.text) } else { cell.text }
#set document(title: data.title, author: data.publisher, keywords: data.keywords, date: auto)
#set page(
  paper: "a4", margin: (x: 25mm, top: 27mm, bottom: 25mm),
  header: context if counter(page).get().first() > 1 {
    set text(size: 8.5pt, fill: luma(90))
    data.publisher + " \u{2013} " + data.title
  },
  footer: context {
    set text(size: 8pt, fill: luma(90))
    grid(columns: (1fr, auto), column-gutter: 8mm,
      data.footer, str(counter(page).get().first()) + " / " + str(counter(page).final().first()))
  },
)
#set text(font: "Libertinus Serif", size: 10.5pt, lang: data.lang, hyphenate: false)
#set par(leading: 0.65em, spacing: 0.95em)
#set list(indent: 1mm, body-indent: 3mm, spacing: 0.8em, marker: [\u{2013}])
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 1): set block(above: 0.4em, below: 0.7em)
#show heading.where(level: 2): set text(size: 12pt)
#show heading.where(level: 2): set block(above: 1.9em, below: 0.9em, sticky: true)
#text(size: 10pt, weight: "semibold", data.publisher)
#if data.address != "" { linebreak(); text(size: 9pt, fill: luma(80), data.address) }
#v(4mm)
#line(length: 100%, stroke: 1.4pt + accent)
#v(1mm)
= #data.title
#if data.lead != "" { par(text(size: 11pt, fill: luma(40), data.lead)) }
#for part in data.blocks {
  if part.kind == "heading" {
    heading(level: 2, part.text)
  } else if part.kind == "paragraph" {
    par(part.text)
  } else if part.kind == "points" {
    list(..part.items)
  } else if part.kind == "facts" {
    set text(size: 9.8pt)
    table(
      columns: (46mm, 1fr), inset: (x: 0pt, y: 2.1mm),
      stroke: (x, y) => (bottom: 0.4pt + luma(205)),
      ..part.rows.map(row => (text(fill: luma(70), row.label), shown(row))).flatten()
    )
  } else if part.kind == "table" {
    set text(size: 8.8pt)
    table(
      columns: part.widths.map(one => one * 1fr), inset: (x: 1.2mm, y: 1.8mm),
      stroke: (x, y) => (bottom: (if y == 0 { 0.8pt } else { 0.4pt }) + luma(if y == 0 { 120 } else { 210 })),
      table.header(..part.head.map(cell => align(left, strong(cell)))),
      ..part.rows.flatten().map(small)
    )
  } else if part.kind == "verbatim" {
    if part.caption != "" { block(sticky: true, part.caption) }
    rect(width: 100%, inset: 3mm, stroke: 0.5pt + luma(190), fill: luma(250),
      text(font: "DejaVu Sans Mono", size: 7pt, part.lines.join(linebreak())))
  }
}
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of what follows."""

    text: str

    def to_data(self) -> dict[str, object]:
        """Returns what the template reads."""
        return {"kind": "heading", "text": self.text}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str

    def to_data(self) -> dict[str, object]:
        """Returns what the template reads."""
        return {"kind": "paragraph", "text": self.text}


@dataclass(frozen=True, slots=True)
class Points:
    """Points, each a sentence or two."""

    items: Sequence[str]

    def to_data(self) -> dict[str, object]:
        """Returns what the template reads."""
        return {"kind": "points", "items": list(self.items)}


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it; a digest or an id is set in `mono`."""

    label: str
    text: str
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts, one under the other."""

    rows: Sequence[Fact]

    def to_data(self) -> dict[str, object]:
        """Returns what the template reads."""
        rows = [{"label": row.label, "text": row.text, "mono": row.mono} for row in self.rows]
        return {"kind": "facts", "rows": rows}


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head on each page; `widths` are parts of the width, `mono` the columns of digests and ids."""

    head: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]
    mono: frozenset[int] = frozenset()

    def to_data(self) -> dict[str, object]:
        """Returns what the template reads."""
        rows = [[{"text": cell, "mono": at in self.mono} for at, cell in enumerate(row)] for row in self.rows]
        return {"kind": "table", "head": list(self.head), "widths": list(self.widths), "rows": rows}


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text to be copied letter by letter, such as a signed token, and what is said before it."""

    text: str
    caption: str = ""

    def to_data(self) -> dict[str, object]:
        """Returns what the template reads."""
        lines = [self.text[at : at + _LINE] for at in range(0, len(self.text), _LINE)]
        return {"kind": "verbatim", "caption": self.caption, "lines": lines}


Block = Heading | Paragraph | Points | Facts | Table | Verbatim


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole statement: who makes it, what it is called, what stands in it; `keywords` go into the file's metadata."""

    publisher: str
    address: str
    title: str
    lead: str
    blocks: Sequence[Block]
    footer: str
    keywords: Sequence[str]
    accent: str
    language: str
    made_at: dt.datetime


def sheet_to_pdf(sheet: Sheet) -> bytes:
    """Typesets the statement; `made_at` (any time zone) is its date, and equal input gives equal bytes."""
    data = {
        "publisher": sheet.publisher,
        "address": sheet.address,
        "title": sheet.title,
        "lead": sheet.lead,
        "blocks": [block.to_data() for block in sheet.blocks],
        "footer": sheet.footer,
        "keywords": list(sheet.keywords),
        "accent": sheet.accent,
        "lang": sheet.language.partition("-")[0],
    }
    return typeset(_TEMPLATE, json.dumps(data, ensure_ascii=False), sheet.made_at)

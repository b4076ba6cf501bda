"""A version as tagged PDF/A (2a and UA-1), the same bytes each time; text goes to typst as data, never as markup."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import typst

from policies.documents.model.document import Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from policies.documents.model.document import Document

_STANDARDS: Final[Any] = ["a-2a", "ua-1"]  # its stubs ask for a list of every literal there is
#: The fonts that come with typst hold no letters from here on: ideographs, emoji, private use.
_BEYOND_THE_FONTS: Final = "\u2e00"
_PROBE: Final = b'#set document(title: "-", date: auto); #set text(font: "Libertinus Serif"); #sys.inputs.data'
_TEMPLATE: Final = rb"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: data.publisher, keywords: (data.digest,), date: auto)
#set page(
  paper: "a4", margin: (x: 26mm, top: 28mm, bottom: 26mm),
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
#set par(leading: 0.68em, spacing: 1em)
#show heading: set text(size: 12pt)
#show heading: set block(above: 1.6em, below: 0.8em, sticky: true)
#show heading.where(level: 1): set text(size: 19pt)
#text(size: 9.5pt, fill: luma(70), data.publisher)
#v(-0.6em)
= #data.title
#line(length: 100%, stroke: 1.2pt + rgb(data.accent))
#for line in data.facts [#par(text(size: 9pt, fill: luma(50), line))]
#v(0.6em)
#let cited(one) = if one.path == "" [] else [#h(0.6em)#text(size: 7.5pt, weight: "regular", fill: luma(90), one.path)]
#for one in data.provisions {
  if one.heading {
    heading(level: one.level, (if one.number == "" { one.text } else { one.number + " " + one.text }) + cited(one))
  } else if one.number == "" {
    block(inset: (left: one.depth * 7mm), par(one.text + cited(one)))
  } else {
    block(inset: (left: one.depth * 7mm), par(hanging-indent: 7mm, one.number + "\u{2002}" + one.text + cited(one)))
  }
}
"""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands around the words: who published them, `facts` under the title, a line at the foot of each page."""

    publisher: str
    facts: Sequence[str]
    footer: str
    digest: str
    accent: str
    made_at: dt.datetime


def to_pdf(document: Document, imprint: Imprint) -> bytes:
    """Typesets the document; a character that no font here holds is shown as `[U+4E2D]`, so nothing is lost unseen.

    `imprint.made_at` (any time zone) is the document's date; equal input gives equal bytes.
    """
    return typeset(_TEMPLATE, json.dumps(_data(document, imprint), ensure_ascii=False), imprint.made_at)


def typeset(template: bytes, data: str, made_at: dt.datetime) -> bytes:
    """Typesets JSON with a template that reads it from `sys.inputs.data`; what no font holds is shown as a number."""
    missing = set(_missing(tuple(sorted({one for one in data if not one.isascii()}))))
    data = "".join(f"[U+{ord(one):04X}]" if one in missing else one for one in data)
    return _compiled(template, data, int(made_at.timestamp()))


def _data(document: Document, imprint: Imprint) -> dict[str, object]:
    return {
        "title": document.title,
        "lang": document.language.partition("-")[0],
        "publisher": imprint.publisher,
        "facts": list(imprint.facts),
        "footer": imprint.footer,
        "digest": imprint.digest,
        "accent": imprint.accent,
        "provisions": list(_provisions(document)),
    }


def _provisions(document: Document) -> Iterable[dict[str, object]]:
    level = 1
    for placed in document.walk():
        provision = placed.provision
        heading = provision.kind is Kind.HEADING
        if heading:  # a level is never left out, as PDF/UA asks
            level = min(placed.depth + 2, level + 1)
        yield {
            "heading": heading,
            "level": level,
            "depth": placed.depth,
            "number": provision.number,
            "text": provision.text,
            "path": placed.path_beside,
        }


@lru_cache(maxsize=64)
def _missing(characters: tuple[str, ...]) -> tuple[str, ...]:
    """Finds the characters that cannot be shown: halves are tried until the culprits stand alone."""
    beyond = tuple(one for one in characters if one >= _BEYOND_THE_FONTS)
    return beyond + _culprits(tuple(one for one in characters if one < _BEYOND_THE_FONTS))


def _culprits(characters: tuple[str, ...]) -> tuple[str, ...]:
    if not characters:
        return ()
    try:
        _compiled(_PROBE, "x".join(characters), 0)
    except typst.TypstError:
        if len(characters) == 1:
            return characters
        half = len(characters) // 2
        return _culprits(characters[:half]) + _culprits(characters[half:])
    return ()


def _compiled(template: bytes, data: str, timestamp: int) -> bytes:
    made = typst.compile(
        template,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=_STANDARDS,
        timestamp=timestamp,
    )
    assert isinstance(made, bytes)
    return made

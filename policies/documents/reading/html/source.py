"""HTML read as browsers do: parsed by Lexbor, then headings, lists, quotes, tables and links in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policies.documents.reading.html.exported import nest_lists
from policies.documents.reading.html.leaving import leave_out
from policies.documents.reading.html.looks import mark_headings, mostly_bold
from policies.documents.reading.html.numbers import number_by_counters, number_lists
from policies.documents.reading.html.raised import write_raised
from policies.documents.reading.html.reader import HtmlReader
from policies.documents.reading.html.tables import free_layout_tables
from policies.documents.reading.html.tree import parse, text_of, walk
from policies.documents.reading.html.words import words_of_page
from policies.documents.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from policies.documents.reading.html.tree import Element


def read_html(source: str, *, numbered: bool = True, prepare: Callable[[Element], None] | None = None) -> Source:
    """Reads a web page; its navigation, head and foot, and what it hides, are left out and named.

    `numbered` says that its lists print their numbers themselves; `prepare` may change the tree before anything is
    read from it. Raises `NotImportable`.
    """
    root = parse(source)
    title = next((text_of(element) for element in walk(root) if element.tag == "title"), "")
    number_lists(root, numbered=numbered)
    if prepare is not None:
        prepare(root)
    number_by_counters(root)
    write_raised(root)
    left_out = leave_out(root, source)
    nest_lists(root)
    free_layout_tables(root)
    mark_headings(root)
    reader = HtmlReader(bold_headings=not mostly_bold(root))
    reader.read(root)
    reader.flush()
    return Source(reader.writer.blocks, words_of_page(root), left_out, title)

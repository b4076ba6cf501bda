"""Tables that only lay a page out are read as if they were not there; those of data keep their rows."""

from __future__ import annotations

from typing import Final

from policies.documents.reading.html.elements import HEADINGS, names
from policies.documents.reading.html.lists import LISTS
from policies.documents.reading.html.tree import Element, first_words, text_of, walk
from policies.documents.reading.marks import split_mark

_ROWS: Final = names("thead tbody tfoot")
_CELLS: Final = names("td th")
_OF_DATA: Final = names("caption thead th")
_HOLDS: Final = frozenset({*HEADINGS, *LISTS, "table", "dl", "section", "article"})
_PIECES: Final = names("p div")


def free_layout_tables(root: Element) -> None:
    """Turns tables that hold headings, lists, several paragraphs or clauses into plain parts of the page."""
    for table in list(walk(root)):
        if table.tag == "table":
            rows = _rows(table)
            if _is_layout(table, rows):
                _free(table, rows)
            else:
                for row in rows:
                    if any(one.tag in LISTS for one in walk(row)):
                        _open_row(row)


def _rows(table: Element) -> list[Element]:
    rows: list[Element] = []
    for child in table.elements():
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in _ROWS:
            rows += [row for row in child.elements() if row.tag == "tr"]
    return rows


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.elements() if cell.tag in _CELLS]


def _is_layout(table: Element, rows: list[Element]) -> bool:
    if table.attributes.get("role", "").strip().lower() in {"presentation", "none"}:
        return True
    cells = [cell for row in rows for cell in _cells(row)]
    heads = any(child.tag in _OF_DATA for child in table.elements())
    if heads or any(cell.tag == "th" for cell in cells):
        return False
    if max((len(_cells(row)) for row in rows), default=0) <= 1 or any(_holds_blocks(cell) for cell in cells):
        return True
    first = [text_of(row_cells[0]) for row in rows if len(row_cells := _cells(row)) > 1]
    return bool(first) and all(not text or _is_mark(text) for text in first)


def _holds_blocks(cell: Element) -> bool:
    inside = list(walk(cell))
    return any(one.tag in _HOLDS for one in inside) or sum(one.tag in _PIECES for one in cell.elements()) > 1


def _is_mark(text: str) -> bool:
    """Tells whether a cell holds nothing but the number or bullet of what stands beside it."""
    mark, rest = split_mark(f"{text} x")
    return mark is not None and rest == "x"


def _free(table: Element, rows: list[Element]) -> None:
    for part in [table, *(child for child in table.elements() if child.tag in _ROWS), *rows]:
        part.tag = "div"
    for row in rows:
        cells = _cells(row)
        if len(cells) > 1 and _is_mark(mark := text_of(cells[0])) and _begin(cells[1], mark):
            row.children = [child for child in row.children if child is not cells[0]]
        for cell in cells:
            cell.tag = "div"


def _begin(cell: Element, mark: str) -> bool:
    """Puts a mark before the first words of a cell; False where it has none."""
    found = first_words(cell)
    if found:
        holder, index = found
        holder.children[index] = f"{mark} {str(holder.children[index]).lstrip()}"
    return found is not None


def _open_row(row: Element) -> None:
    """Makes one paragraph of the cells of a row, up to where a list inside one of them begins."""
    parts: list[Element | str] = []
    line: list[Element | str] = []
    for cell in _cells(row):
        if line:
            line.append(" | ")
        for child in cell.children:
            if isinstance(child, Element) and any(one.tag in LISTS for one in walk(child)):
                parts += [Element("p", children=line), child]
                line = []
            else:
                line.append(child)
    if line:
        parts.append(Element("p", children=line))
    row.tag, row.children = "div", parts

"""Reads every policy in a folder and prints what became of it: `make policies DIR=path/to/folder`.

One line a file: whether it was refused, its words and those lost or invented, provisions by kind, numbered clauses by
where they hang, places that share a number, jumps in the numbering, seconds. Where the names of the files begin with
numbers (`01-…`, `02-…`), they are versions of one policy: each is imported after the one before, and a last line says
how much identical text kept its key.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from policies.documents import Document, Imported, Kind, NotImportable, import_document
from policies.documents.reading.formats import SUFFIXES
from policies.documents.reading.nesting import leads_in
from policies.documents.reading.numbering import Doubtful, doubts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_VERSION: Final = re.compile(r"\d+[-_.]")
_COLUMNS: Final = (
    *("words", "lost", "more", "prohib", "remedy", "defin", "oblig", "other", "head"),
    *("clauses", "top", "number", "heading", "lead-in", "wrong", "shared", "jumps", "left", "seconds"),
)
_WIDTH: Final = 8
_MOST: Final = 100_000_000  # bytes of one file: whatever is in the folder


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of one file."""

    counts: Counter[str]
    seconds: float
    refused: str = ""


def main(arguments: list[str]) -> int:
    """Prints a line a file and the sum; fails where a file was refused or lost words."""
    folder = Path(arguments[0]) if arguments else Path()
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES) if folder.is_dir() else []
    if not files:
        print(f"{folder} holds no policy: name a folder of {', '.join(SUFFIXES)} files.", file=sys.stderr)
        return 2
    history = len(files) > 1 and all(_VERSION.match(file.name) for file in files)
    width = max(len(file.name) for file in files)
    print(" ".join([f"{'file':<{width}}", *(f"{column:>{_WIDTH}}" for column in _COLUMNS)]))
    total: Counter[str] = Counter()
    seconds = 0.0
    kept: Counter[bool] = Counter()
    previous: Document | None = None
    refused = 0
    for file in files:
        figures, imported = _read(file, previous if history else None)
        print(_line(f"{file.name:<{width}}", figures))
        total.update(figures.counts)
        seconds += figures.seconds
        refused += bool(figures.refused)
        if imported is not None:
            if history and previous is not None:
                kept.update(_same_key(previous, imported.document))
            previous = imported.document
    print(_line(f"{f'{len(files)} files, {refused} refused':<{width}}", Figures(total, seconds)))
    if history:
        print(
            f"identical text that kept its key: {kept[True]} of {kept.total()} ({_share(kept[True], kept.total())} %)"
        )
    return 1 if refused or total["lost"] else 0


def _read(file: Path, previous: Document | None) -> tuple[Figures, Imported | None]:
    begun = time.perf_counter()
    try:
        imported = import_document(file.read_bytes(), filename=file.name, previous=previous, limit=_MOST)
    except NotImportable as error:
        return Figures(Counter(), time.perf_counter() - begun, str(error)), None
    return Figures(Counter(_counted(imported)), time.perf_counter() - begun), imported


def _counted(imported: Imported) -> dict[str, int]:
    differences = imported.words.differences
    kinds = Counter(provision.kind for provision in imported.document.each())
    named = {
        "prohib": kinds.pop(Kind.PROHIBITION, 0),
        "remedy": kinds.pop(Kind.REMEDY, 0),
        "defin": kinds.pop(Kind.DEFINITION, 0),
        "oblig": kinds.pop(Kind.OBLIGATION, 0),
        "head": kinds.pop(Kind.HEADING, 0),
    }
    doubtful = Counter(doubt.kind for doubt in doubts(imported.document))
    return {
        "words": imported.words.source,
        "lost": sum(len(one.words) for one in differences if one.op == "lost"),
        "more": sum(len(one.words) for one in differences if one.op == "invented"),
        **named,
        "other": kinds.total(),
        **Counter(_hangs(imported.document)),
        "wrong": doubtful[Doubtful.MISPLACED],
        "shared": doubtful[Doubtful.SHARED],
        "jumps": doubtful[Doubtful.JUMP],
        "left": doubtful[Doubtful.LEFT],
    }


def _hangs(document: Document) -> Iterator[str]:
    """Yields for each numbered clause that it is one, and what it hangs below."""
    by_key = document.placed()
    for placed in by_key.values():
        if not placed.provision.number or placed.provision.kind is Kind.HEADING:
            continue
        yield "clauses"
        parent = by_key[placed.parent_key].provision if placed.parent_key else None
        if parent is None:
            yield "top"
        elif parent.kind is Kind.HEADING:
            yield "heading"
        elif parent.number:
            yield "number"
        elif leads_in(parent.text):
            yield "lead-in"


def _same_key(old: Document, new: Document) -> Iterable[bool]:
    """Yields for each text that stands once in both versions whether it kept its key."""
    once = [{text: keys[0] for text, keys in _by_text(document).items() if len(keys) == 1} for document in (old, new)]
    return [once[1][text] == key for text, key in once[0].items() if text in once[1]]


def _by_text(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for provision in document.each():
        found.setdefault(provision.text, []).append(provision.key)
    return found


def _line(name: str, figures: Figures) -> str:
    if figures.refused:
        return f"{name} refused: {figures.refused}"
    cells = [f"{figures.counts[column]:>{_WIDTH}}" for column in _COLUMNS[:-1]]
    return " ".join([name, *cells, f"{figures.seconds:>{_WIDTH}.2f}"])


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

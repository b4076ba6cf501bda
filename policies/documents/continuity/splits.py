"""Whether words that stand apart in one version were part of a provision of the other that no longer says them.

Seen from the new version such words were split off, from the old one they were merged into another.
"""

from __future__ import annotations

from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

#: From this likeness (0 to 100) on nobody needs to look; below `_PERHAPS` it is another thing.
_SURELY: Final = 85.0
_PERHAPS: Final = 75.0
#: Fewer characters resemble something everywhere, so they must be the very words.
_FEW: Final = 25


def sureness(part: str, whole: str, successor: str | None, *, beside: bool) -> float:
    """Tells how sure it is, 0 to 100, that `part` came out of `whole`; all are plain texts.

    `successor` is what `whole` went on as (None: nothing); `beside` says that `part` now hangs below that.
    """
    if len(part) < _FEW:
        told = _says(whole, part) and not _says(successor or "", part)
        return (_SURELY if beside else _PERHAPS if " " in part else 0.0) if told else 0.0
    if _holds(whole, part) and not _holds(successor or "", part):
        return _SURELY
    gone = _left_unsaid(whole, successor) if successor else ""
    return min(_like(gone, part), _SURELY - 1) if len(gone) >= _FEW else 0.0


def is_sure(found: float) -> bool:
    """Tells whether nobody needs to look."""
    return found >= _SURELY


def _holds(whole: str, part: str) -> bool:
    return len(part) < len(whole) and fuzz.partial_ratio(part, whole, score_cutoff=_SURELY) >= _SURELY


def _says(whole: str, part: str) -> bool:
    return f" {part} " in f" {whole} "


def _like(gone: str, part: str) -> float:
    return fuzz.partial_ratio(gone, part, score_cutoff=_PERHAPS)


def _left_unsaid(whole: str, successor: str) -> str:
    """Returns the words of `whole` that its successor no longer says, in their order."""
    before, after = whole.split(), successor.split()
    gone: list[str] = []
    for code in Indel.opcodes(before, after):
        if code.tag != "equal":
            gone += before[code.src_start : code.src_end]
    return " ".join(gone)

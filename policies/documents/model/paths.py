"""Where each provision is cited: one path a provision, unique in its version, the same wherever it is printed."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policies.documents.model.document import Provision

_EDGES: Final = re.compile(r"^[\s(\[]+|[\s.)\]:]+$")
_WORD: Final = re.compile(r"^(?:[^\W\d_]+\.?|§+)[\s\u00a0]*(?=\S+$)")
#: A number of several parts says all of its place.
_WHOLE: Final = re.compile(r"(?:[A-Z]|\d+)(?:\.\d+)+[a-z]*")
#: Stands before a position, so that nobody takes it for a number that the text prints.
POSITION: Final = "¶"


def label(number: str) -> str:
    """Returns a printed number by itself: `(b)` and `b.` are both `b`, `ARTICLE IV` is `IV`, `§ 4` is `4`."""
    if not number or number.isalnum():
        return number
    worded = _worded(number)
    return _WORD.sub("", worded) if " " in worded or worded[0] == "§" or "\u00a0" in worded else worded


def placed(provisions: tuple[Provision, ...]) -> Iterator[tuple[Provision, str | None, int, int, str]]:
    """Yields every provision with its parent's key, its position among its siblings, its depth and its path.

    A number is cited through the numbers above it (`4(b)(ii)`), one that names them by itself (`2.1`, `1a` below 1).
    What prints none is cited by its position (`4(¶2)`). What stands between and prints none is named only where two
    places would be one, or a letter would stand alone; where even that leaves two, the later says its position.
    """
    cited = Counter(_through_numbers(provisions, ""))
    taken: set[str] = set()
    # Each with its parent's key, position, depth, its parent's path, what numbers are cited through, and the same
    # through numbers alone.
    waiting: list[tuple[Provision, str | None, int, int, str, str, str]] = [
        (one, None, position, 0, "", "", "") for position, one in _last_first(provisions)
    ]
    while waiting:
        provision, parent_key, position, depth, parent_path, above, numbers = waiting.pop()
        if provision.number:
            own = label(provision.number)
            path = _unique(_join(above, own), provision, above, position, taken)
            inner, numbers = path, _join(numbers, own)
        else:
            path = _unique(_join(parent_path, f"{POSITION}{position + 1}"), provision, above, position, taken)
            inner = path if _shared(provision, numbers, cited) else above
        taken.add(path)
        yield provision, parent_key, position, depth, path
        waiting += [
            (child, provision.key, index, depth + 1, path, inner, numbers)
            for index, child in _last_first(provision.children)
        ]


def _last_first(provisions: tuple[Provision, ...]) -> list[tuple[int, Provision]]:
    return list(enumerate(provisions))[::-1]


def _through_numbers(provisions: tuple[Provision, ...], above: str) -> Iterator[str]:
    """Yields the path of each numbered provision through numbers alone."""
    for provision in provisions:
        path = above
        if provision.number:
            path = _join(above, label(provision.number))
            yield path
        if provision.children:
            yield from _through_numbers(provision.children, path)


def _shared(provision: Provision, numbers: str, cited: Counter[str]) -> bool:
    """Tells whether a number below would be cited as another is, were the unnumbered places above it left out."""
    waiting = list(provision.children)
    while waiting:
        child = waiting.pop()
        if child.number:
            own = label(child.number)
            if cited[_join(numbers, own)] > 1 or (not numbers and own.islower()):
                return True
        else:
            waiting += child.children
    return False


def _join(above: str, own: str) -> str:
    lettered = own.startswith(above) and own[len(above) :].isalpha()
    return own if not above or lettered or _WHOLE.fullmatch(own) else f"{above}({own})"


def _unique(path: str, provision: Provision, above: str, position: int, taken: set[str]) -> str:
    """Returns the path, said more fully where another provision has it already."""
    if path not in taken:
        return path
    worded = _worded(provision.number)
    fuller = [
        worded if not above else f"{above}({worded})",
        f"{above}({label(provision.number)})" if above else path,
        f"{path}{POSITION}{position + 1}",
    ]
    for one in fuller:
        if one not in taken:
            return one
    count = 2
    while f"{path}{POSITION}{position + 1}.{count}" in taken:
        count += 1
    return f"{path}{POSITION}{position + 1}.{count}"


def _worded(number: str) -> str:
    return _EDGES.sub("", number) or number

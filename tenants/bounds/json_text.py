"""JSON of strangers is measured before it is read: how much stands in it, and how deep it nests."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import Any, Final

MOST_VALUES: Final = 200_000
MOST_DEPTH: Final = 64
#: A text; the last one may lack its end, so that no text is looked at twice.
_TEXT: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_BRACKETS: Final = re.compile(r"[\[\]{}]")
_STEP: Final = {"[": 1, "{": 1, "]": -1, "}": -1}


class TooMuchJson(ValueError):
    """More values, or nested deeper, than whoever reads it allows."""


def loads(text: str, *, most_values: int = MOST_VALUES, most_depth: int = MOST_DEPTH) -> Any:
    """Reads JSON of so many values and levels; raises `TooMuchJson`, ValueError for what is none."""
    measure(text, most_values=most_values, most_depth=most_depth)
    return json.loads(text)


def measure(text: str, *, most_values: int = MOST_VALUES, most_depth: int = MOST_DEPTH) -> None:
    """Raises `TooMuchJson` for more values or levels; what is no JSON passes."""
    # Commas and brackets are counted first, those in texts too: that reads nothing, and is far above what is meant.
    if sum(text.count(mark) for mark in ",[{") > most_values:
        raise TooMuchJson("it holds too many values")
    steps = (_STEP[bracket] for bracket in _BRACKETS.findall(_TEXT.sub("", text)))
    if max(accumulate(steps), default=0) > most_depth:
        raise TooMuchJson("it nests too deep")

"""The text of a statement, which its digest is of: canonical JSON (RFC 8785) that says nothing twice, and what it says.

A stretch is `[start, end, facts]` in microseconds since its window began, with the deciding rule behind where time does
not count; the terms of a level stand once, not in every line.
"""

import datetime as dt
import json
from typing import Any


def expanded(text: str) -> dict[str, Any]:
    """Returns what it says to readers: instants in UTC, each line with its terms, each stretch with its rule."""
    said = json.loads(text)
    terms = {(level["name"], level["version"]): terms for level, terms in said.pop("levels")}
    for line in said["services"]:
        begun = dt.datetime.fromisoformat(line["window"][0])
        line["terms"] = terms[line["level"]["name"], line["level"]["version"]]
        line["stretches"] = [_stretch(begun, *one) for one in line["stretches"]]
    return said  # type: ignore[no-any-return]  # an object, as it was written


def _stretch(
    begun: dt.datetime, start: int, end: int, facts: list[str], rule: dict[str, Any] | None = None
) -> dict[str, Any]:
    interval = [(begun + dt.timedelta(microseconds=one)).isoformat() for one in (start, end)]
    return {"interval": interval, "facts": facts, "rule": rule or {"kind": "counted"}}

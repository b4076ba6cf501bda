"""The text of a statement, which its digest is of: canonical JSON (RFC 8785) that says nothing twice, and what it says.

What is the same for all services stands once: the instant from which microseconds are counted, the terms of each level,
and what the values of a service mean (`columns`). A stretch is `[start, end, facts]`, counted from the beginning of its
service's window, with the deciding rule behind where time does not count; a fact is an interruption's reference, or a
hold.
"""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any, Final

#: What is said of a service, in this order.
COLUMNS: Final = (
    "amount",
    "availability",
    "availability_percent",
    "capped",
    "counted_microseconds",
    "excluded_microseconds",
    "level",
    "measured_microseconds",
    "percent",
    "price",
    "prices",
    "service",
    "stretches",
    "starts_at",
    "ends_at",
    "withheld",
)
#: What is said of a rule behind its kind.
_RULES: Final = {
    "aup": ("determination", "provision", "reason"),
    "clause": ("cause", "clause"),
    "outside_hours": (),
    "too_short": (),
}


def expanded(text: str) -> dict[str, Any]:
    """Returns what it says to readers: instants in UTC, each line with its terms, each stretch with its rule."""
    said: dict[str, Any] = json.loads(text)
    begun = dt.datetime.fromisoformat(said.pop("begins"))
    columns = said.pop("columns")
    terms = {(name, version): terms for (name, version), terms in said.pop("levels")}
    said["services"] = [
        _line(dict(zip(columns, values, strict=True)), begun, said["currency"], terms) for values in said["services"]
    ]
    return said


def _line(
    line: dict[str, Any], begun: dt.datetime, currency: str, terms: dict[tuple[str, int], dict[str, Any]]
) -> dict[str, Any]:
    since, until = line.pop("starts_at"), line.pop("ends_at")
    (name, version), (service, reference) = line["level"], line["service"]
    return {
        **line,
        "currency": currency,
        "level": {"name": name, "version": version},
        "prices": [[*_interval(begun, start, end), monthly] for start, end, monthly in line["prices"]],
        "service": {"id": service, "reference": reference},
        "stretches": [_stretch(begun, since, *one) for one in line["stretches"]],
        "terms": terms[name, version],
        "window": _interval(begun, since, until),
    }


def _stretch(
    begun: dt.datetime,
    since: int,
    start: int,
    end: int,
    facts: Sequence[str | dict[str, str]],
    rule: Sequence[Any] = ("counted",),
) -> dict[str, Any]:
    interval = _interval(begun, since + start, since + end)
    return {"interval": interval, "facts": [_fact(one) for one in facts], "rule": _rule(*rule)}


def _fact(said: str | dict[str, str]) -> str:
    return f"interruption {said}" if isinstance(said, str) else f"hold {said['hold']}"


def _rule(kind: str, *said: Any) -> dict[str, Any]:
    rule = {"kind": kind, **dict(zip(_RULES.get(kind, ()), said, strict=True))}
    if provision := rule.get("provision"):
        rule["provision"] = dict(zip(("key", "version", "digest"), provision, strict=True))
    return rule


def _interval(begun: dt.datetime, start: int, end: int) -> list[str]:
    return [(begun + dt.timedelta(microseconds=one)).isoformat() for one in (start, end)]

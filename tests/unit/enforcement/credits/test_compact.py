"""A statement's text says once what is the same for all services; readers get all of it spelled out."""

import json
from typing import Any

import pytest

from enforcement.credits.compact import COLUMNS, expanded

DAY = 86_400_000_000
PROVISION = ["no-credit", 2, "6c6f"]


def said(*stretches: list[Any]) -> str:
    values = {
        "amount": "25.00",
        "level": ["Gold", 3],
        "prices": [[0, DAY, "100"]],
        "service": ["7d76601a", "VM-1"],
        "starts_at": DAY,
        "ends_at": 31 * DAY,
        "stretches": stretches,
    }
    line = [values.get(column) for column in COLUMNS]
    head = {"begins": "2026-09-30T22:00:00+00:00", "columns": COLUMNS, "levels": [[["Gold", 3], {"digits": 2}]]}
    return json.dumps(
        {**head, "currency": "EUR", "month": "2026-10", "services": [line], "timezone": "Europe/Amsterdam"}
    )


def test_a_line_says_its_level_with_its_terms_and_its_instants() -> None:
    found = expanded(said())
    (line,) = found["services"]
    assert found.keys() == {"currency", "month", "services", "timezone"}
    assert (line["amount"], line["currency"], line["terms"]) == ("25.00", "EUR", {"digits": 2})
    assert line["level"] == {"name": "Gold", "version": 3}
    assert line["service"] == {"id": "7d76601a", "reference": "VM-1"}
    assert line["window"] == ["2026-10-01T22:00:00+00:00", "2026-10-31T22:00:00+00:00"]
    assert line["prices"] == [["2026-09-30T22:00:00+00:00", "2026-10-01T22:00:00+00:00", "100"]]


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ([], {"kind": "counted"}),
        ([["too_short"]], {"kind": "too_short"}),
        ([["outside_hours"]], {"kind": "outside_hours"}),
        ([["clause", "maintenance", "4.2"]], {"kind": "clause", "cause": "maintenance", "clause": "4.2"}),
        (
            [["aup", "d1", PROVISION, "hold"]],
            {
                "kind": "aup",
                "determination": "d1",
                "provision": {"key": "no-credit", "version": 2, "digest": "6c6f"},
                "reason": "hold",
            },
        ),
    ],
)
def test_a_stretch_says_when_by_what_and_which_rule_decides(rule: list[Any], shown: dict[str, Any]) -> None:
    (line,) = expanded(said([1, 1_000_001, [{"hold": "h1"}, "F-1"], *rule]))["services"]
    (stretch,) = line["stretches"]
    assert stretch["interval"] == ["2026-10-01T22:00:00.000001+00:00", "2026-10-01T22:00:01.000001+00:00"]
    assert stretch["facts"] == ["hold h1", "interruption F-1"]
    assert stretch["rule"] == shown

"""How small numbers are hidden, so that nobody is recognised by them; no clock, no database."""

from typing import Any, Final

Json = dict[str, Any]

#: A number under this one is not shown where small numbers are hidden.
FEWEST: Final = 5


def without_small_numbers(content: Json) -> Json:
    """Returns the report with "fewer than five" in place of every smaller number, and without what would tell one.

    Of a table with such a number the smallest other is not shown either, since a sum would tell; where that does not
    do, the table is not broken down. So is what repeats a hidden number elsewhere. Times of fewer than five are left
    out, and a share where a part of it is hidden.
    """
    tables = [_table(one) for one in content["tables"]]
    _hide_repeated({one["key"]: one for one in tables})
    return {
        **content,
        "fewer_than": FEWEST,
        "tables": tables,
        "times": [_timed(one) for one in content["times"]],
        "appeals_won_percent": content["appeals_won_percent"] if _all_shown(tables, "appeals_by_outcome") else None,
    }


def _table(table: Json) -> Json:
    counts = {row["key"]: row["count"] for row in table["rows"]}
    small = {key for key, count in counts.items() if count < FEWEST}
    if not table["adds_up"]:
        return {**table, "rows": [_hidden(row, small, "") for row in table["rows"]]}
    if 0 < table["total"] < FEWEST:
        return {**table, "total": None, "fewer_than": FEWEST, "rows": [], "broken_down": False}
    if not small:
        return table
    others = sorted(counts.keys() - small, key=lambda key: (counts[key], key))
    if others and _may_be_any(
        len(small),
        together=sum(counts[key] for key in {*small, others[0]}),
        least=counts[others[1]] if len(others) > 1 else None,
    ):
        return {**table, "rows": [_hidden(row, small, others[0]) for row in table["rows"]]}
    return {**table, "rows": [], "broken_down": False}


def _may_be_any(number: int, *, together: int, least: int | None) -> bool:
    """Whether each of so many small numbers could still be any from one to four, for all that a reader knows.

    A reader knows the sum of them and one other, which is five or more and at most the `least` that is shown. What is
    decided here follows from that alone, so that the decision itself tells nothing.
    """
    most, rest = FEWEST - 1, number - 1
    greatest = together - FEWEST - rest
    smallest = 1 if least is None else together - least - rest * most
    return greatest >= most and smallest <= 1


def _hidden(row: Json, small: set[str], also: str) -> Json:
    if row["key"] in small:
        return {"key": row["key"], "count": None, "fewer_than": FEWEST}
    return {"key": row["key"], "count": None} if row["key"] == also else row


def _hide_repeated(tables: dict[str, Json]) -> None:
    """Hides what another table says of a number that is hidden: two tables tell it of measures."""
    if not {"measures_by_without_notice", "measures_by_ground", "authorities"} <= tables.keys():
        return
    ground = tables["measures_by_ground"]
    if not _shows(tables["measures_by_without_notice"], "true"):
        ground.update(total=None, rows=[], broken_down=False)
    if not _shows(ground, "legal_duty"):
        for row in tables["authorities"]["rows"]:
            if row["key"] == "measures_by_legal_duty":
                row["count"] = None


def _shows(table: Json, key: str) -> bool:
    """Whether the number of a row is told, be it that there is none."""
    return bool(table["broken_down"]) and all(row["count"] is not None for row in table["rows"] if row["key"] == key)


def _timed(time: Json) -> Json:
    """How many there were is told by no other number, and tells none."""
    if 0 < time["count"] < FEWEST:
        return {"key": time["key"], "count": None, "fewer_than": FEWEST, "median_hours": None, "ninetieth_hours": None}
    return {**time, "count": None} if time["count"] else time


def _all_shown(tables: list[Json], key: str) -> bool:
    [table] = [one for one in tables if one["key"] == key]
    return bool(table["broken_down"]) and all(row["count"] is not None for row in table["rows"])

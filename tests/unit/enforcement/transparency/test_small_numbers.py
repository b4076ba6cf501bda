"""No number under five is told where small numbers are hidden, not by a sum either."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.transparency.counting.tables import Table
from enforcement.transparency.rules import FEWEST, without_small_numbers

COUNTS = st.dictionaries(st.sampled_from("abc"), st.integers(1, 12), min_size=1, max_size=3)


def report(*tables: Table, times: list[dict[str, Any]] | None = None, won: str | None = None) -> dict[str, Any]:
    ended = [] if any(one.key == "appeals_by_outcome" for one in tables) else [Table("appeals_by_outcome", {})]
    return {
        "tables": [one.as_json() for one in (*tables, *ended)],
        "times": times or [],
        "appeals_won_percent": won,
        "fewer_than": None,
    }


def hidden(counts: Mapping[str, int]) -> dict[str, Any]:
    [table, _ended] = without_small_numbers(report(Table("t", counts)))["tables"]
    return table  # type: ignore[no-any-return]  # JSON


def shown(table: dict[str, Any]) -> dict[str, Any]:
    return {row["key"]: row["count"] or ("few" if row.get("fewer_than") else "not shown") for row in table["rows"]}


def test_small_numbers_are_hidden_with_the_smallest_other_that_a_sum_would_need() -> None:
    assert shown(hidden({"a": 1, "b": 20, "c": 30})) == {"a": "few", "b": "not shown", "c": 30}
    assert shown(hidden({"a": 1, "b": 3, "c": 20, "d": 30})) == {"a": "few", "b": "few", "c": "not shown", "d": 30}
    assert shown(hidden({"a": 1, "b": 30, "c": 20})) == {"a": "few", "b": 30, "c": "not shown"}
    assert shown(hidden({"a": 5, "b": 30})) == {"a": 5, "b": 30}


def test_five_is_no_small_number_and_what_is_small_is_said_at_the_top() -> None:
    assert (hidden({"a": 5})["total"], shown(hidden({"a": 5}))) == (5, {"a": 5})
    assert without_small_numbers(report(Table("t", {"a": 5})))["fewer_than"] == FEWEST


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"a": 4, "b": 5}, True),
        ({"a": 3, "b": 5}, False),  # of eight, five at least are b's: a cannot be four
        ({"a": 1, "b": 4, "c": 5}, True),
        ({"a": 1, "b": 3, "c": 5}, False),  # of nine, five at least are c's and one b's: a cannot be four
        ({"a": 1, "b": 20, "c": 20}, True),
        ({"a": 2, "b": 20, "c": 20}, False),  # of 22, twenty at most are b's: a cannot be one
        ({"a": 1, "b": 4, "c": 20, "d": 20}, True),
        ({"a": 2, "b": 4, "c": 20, "d": 20}, False),  # of 26, twenty at most are c's and four b's: a cannot be one
    ],
)
def test_a_table_is_broken_down_only_where_each_small_number_may_still_be_any_from_one_to_four(
    counts: dict[str, int],
    told: bool,  # noqa: FBT001 - a case of the table
) -> None:
    assert hidden(counts)["broken_down"] is told


def test_where_that_leaves_nothing_the_table_is_not_broken_down() -> None:
    table = hidden({"a": 5, "b": 1})
    assert (table["total"], table["rows"], table["broken_down"]) == (6, [], False)


def test_a_small_total_is_hidden_with_all_that_it_is_made_of() -> None:
    table = hidden({"a": 1, "b": 2})
    assert (table["total"], table["fewer_than"], table["rows"], table["broken_down"]) == (None, 5, [], False)
    assert hidden({})["total"] == 0


def test_rows_that_do_not_add_up_are_hidden_each_by_itself() -> None:
    [table, _ended] = without_small_numbers(report(Table("t", {"a": 2, "b": 9}, adds_up=False)))["tables"]
    assert shown(table) == {"a": "few", "b": 9}


def test_times_of_few_and_a_share_of_what_is_hidden_are_left_out() -> None:
    times = [
        {"key": "x", "count": 4, "median_hours": "1.0", "ninetieth_hours": "2.0"},
        {"key": "y", "count": 5, "median_hours": "1.0", "ninetieth_hours": "2.0"},
    ]
    few = report(Table("appeals_by_outcome", {"upheld": 9, "overturned": 3}), times=times, won="25.0")
    content = without_small_numbers(few)
    assert content["times"][0] == {
        "key": "x", "count": None, "fewer_than": 5, "median_hours": None, "ninetieth_hours": None
    }  # fmt: skip
    assert content["times"][1] == times[1] | {"count": None}
    assert content["appeals_won_percent"] is None
    many = report(Table("appeals_by_outcome", {"upheld": 9, "overturned": 9}), won="50.0")
    assert without_small_numbers(many)["appeals_won_percent"] == "50.0"


def measures(without_notice: dict[str, int], ground: dict[str, int]) -> dict[str, dict[str, Any]]:
    """Measures told by two tables, and what authorities asked for; by key, small numbers hidden."""
    asked = Table("authorities", {"measures_by_legal_duty": ground.get("legal_duty", 0), "orders": 9}, adds_up=False)
    tables = (Table("measures_by_without_notice", without_notice), Table("measures_by_ground", ground), asked)
    return {one["key"]: one for one in without_small_numbers(report(*tables))["tables"]}


def authorities(tables: dict[str, dict[str, Any]]) -> dict[str, int | None]:
    return {row["key"]: row["count"] for row in tables["authorities"]["rows"]}


def test_what_one_table_of_measures_shows_is_shown_by_the_other() -> None:
    tables = measures({"false": 20, "true": 10}, {"legal_duty": 6, "urgent": 24})
    assert tables["measures_by_ground"]["total"] == 30
    assert shown(tables["measures_by_ground"]) == {"legal_duty": 6, "urgent": 24}
    assert authorities(tables) == {"measures_by_legal_duty": 6, "orders": 9}
    other = measures({"false": 2, "none": 15, "true": 30}, {"legal_duty": 6, "urgent": 24})
    assert shown(other["measures_by_without_notice"]) == {"false": "few", "none": "not shown", "true": 30}
    assert shown(other["measures_by_ground"]) == {"legal_duty": 6, "urgent": 24}


def test_the_grounds_of_a_hidden_number_of_measures_are_not_told() -> None:
    ground = measures({"false": 20, "true": 10, "none": 3}, {"legal_duty": 5, "urgent": 5})["measures_by_ground"]
    assert (ground["total"], ground["rows"], ground["broken_down"]) == (None, [], False)
    small = measures({"false": 20, "true": 3}, {"urgent": 3})["measures_by_ground"]
    assert (small["total"], small["fewer_than"], small["rows"]) == (None, FEWEST, [])


def test_a_hidden_ground_is_not_told_by_what_authorities_asked_for() -> None:
    tables = measures({"false": 50, "true": 40}, {"legal_duty": 9, "other": 1, "urgent": 32})
    assert shown(tables["measures_by_ground"]) == {"legal_duty": "not shown", "other": "few", "urgent": 32}
    assert authorities(tables) == {"measures_by_legal_duty": None, "orders": 9}
    not_broken_down = measures({"false": 50, "true": 6}, {"legal_duty": 5, "urgent": 1})
    assert not_broken_down["measures_by_ground"]["broken_down"] is False
    assert authorities(not_broken_down) == {"measures_by_legal_duty": None, "orders": 9}


def test_times_of_one_are_left_out_and_of_none_are_told() -> None:
    unknown = {"median_hours": None, "ninetieth_hours": None}
    times = [{"key": "x", "count": 0, **unknown}, {"key": "y", "count": 1, **unknown}]
    none, one = without_small_numbers(report(times=times))["times"]
    assert (none["count"], "fewer_than" in none) == (0, False)
    assert (one["count"], one["fewer_than"]) == (None, FEWEST)


@given(COUNTS)
def test_whoever_knows_the_rule_and_the_total_cannot_tell_a_small_number(counts: dict[str, int]) -> None:
    """Every table that looks the same is tried: for each hidden small number at least two values are left."""
    looks = hidden(counts)
    if not looks["broken_down"] and looks["total"] is None:
        return
    alike = [other for other in tables_of(sum(counts.values()), sorted(counts)) if hidden(other) == looks]
    assert counts in alike
    for key, count in counts.items():
        if count < FEWEST:
            assert len({other[key] for other in alike}) > 1


def tables_of(total: int, keys: list[str]) -> Iterator[dict[str, int]]:
    """Every table of these rows with this total."""
    for numbers in product(range(1, total + 1), repeat=max(len(keys) - 1, 0)):
        if sum(numbers) < total:
            yield dict(zip(keys, [*numbers, total - sum(numbers)], strict=True))

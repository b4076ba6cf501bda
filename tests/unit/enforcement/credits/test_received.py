"""A vendor's credit document is read in one form, and held against what was passed on by service and time."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.credits.intervals import Interval, union
from enforcement.credits.received.documents import read_document, written
from enforcement.credits.received.rules import Given, Passed, matches, overlap
from tenants.resellers.refusals import Refused

OCTOBER = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)


def hours(*pairs: tuple[int, int]) -> tuple[Interval, ...]:
    hour = dt.timedelta(hours=1)
    return tuple(Interval(OCTOBER + start * hour, OCTOBER + end * hour) for start, end in pairs)


def line(name: str, services: str, amount: str, *pairs: tuple[int, int], currency: str = "EUR") -> Given:
    return Given(name, "document", name, "2026-10", tuple(services.split()), hours(*pairs), currency, Decimal(amount))


def credit(name: str, service: str, amount: str, *pairs: tuple[int, int], issued: bool = True) -> Passed:
    return Passed(name, name, "Xavier", "2026-10", service, hours(*pairs), "EUR", Decimal(amount), issued)


def grouped(given_lines: list[Given], credits_passed: list[Passed]) -> set[tuple[str, str]]:
    found = matches(given_lines, credits_passed)
    return {
        (" ".join(one.id for one in match.given), " ".join(one.statement for one in match.passed)) for match in found
    }


def test_the_same_service_at_the_same_time_belongs_together() -> None:
    given_lines = [
        line("a", "S-1", "30.00", (1, 3)),
        line("b", "S-2", "5.00", (1, 3)),
        line("c", "S-1", "7.00", (9, 10)),
    ]
    credits_passed = [credit("x", "S-1", "25.00", (2, 4)), credit("y", "S-3", "1.00", (1, 3))]
    assert grouped(given_lines, credits_passed) == {("a", "x"), ("b", ""), ("c", ""), ("", "y")}


def test_touching_is_no_overlap() -> None:
    for received, sent in (((1, 2), (2, 3)), ((2, 3), (1, 2))):
        assert grouped([line("a", "S-1", "1", received)], [credit("x", "S-1", "1", sent)]) == {("a", ""), ("", "x")}


def test_a_line_for_several_services_gathers_what_was_passed_on_for_each() -> None:
    (match,) = matches(
        [line("a", "S-1 S-2", "30.00", (1, 3)), line("b", "S-2", "5.00", (2, 3))],
        [credit("x", "S-1", "10.00", (1, 2)), credit("y", "S-2", "12.50", (1, 2), (2, 3), issued=False)],
    )
    (sums,) = match.sums
    assert (sums.received, sums.passed, sums.waiting, sums.kept) == (
        Decimal("35.00"),
        Decimal("10.00"),
        Decimal("12.50"),
        Decimal("25.00"),
    )


def test_currencies_are_summed_apart() -> None:
    (match,) = matches([line("a", "S-1", "30", (1, 3), currency="USD")], [credit("x", "S-1", "10.00", (1, 2))])
    assert [(one.currency, one.kept) for one in match.sums] == [("EUR", Decimal("-10.00")), ("USD", Decimal(30))]


def test_all_that_was_passed_on_in_one_currency_is_summed() -> None:
    sent = [credit(number, "S-1", amount, (1, 2)) for number, amount in (("x", "10.00"), ("y", "5.50"))]
    (match,) = matches([line("a", "S-1", "30", (1, 3))], sent)
    assert [(one.received, one.passed, one.kept) for one in match.sums] == [
        (Decimal(30), Decimal("15.50"), Decimal("14.50"))
    ]


spans = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 5)), min_size=1, max_size=6)


@given(left=spans, right=spans)
def test_an_overlap_is_an_hour_in_both(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> None:
    """Against the hours themselves, one by one."""

    def covered(pairs: list[tuple[int, int]]) -> set[int]:
        return {hour for start, length in pairs for hour in range(start, start + length)}

    def in_order(pairs: list[tuple[int, int]]) -> tuple[Interval, ...]:
        return union(hours(*((start, start + length) for start, length in pairs)))

    assert overlap(in_order(left), in_order(right)) == bool(covered(left) & covered(right))


def document(**more: Any) -> dict[str, Any]:
    return {
        "format": "proviso.credit-document/1",
        "vendor": "Vendor Inc.",
        "reference": "CR-12",
        "month": "2026-10",
        "currency": "EUR",
        "lines": [
            {
                "services": ["S-2", "S-1"],
                "intervals": [["2026-10-07T05:00:00+02:00", "2026-10-07T04:00:00Z"]],
                "amount": "25.00",
            }
        ],
    } | more


def test_a_document_is_read_in_one_form_whatever_its_writing() -> None:
    found = read_document(json.dumps(document(total=25)).encode())
    again = read_document(json.dumps(written(found), indent=3).encode())
    assert (found, found.digest, found.total) == (again, again.digest, Decimal("25.00"))
    assert found.lines[0].services == ("S-1", "S-2")
    assert written(found)["lines"][0]["intervals"] == [["2026-10-07T03:00:00+00:00", "2026-10-07T04:00:00+00:00"]]


def with_line(**more: Any) -> dict[str, Any]:
    return document(lines=[document()["lines"][0] | more])


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ([], "format"),
        (document(format="other/1"), "format"),
        (document(vendor=""), "vendor"),
        (document(reference="x" * 81), "reference"),
        (document(reference="a\0b"), "reference"),
        (document(month="\uff12\uff10\uff12\uff16-10"), "month"),
        (document(month="2026-13"), "month"),
        (document(currency="eur"), "currency"),
        (document(total="24.99"), "total"),
        (document(lines="none"), "lines"),
        (document(lines=[7]), "services"),
        (with_line(services=[]), "services"),
        (with_line(services=["\ud800"]), "services"),
        (with_line(services=[7]), "services"),
        (with_line(intervals=[]), "intervals"),
        (with_line(intervals=[["2026-10-07T03:00:00Z", "2026-10-07T03:00:00Z"]]), "instants"),
        (with_line(intervals=[["2026-10-07T03:00:00", "2026-10-07T04:00:00"]]), "instants"),
        (with_line(intervals=[["1980-10-07T03:00:00Z", "2026-10-07T04:00:00Z"]]), "1990"),
        (with_line(amount="25.001"), "digits"),
        (with_line(amount="-1"), "amount"),
        (with_line(amount="NaN"), "amount"),
        (with_line(amount="1e400"), "amount"),
        (with_line(amount=True), "amount"),
    ],
)
def test_what_is_no_such_document_gets_a_sentence(said: Any, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_document(json.dumps(said).encode())
    assert (refused.value.code, refused.value.status) == ("not_a_document", 422)
    assert words in refused.value.sentence

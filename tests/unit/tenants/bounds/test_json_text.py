"""JSON is measured before it is read, in time that grows with its length only."""

import time

import pytest

from tenants.bounds.json_text import TooMuchJson, loads, measure


def test_what_is_small_is_read() -> None:
    assert loads('{"a": ["[[[[", {"b": "\\"{{{{"}], "é": 1}', most_depth=3) == {"a": ["[[[[", {"b": '"{{{{'}], "é": 1}
    with pytest.raises(ValueError, match="Expecting"):
        loads("{")


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_what_nests_too_deep_is_refused(opening: str) -> None:
    for text in (opening * 40, opening * 10_000, "[[]," + opening * 40):
        with pytest.raises(TooMuchJson, match="deep"):
            loads(text, most_depth=30)


def test_what_holds_too_many_values_is_refused() -> None:
    for text in ("[" + "1," * 100 + "1]", "[" + "{}," * 100 + "1]", "[" * 101):
        with pytest.raises(TooMuchJson, match="many"):
            loads(text, most_values=100, most_depth=1_000)
    assert len(loads("[" + "1," * 98 + "1]", most_values=99)) == 99


@pytest.mark.parametrize("unit", ['"', '\\"', '"\\', "\\", '"a', "[]", '"[', "a", '""', "\n"])
def test_measuring_takes_time_by_the_length_only(unit: str) -> None:
    before = time.process_time()
    for text in (unit * (2_000_000 // len(unit)), '"' + unit * (2_000_000 // len(unit))):
        measure(text, most_values=10_000_000, most_depth=10_000_000)
    assert time.process_time() - before < 1.5

"""A CSV file is read into rows or into mistakes that say where and what to do, whatever its bytes are."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.csv_files.cells import exact_instant, instant, text
from tenants.csv_files.reading import MAX_BYTES, MAX_MISTAKES, MAX_ROWS, Column, read_csv
from tenants.csv_files.writing import csv_response, harmless

COLUMNS = {
    column.name: column
    for column in (
        Column("name", text(20), required=True),
        Column("since", instant(dt.UTC)),
        Column("at", exact_instant),
    )
}


def said(data: bytes) -> list[str]:
    """The mistakes of a file."""
    return [str(mistake) for mistake in read_csv(data, COLUMNS)[1]]


def test_rows_are_read_by_heading_whatever_their_order_case_and_separator() -> None:
    for separator in (",", ";", "\t"):
        data = f"\ufeff Since {separator}NAME\r\n2026-10-01{separator}  Ann \r\n\r\n{separator}Bob\r\n".encode()
        rows, mistakes = read_csv(data, COLUMNS)
        assert not mistakes
        assert [(row.line, row.values) for row in rows] == [
            (2, {"since": dt.datetime(2026, 10, 1, tzinfo=dt.UTC), "name": "Ann"}),
            (4, {"name": "Bob"}),
        ]


def test_a_row_counts_from_the_line_it_begins_on_even_below_empty_lines_and_cells_of_two_lines() -> None:
    data = b'\n\nname\n"one\ntwo"\n\nok\n' + b"x" * 21 + b"\n"
    assert said(data) == [
        "line 4, name: Take out the line break or control character.",
        "line 8, name: This is longer than 20 characters: shorten it.",
    ]
    assert said(b"\n\ncolour\nred\n")[0].startswith("line 3, colour: There is no such column")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "line 1: The file is empty"),
        (b"\n\r\n", "line 1: The file is empty"),
        (b"name\n", "line 1: There is no row"),
        (b"name\r\nx\r\n\xff\n", "line 3: This is not UTF-8"),
        ("name\nx\n".encode("utf-16"), "line 1: This is not UTF-8"),
        ("name\nAnn\n".encode("utf-16-le"), "line 1: This is not a CSV file: it holds NUL"),
        (b"PK\x03\x04\x14", "line 1: This is a workbook: save the sheet as CSV"),
        (b'name\n"open\nx\n', "line 2: The quotes do not match"),
        (b"name\na\x00b\n", "line 2, name: Take out the line break or control character"),
        (b"name\nx,more\n", "line 2: There are more cells than headings"),
        (b"name,name\nx,y\n", "line 1, name: This column stands here twice"),
        (b"since\n2026-10-01\n", "line 1, name: This column is missing"),
        (b"name,since\n,2026-10-01\n", "line 2, name: This must not be empty"),
        (b"name\n" + b"x" * 10_001 + b"\n", "line 2, name: A cell holds at most 10000 characters"),
        (b"name\n" + b"x" * 140_000 + b"\n", "line 2: A cell holds at most 10000 characters"),
        (b"name,since\nx,2026-10-01T09:00\n", "line 2, since: 2026-10-01T09:00 names no time zone"),
        (b"name,since\nx,0001-01-01T00:00:00+14:00\n", "line 2, since: Write a date between 1990 and 2099."),
        (b"name,since\nx,2026-13-01\n", "line 2, since: 2026-13-01 is not a date"),
        (b"name,at\nx,2026-10-01\n", "line 2, at: Write the instant with its offset"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_do(data: bytes, told: str) -> None:
    (mistake,) = said(data)
    assert mistake.startswith(told)


def test_an_empty_cell_is_not_also_called_unreadable_nor_the_other_way_round() -> None:
    rows, mistakes = read_csv(b"name,since\n" + b"x" * 21 + b",\n", COLUMNS)
    assert [str(one) for one in mistakes] == ["line 2, name: This is longer than 20 characters: shorten it."]
    assert rows[0].values == {"name": None}


def test_size_rows_and_mistakes_are_bounded() -> None:
    assert not said(b"name\n" + b"a\n" * MAX_ROWS)
    assert said(b"name\n" + b"a\n" * (MAX_ROWS + 1)) == [
        f"line {MAX_ROWS + 2}: The file has more than {MAX_ROWS} rows: split it."
    ]
    told = said(b"name,since\n" + b",2026-10-01\n" * (MAX_MISTAKES + 1))
    assert len(told) == MAX_MISTAKES + 1
    assert told[-1].endswith(": The rows from here on were not read: repair what is named above first.")
    assert said(b"name\n" + b"x" * MAX_BYTES) == [f"line 1: The file is larger than {MAX_BYTES} bytes: split it."]


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda words: ("name,since\n" + words).encode()))
def test_any_bytes_become_rows_or_mistakes_with_line_and_sentence(data: bytes) -> None:
    rows, mistakes = read_csv(data, COLUMNS)
    assert rows or mistakes
    lines = len(data.splitlines()) + 1
    assert all(1 <= one.line <= lines + 1 and one.sentence for one in mistakes)
    assert all(row.get("name") for row in rows) or mistakes


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_what_was_written_is_read_back_and_no_cell_runs_in_a_spreadsheet(cells: list[tuple[str, str]]) -> None:
    content = csv_response("x.csv", ["name", "more"], cells).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(content, newline=""))
    assert head == ["name", "more"]
    assert rows == [[harmless(cell) for cell in row] for row in cells]
    assert not any(cell.strip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)

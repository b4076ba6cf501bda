"""What must not be looked at, how much is kept of whom, and which words go when a file is removed."""

import base64

import pytest

from enforcement.reports.custody.rules import (
    LONGEST_TEXT,
    most_bytes,
    most_from_a_network,
    must_be_sealed,
    quotes,
    raw_words,
    repeats,
)

ENCODED = base64.encodebytes(bytes(range(180))).decode()  # lines of 76 characters
PLACED = "\n".join("QUJD" * 15 for _ in range(3))


def test_only_what_nobody_may_possess_is_sealed() -> None:
    assert [must_be_sealed(kind) for kind in ("child_abuse", "spam_email", "no such kind")] == [True, False, False]


def test_strangers_leave_a_tenth_to_customers_and_staff() -> None:
    assert most_bytes(1_000, stranger=False) == 1_000_000_000
    assert most_bytes(1_000, stranger=True) == 900_000_000


def test_a_network_sends_a_twentieth_of_what_is_kept_in_a_day_and_fifty_megabytes_at_most() -> None:
    assert most_from_a_network(100) == 5_000_000
    assert most_from_a_network(1_000) == 50_000_000
    assert most_from_a_network(10_000) == 50_000_000


def test_bytes_are_shown_as_text_without_what_no_text_holds() -> None:
    assert raw_words(b" \0caf\xc3\xa9 \xff\n") == "café �"
    assert raw_words(b"") == ""


def test_no_more_is_shown_than_a_report_keeps_whatever_the_characters_take() -> None:
    assert raw_words(b"x" * (LONGEST_TEXT + 1)) == "x" * LONGEST_TEXT
    assert raw_words("€".encode() * (LONGEST_TEXT + 5)) == "€" * LONGEST_TEXT
    assert raw_words("𝄞".encode() * (LONGEST_TEXT + 5)) == "𝄞" * LONGEST_TEXT
    assert raw_words(b" " * (4 * LONGEST_TEXT) + b"late") == ""


@pytest.mark.parametrize(
    ("words", "repeated"),
    [
        ("raw bytes", True),
        ("other words", False),
        ("", False),
        (f"Look:\n{ENCODED}", True),
        (f"Look:\n{PLACED}", True),
        (f"Look:\n{PLACED}\nbye", True),
        (f"Look: {ENCODED.splitlines()[0]}", False),
        ("\n".join(ENCODED.splitlines()[:2]), False),
    ],
)
def test_words_go_that_are_the_bytes_or_hold_a_file(words: str, repeated: bool) -> None:  # noqa: FBT001 - a case
    assert repeats(words, b" raw bytes\n") is repeated


def test_no_bytes_repeat_no_words() -> None:
    assert repeats("", b"") is False


@pytest.mark.parametrize(
    ("words", "text", "quoted"),
    [
        ("He wrote: this line is long enough to tell", "Hello\n  this line is long enough to tell  \nBye", True),
        ("He wrote: exactly twenty chars", "a\nexactly twenty chars", True),
        ("He wrote: just nineteen chars", "a\njust nineteen chars", False),
        ("Hello there", "Hello\nBye", False),
        ("He wrote: Bye", "  Bye\n", True),
        ("He wrote Hello\nBye", "Hello\nBye", True),
        ("anything", "", False),
        ("anything", "  \n ", False),
    ],
)
def test_words_go_that_quote_a_telling_line_or_all_of_a_file(
    words: str,
    text: str,
    quoted: bool,  # noqa: FBT001 - a case of the table
) -> None:
    assert quotes(words, text) is quoted

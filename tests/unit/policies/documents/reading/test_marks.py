"""The mark that opens a clause is told from the words after it, whatever its form."""

import pytest

from policies.documents.reading.marks import follows, mark_alone, mark_of, opens, split_mark

READ = {
    "1. Scope": ("1.", "Scope"),
    "1 Scope": ("1", "Scope"),
    "1) Scope": ("1)", "Scope"),
    "(1) Scope": ("(1)", "Scope"),
    "1 - Scope": ("1", "Scope"),
    "1st Scope": ("1st", "Scope"),
    "1.Scope": ("1.", "Scope"),
    "2.01 Mail": ("2.01", "Mail"),
    "4.0 Enforcement": ("4.0", "Enforcement"),
    "1bis. Scope": ("1bis.", "Scope"),
    "1a. Scope": ("1a.", "Scope"),
    "A.1 Annex rule": ("A.1", "Annex rule"),
    "(aa) spam;": ("(aa)", "spam;"),
    "(IV) spam;": ("(IV)", "spam;"),
    "iv. spam;": ("iv.", "spam;"),
    "§ 4 Remedies": ("§ 4", "Remedies"),
    "§4 Remedies": ("§4", "Remedies"),
    "Section 2.01 Mail. You must": ("Section 2.01", "Mail. You must"),
    "Section 3. Remedies": ("Section 3.", "Remedies"),
    "ARTICLE IV – CONDUCT": ("ARTICLE IV", "CONDUCT"),
    "Article 3.2.1 You must": ("Article 3.2.1", "You must"),
    "Artikel 5 – Misbruik": ("Artikel 5", "Misbruik"),
    "Clause One The customer": ("Clause One", "The customer"),
    "• spam": ("", "spam"),
}


@pytest.mark.parametrize("line", READ)
def test_every_form_of_number_is_taken_off_the_words(line: str) -> None:
    mark, rest = split_mark(line, plain=True)
    assert mark is not None
    assert (mark.number, rest) == READ[line]


@pytest.mark.parametrize(
    "line",
    [
        "i. e. by guessing",
        "i.e. by guessing",
        "Section 4 applies to mail",
        "Part I of this policy",
        "24 hours are given",
        "A person may not",
        "Mix. and match",
        "mild. and clear",
        "Mr. Smith",
        "1000. The number",
        "I may not",
    ],
)
def test_words_that_only_look_like_a_number_stay(line: str) -> None:
    assert split_mark(line, plain=True) == (None, line)


def test_a_number_without_a_sign_counts_only_where_a_reader_asks_for_it() -> None:
    assert split_mark("1 Scope") == (None, "1 Scope")
    mark, _ = split_mark("1 Scope", plain=True)
    assert mark is not None
    assert mark.plain


@pytest.mark.parametrize(
    ("last", "mark"),
    [
        *(("(h)", "(i)"), ("(i)", "(j)"), ("(i)", "(ii)"), ("(b)", "(c)"), ("(z)", "(aa)"), ("(aa)", "(bb)")),
        *(("1.", "2."), ("1", "2."), ("1.0", "2.0"), ("1.9", "1.10"), ("2.01", "2.02"), ("A.1", "A.2")),
        *(("1.", "1bis."), ("1bis.", "1ter."), ("1a.", "1b."), ("1.", "1a."), ("1bis.", "2."), ("1b.", "2.")),
        *(("ARTICLE I", "ARTICLE II"), ("Clause One", "Clause Two"), ("§ 4", "§ 5"), ("1st", "2nd")),
    ],
)
def test_what_comes_next_in_a_list_is_known(last: str, mark: str) -> None:
    one, two = mark_of(last), mark_of(mark)
    assert one is not None
    assert two is not None
    assert follows(two, one)
    assert not follows(one, two)


@pytest.mark.parametrize(
    ("last", "mark"),
    [
        ("(ii)", "(c)"),
        ("(i)", "(b)"),
        ("(a)", "b)"),
        ("1.1", "2.2"),
        ("1.", "(2)"),
        ("(iii)", "(d)"),
        ("1.", "Section 2"),
    ],
)
def test_a_letter_is_not_taken_for_the_next_roman_number(last: str, mark: str) -> None:
    one, two = mark_of(last), mark_of(mark)
    assert one is not None
    assert two is not None
    assert not follows(two, one)


@pytest.mark.parametrize("printed", ["1.", "(a)", "(i)", "I.", "1.0", "2.1", "(aa)", "§ 1", "ARTICLE I"])
def test_a_list_begins_with_its_first_mark(printed: str) -> None:
    mark = mark_of(printed)
    assert mark is not None
    assert opens(mark)


def test_a_mark_may_stand_alone_in_a_cell_or_above_its_title() -> None:
    assert [bool(mark_alone(text)) for text in ("(a)", "1.", "2.1", "ARTICLE IV", "§ 4", "a", "12", "word")] == [
        *(True, True, True, True, True, False, False, False),
    ]

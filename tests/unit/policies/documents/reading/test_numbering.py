"""Numbers that are double, jump, were left in the words or hang wrongly are pointed out, and parts are found."""

import pytest

from policies.documents import Document, Kind, Provision, import_document
from policies.documents.reading.numbering import Doubtful, doubts, inline_parts


def found(text: str) -> list[tuple[Doubtful, str, str]]:
    document = import_document(text.encode(), filename="policy.txt").document
    return [(doubt.kind, doubt.path, doubt.before) for doubt in doubts(document)]


def test_plain_numbering_raises_no_doubt() -> None:
    assert found("Policy\n\n1. Scope:\n\n(a) one;\n\n(b) two.\n\n2. End.\n\n2a. More.\n") == []


def test_a_jump_names_what_stands_before_it() -> None:
    assert found("Policy\n\n1. One.\n\n2. Two.\n\n4. Four.\n") == [(Doubtful.JUMP, "4", "2")]


def test_a_list_that_begins_late_is_a_jump_from_nothing() -> None:
    assert found("Policy\n\n3. Three.\n\n4. Four.\n") == [(Doubtful.JUMP, "3", "")]


def test_numbers_that_run_through_headings_do_not_jump() -> None:
    assert found("RULES\n\nMAIL\n\n1. One rule.\n\nHOSTS\n\n2. Two rules.\n") == []


def test_two_places_with_one_number_are_pointed_out() -> None:
    clauses = tuple(Provision(key, Kind.OBLIGATION, None, "(c)", "Words.") for key in ("one", "two"))
    parent = Provision("list", Kind.OBLIGATION, None, "1.", "You must:", children=clauses)
    doubtful = doubts(Document("A policy", "en", (), (parent,)))
    assert (Doubtful.SHARED, "two") in [(one.kind, one.key) for one in doubtful]


def test_a_number_left_in_the_words_and_a_clause_below_a_whole_sentence_are_pointed_out() -> None:
    clause = Provision("clause", Kind.OBLIGATION, None, "1.", "(a) You must pay.")
    left = Provision("left", Kind.OBLIGATION, None, "", "(a) You must pay.")
    sentence = Provision("sentence", Kind.OBLIGATION, None, "", "Use is metered.", children=(clause,))
    doubtful = {(one.kind, one.key) for one in doubts(Document("A policy", "en", (), (left, sentence)))}
    assert doubtful == {(Doubtful.LEFT, "left"), (Doubtful.MISPLACED, "clause")}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("You may not (1) spam; or (2) scan.", ("You may not", "(1) spam; or", "(2) scan.")),
        ("Limits: (1) one; (2) two; (3) three.", ("Limits:", "(1) one;", "(2) two;", "(3) three.")),
        ("You may not: (a) spam, and (b) scan.", ("You may not:", "(a) spam, and", "(b) scan.")),
        ("Harm from (a) breaches or (b) their end.", ()),
        ("See section 4(1) and 4(2) of it.", ()),
        ("You may (1) pay.", ()),
        ("(1) lie, or (2) hide.", ()),
    ],
)
def test_a_sentence_that_counts_its_parts_is_cut_into_them(text: str, parts: tuple[str, ...]) -> None:
    assert inline_parts(text) == parts

"""A place is cited by the numbers that the text prints, and no two places of a version are cited alike."""

import pytest
from hypothesis import given

from policies.documents import Document, Kind, Provision
from policies.documents.model.paths import label
from tests.unit.policies.documents.trees import documents


def paths(*provisions: Provision) -> list[str]:
    return [placed.path for placed in Document("A policy", "en", (), provisions).walk()]


def clause(key: str, number: str, *children: Provision) -> Provision:
    return Provision(key, Kind.OBLIGATION, None, number, f"The words of {key}.", children=children)


@given(document=documents())
def test_no_two_places_of_a_version_are_cited_alike(document: Document) -> None:
    found = [placed.path for placed in document.walk()]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("number", "cited"),
    [
        *(("(b)", "b"), ("b.", "b"), ("2.1", "2.1"), ("4.0", "4.0"), ("§ 4", "4"), ("Section 2.01", "2.01")),
        *(("ARTICLE IV", "IV"), ("Clause One", "One"), ("1bis.", "1bis"), ("Art. 5", "5"), ("", "")),
    ],
)
def test_a_number_is_cited_without_its_signs_and_the_word_before_it(number: str, cited: str) -> None:
    assert label(number) == cited


def test_numbers_are_cited_through_the_numbers_above_them_and_whole_ones_by_themselves() -> None:
    letters = clause("a", "(a)", clause("i", "(i)"))
    assert paths(clause("s", "Section 4", clause("c", "4.1", letters)), clause("e", "5)", clause("5a", "5a"))) == [
        *("4", "4.1", "4.1(a)", "4.1(a)(i)", "5", "5a"),
    ]


def test_what_prints_no_number_is_cited_by_a_position_that_is_no_number() -> None:
    assert paths(clause("x", "", clause("y", "")), clause("1", "1.", clause("z", ""))) == ["¶1", "¶1(¶1)", "1", "1(¶1)"]


def test_an_unnumbered_place_between_is_named_only_where_two_places_would_be_one() -> None:
    mail, network = clause("m", "", clause("1", "1.")), clause("n", "", clause("2", "2."))
    assert paths(mail, network) == ["¶1", "1", "¶2", "2"]
    again = clause("n", "", clause("2", "1."))
    assert paths(mail, again) == ["¶1", "¶1(1)", "¶2", "¶2(1)"]


def test_a_letter_never_stands_alone_below_an_unnumbered_place() -> None:
    assert paths(clause("m", "", clause("a", "(a)"))) == ["¶1", "¶1(a)"]
    assert paths(clause("4", "4.", clause("m", "", clause("a", "(a)")))) == ["4", "4(¶1)", "4(a)"]


def test_where_a_text_prints_a_number_twice_the_second_says_more() -> None:
    assert paths(clause("a", "1."), clause("b", "Schedule 1", clause("c", "1.1")), clause("d", "1.")) == [
        *("1", "Schedule 1", "1.1", "1¶3"),
    ]

"""Comparing two versions loses nothing and invents nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from policies.documents import Document, Kind, Provision
from policies.documents.comparing.compare import Op, compare, only_formatting
from policies.documents.comparing.redline import redline
from tests.unit.policies.documents.trees import documents


def provision(key: str, text: str, *children: Provision, number: str = "") -> Provision:
    return Provision(key, Kind.PROHIBITION, None, number, text, children=children)


def document(*provisions: Provision) -> Document:
    return Document("A policy", "en", (), provisions)


@given(one=documents())
def test_a_version_compared_with_itself_has_no_change(one: Document) -> None:
    assert not compare(one, one)


@given(old=st.text("ab ,.é\t", max_size=40), new=st.text("ab ,.é\t", max_size=40))
def test_a_redline_holds_both_texts_exactly(old: str, new: str) -> None:
    segments = redline(old, new)
    assert "".join(segment.text for segment in segments if segment.op != "delete") == new
    assert "".join(segment.text for segment in segments if segment.op != "insert") == old


def test_a_changed_phrase_is_shown_once_deleted_and_once_inserted() -> None:
    segments = redline("You may not send bulk mail.", "You may not place junk calls.")
    assert [(segment.op, segment.text) for segment in segments] == [
        ("equal", "You may not "),
        ("delete", "send bulk mail"),
        ("insert", "place junk calls"),
        ("equal", "."),
    ]


def test_an_inserted_provision_moves_no_other() -> None:
    old = document(provision("a", "A"), provision("b", "B"))
    new = document(provision("c", "C"), provision("a", "A"), provision("b", "B"))
    assert [(change.op, change.key) for change in compare(old, new).changes] == [(Op.ADDED, "c")]


def test_what_is_reworded_and_moved_is_one_change() -> None:
    old = document(provision("a", "A"), provision("b", "B", provision("c", "spam mail")))
    new = document(provision("a", "A", provision("c", "junk mail")), provision("b", "B"))
    (change,) = compare(old, new).changes
    assert (change.op, change.moved) == (Op.MODIFIED, True)


def test_a_deletion_is_read_where_it_stood() -> None:
    old = document(provision("a", "A"), provision("b", "B"), provision("c", "C"))
    new = document(provision("a", "A2"), provision("c", "C2"))
    assert [change.key for change in compare(old, new).changes] == ["a", "b", "c"]


def test_new_numbers_and_quotes_are_only_formatting() -> None:
    old = document(provision("a", 'The "SLA" - of Company\'s', number="1"))
    new = document(provision("a", "The “SLA” – of  Company’s", number="2"))
    assert only_formatting(compare(old, new))


def test_one_other_word_is_not_only_formatting() -> None:
    old = document(provision("a", "You shall not spam."))
    assert not only_formatting(compare(old, document(provision("a", "You shall spam."))))
    assert not only_formatting(compare(old, document()))
    assert not only_formatting(compare(old, replace(old, title="Another policy")))


def test_another_classification_is_not_only_formatting() -> None:
    old = document(provision("a", "You shall not spam."))
    assert not only_formatting(compare(old, document(replace(old.provisions[0], discretionary=True))))

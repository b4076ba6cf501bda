"""Comparing two versions loses nothing and invents nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.documents import Document, Kind, Provision, Variable
from policies.documents.comparing.compare import Op, changes_of, compare, moved_keys, only_formatting
from policies.documents.comparing.redline import Segment, redline
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
    assert only_formatting(
        compare(document(provision("a", "un\u00adasked ma\u200bil")), document(provision("a", "unasked mail")))
    )


def test_one_other_word_is_not_only_formatting() -> None:
    old = document(provision("a", "You shall not spam."))
    assert not only_formatting(compare(old, document(provision("a", "You shall spam."))))
    assert not only_formatting(compare(old, document()))
    assert not only_formatting(compare(old, replace(old, title="Another policy")))


def test_another_classification_is_not_only_formatting() -> None:
    old = document(provision("a", "You shall not spam."))
    assert not only_formatting(compare(old, document(replace(old.provisions[0], discretionary=True))))


def test_a_line_that_became_a_heading_over_what_followed_it_is_only_formatting() -> None:
    line, clause = replace(provision("line", "Illegal use"), kind=Kind.OBLIGATION), provision("clause", "Keep the law.")
    old = document(provision("first", "These rules bind you."), line, clause)
    heading = replace(line, kind=Kind.HEADING, number="1.", children=(clause,))
    new = document(old.provisions[0], heading)
    assert only_formatting(compare(old, new))
    assert not only_formatting(compare(new, old)), "a heading that is a clause now binds"
    assert not only_formatting(compare(old, document(old.provisions[0], replace(heading, text="Fair use"))))
    binding = replace(line, kind=Kind.PROHIBITION)
    assert not only_formatting(compare(document(old.provisions[0], binding, clause), new)), "it forbids no longer"
    elsewhere = document(replace(old.provisions[0], children=(clause,)), replace(heading, children=()))
    assert not only_formatting(compare(old, elsewhere))


def order(*keys: str) -> Document:
    return document(*(provision(key, key.upper()) for key in keys))


@pytest.mark.parametrize(
    "new",
    [
        Document("Another policy", "en", (), ()),
        Document("A policy", "de", (), ()),
        Document("A policy", "en", (Variable("company", "Example"),), ()),
    ],
)
def test_another_title_language_or_variable_is_a_change_without_changed_provisions(new: Document) -> None:
    found = compare(document(), new)
    assert found
    assert (found.changes, found.header_changed) == ((), True)
    assert (found.title, found.language, found.variables) == (new.title, new.language, new.variables)
    assert found.title_redline == (redline("A policy", new.title) if new.title != "A policy" else ())


def test_each_change_says_what_happened_to_words_place_and_number() -> None:
    old = document(
        provision("a", "A", provision("m", "M"), number="1"), provision("d", "D"), provision("n", "N", number="2")
    )
    new = document(
        provision("a", "B", number="2"), provision("m", "M"), provision("n", "N", number="3"), provision("p", "P")
    )
    found = compare(old, new)
    assert found
    assert not found.header_changed
    changes = found.changes
    assert [(one.key, one.op, one.moved, one.renumbered) for one in changes] == [
        ("a", Op.MODIFIED, False, True),
        ("m", Op.MOVED, True, False),
        ("d", Op.DELETED, False, False),
        ("n", Op.RENUMBERED, False, True),
        ("p", Op.ADDED, False, False),
    ]
    before, after = old.placed(), new.placed()
    assert [(one.old, one.new) for one in changes] == [(before.get(one.key), after.get(one.key)) for one in changes]
    assert [one.redline for one in changes] == [
        (Segment("delete", "A"), Segment("insert", "B")),
        (),
        (Segment("delete", "D"),),
        (),
        (Segment("insert", "P"),),
    ]


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("abc", "cab", "c"),
        ("abc", "bca", "a"),
        ("abcd", "acbd", "b"),
        ("abcde", "edabc", "de"),
        ("abcdef", "fabecd", "ef"),
        ("abcdefgh", "cdabghef", "abef"),
        ("abc", "cba", "bc"),
        ("", "", ""),
    ],
)
def test_as_few_as_can_be_count_as_moved_among_siblings(before: str, after: str, moved: str) -> None:
    found = moved_keys(order(*before).placed(), order(*after).placed())
    assert len(found) == len(moved)
    rest = [key for key in after if key not in found]
    assert rest == [key for key in before if key not in found]


def test_what_comes_under_another_parent_has_moved_and_its_old_and_new_siblings_have_not() -> None:
    old = document(
        provision("a", "A", provision("x", "X"), provision("y", "Y")), provision("b", "B", provision("z", "Z"))
    )
    new = document(
        provision("a", "A", provision("y", "Y")), provision("b", "B", provision("x", "X"), provision("z", "Z"))
    )
    assert moved_keys(old.placed(), new.placed()) == {"x"}


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        ("ab", "ac", "bc"),
        ("ba", "ca", "bc"),
        ("xyab", "abn", "xyn"),
        ("axyb", "anb", "xyn"),
        ("abxy", "abn", "xyn"),
        ("abxcy", "nabmc", "nxmy"),
    ],
)
def test_deletions_are_read_behind_what_they_followed_and_in_their_order(before: str, after: str, read: str) -> None:
    changes = changes_of(order(*before).placed(), order(*after).placed())
    assert "".join(change.key for change in changes) == read


@pytest.mark.parametrize(
    ("old", "new", "formatting"),
    [
        ("A ‘b’ – c", "A 'b' — c", True),
        ("A b", "  A\n\tb ", True),
        ("A\u00a0b", "A b", True),
        ("„A“", '"A"', True),
        ("Ab", "A b", False),
        ("A b", "a b", False),
    ],
)
def test_space_quotes_and_dashes_are_formatting_in_words_and_title_alike(
    old: str,
    new: str,
    formatting: bool,  # noqa: FBT001 - a table's column
) -> None:
    assert only_formatting(compare(document(provision("a", old)), document(provision("a", new)))) is formatting
    titled = document(provision("a", "A"))
    assert only_formatting(compare(replace(titled, title=old), replace(titled, title=new))) is formatting


def test_nothing_at_all_is_only_formatting_and_an_addition_a_move_or_a_variable_is_not() -> None:
    old = order("a", "b")
    assert only_formatting(compare(old, old))
    assert not only_formatting(compare(old, order("a", "b", "c")))
    assert not only_formatting(compare(old, order("b", "a")))
    assert not only_formatting(compare(old, replace(old, variables=(Variable("company", None),))))
    both = document(provision("a", "A", number="1"), replace(provision("b", "B"), kind=Kind.REMEDY))
    assert not only_formatting(compare(old, both))


def test_another_language_or_variable_is_not_only_formatting_whatever_the_title_did() -> None:
    old = replace(document(provision("a", "You shall not spam.")), title='A "policy"')
    quotes = replace(old, title="A “policy”")
    assert only_formatting(compare(old, quotes))
    assert not only_formatting(compare(old, replace(quotes, language="de")))
    assert not only_formatting(compare(old, replace(quotes, variables=(Variable("company", None),))))

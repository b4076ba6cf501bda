"""Two changes of the same words stand together only where nobody's words are lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.documents import Kind, Provision, merge_provision, merge_words

TEXTS = st.lists(st.sampled_from(["You", "shall", "not", "send", "spam", "or", ",", "networks"]), max_size=9).map(
    " ".join
)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        (
            "You shall not send spam or scan networks.",
            "You shall never send spam or scan networks.",
            "You shall not send spam or scan any networks.",
            "You shall never send spam or scan any networks.",
        ),
        ("You shall not send spam.", "You shall never send spam.", "You shall hardly send spam.", None),
        ("one two three", "two three", "one two four", "two four"),
        ("one two", "one and two", "one or two", None),
        ("one two", "one two three", "one two three", "one two three"),
    ],
)
def test_changes_of_other_words_meet_and_of_the_same_words_do_not(
    base: str, theirs: str, mine: str, merged: str | None
) -> None:
    assert merge_words(base, theirs, mine) == merged


@given(base=TEXTS, theirs=TEXTS, mine=TEXTS)
def test_the_order_of_the_two_does_not_matter(base: str, theirs: str, mine: str) -> None:
    assert merge_words(base, theirs, mine) == merge_words(base, mine, theirs)


@given(base=TEXTS, changed=TEXTS)
def test_a_side_that_changed_nothing_leaves_the_others_words(base: str, changed: str) -> None:
    assert merge_words(base, base, changed) == merge_words(base, changed, base) == changed


@given(theirs=st.sets(st.integers(0, 7)), mine=st.sets(st.integers(0, 7)))
def test_every_word_that_only_one_side_changed_is_as_that_side_wrote_it(theirs: set[int], mine: set[int]) -> None:
    def text(*sides: tuple[str, set[int]]) -> str:
        words = [f"w{number}" for number in range(8)]
        for name, changed in sides:
            for number in changed:
                words[number] = f"{name}{number}"
        return " ".join(words)

    merged = merge_words(text(), text(("theirs", theirs)), text(("mine", mine)))
    assert merged == (None if theirs & mine else text(("theirs", theirs), ("mine", mine)))


def provision(text: str = "spam", **more: object) -> Provision:
    return Provision("k", Kind.PROHIBITION, None, "", text, **more)  # type: ignore[arg-type]  # flags


def test_marks_merge_like_words() -> None:
    base = provision()
    assert merge_provision(base, provision(discretionary=True), provision("mail")) == provision(
        "mail", discretionary=True
    )
    other = Provision("k", Kind.REMEDY, None, "", "spam")
    third = Provision("k", Kind.DISCLAIMER, None, "", "spam")
    assert merge_provision(base, other, third) is None

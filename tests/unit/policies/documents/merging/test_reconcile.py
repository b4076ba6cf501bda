"""Two changes of the same words stand together only where nobody's words are lost."""

from dataclasses import replace

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
        ("a b c d", "x b c d", "a b c y", "x b c y"),
        ("a b c d", "b c d", "a b c", "b c"),
        ("a b", "a X", "Y b", "Y X"),
        ("a b", "", "a b c", None),
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


def test_words_of_both_sides_meet_in_one_provision_and_each_keeps_its_marks() -> None:
    base = provision("You shall not send spam.")
    theirs = provision("You shall never send spam.", needs_authorization=True)
    mine = provision("You shall not send spam here.", acknowledge_separately=True)
    assert merge_provision(base, theirs, mine) == provision(
        "You shall never send spam here.", needs_authorization=True, acknowledge_separately=True
    )


def test_a_number_that_both_changed_is_no_text_to_be_merged() -> None:
    base, theirs, mine = (replace(provision(), number=number) for number in ("1 2", "1 2 3", "0 1 2"))
    assert merge_provision(base, theirs, mine) is None


def test_what_hangs_below_and_the_key_are_theirs() -> None:
    below, other = replace(provision("below"), key="b"), replace(provision("other"), key="o")
    theirs = provision(children=(other,))
    assert merge_provision(provision(), theirs, replace(provision("mail", children=(below,)), key="m")) == provision(
        "mail", children=(other,)
    )
    assert merge_provision(provision(children=(below,)), theirs, provision("mail")) == provision(
        "mail", children=(other,)
    )


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ("don't go", "don't stay", "don’t go", "don’t stay"),
        ("well-known user's host", "well-known user's hosts", "known user's host", "known user's hosts"),
        ("user's", "user", "user's own", None),
    ],
)
def test_a_word_with_its_apostrophe_or_hyphen_is_one_word(
    base: str, theirs: str, mine: str, merged: str | None
) -> None:
    assert merge_words(base, theirs, mine) == merged


@pytest.mark.parametrize(
    ("base", "theirs", "mine"),
    [
        (
            "The host may send 100 mails a day.",
            "The host may send 200 mails a day.",
            "The host may send 100 mails an hour.",
        ),
        ("Pay within 30 days.", "Pay within 14 days.", "Pay within 30 working days."),
        ("Pay within thirty days.", "Pay within ten days.", "Pay within thirty working days."),
        ("The host shall not resell.", "The host may resell.", "The host shall not resell without a licence."),
        (
            "The host shall not send spam.",
            "The host shall not send spam by mail.",
            "The host shall not knowingly send spam.",
        ),
        ("You must cooperate.", "You may cooperate.", "You must cooperate fully."),
        ("Mail is allowed here.", "Mail is not allowed here.", "Mail and chat are allowed here."),
        ("A fine of $100 is due.", "A fine of $1,000 is due.", "A fine of $100 is owed."),
        ("Bewaar het 30 dagen bij ons.", "Bewaar het 60 dagen bij ons.", "Bewaar het 30 dagen bij de host."),
        ("Kunden dürfen Mail senden.", "Kunden dürfen keine Mail senden.", "Kunden dürfen viel Mail senden."),
        ("Vous pouvez vendre ici.", "Vous pouvez vendre ici sauf accord.", "Vous pouvez tout vendre ici."),
        ("A fee of 5% is due.", "A fee of 6% is due.", "A fee of 5% is owed."),
        ("A fee of 5 % is due.", "A fee of 5 euro is due.", "A fee of 5 % is owed."),
        ("A fee of 5 ‰ is due.", "A fee of 5 euro is due.", "A fee of 5 ‰ is owed."),
    ],
)
def test_numbers_negations_and_conditions_of_a_sentence_are_never_mixed_with_another_change_of_it(
    base: str, theirs: str, mine: str
) -> None:
    assert merge_words(base, theirs, mine) is None
    assert merge_words(base, mine, theirs) is None


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        (
            "Logs are kept for 30 days. You must help us.",
            "Logs are kept for 60 days. You must help us.",
            "Logs are kept for 30 days. You must gladly help us.",
            "Logs are kept for 60 days. You must gladly help us.",
        ),
        (
            "Logs are kept for 30 days.",
            "Logs are kept for 60 days.",
            "Logs are kept for 30 days. They are not sold.",
            "Logs are kept for 60 days. They are not sold.",
        ),
        (
            "You shall not scan the hosts of others.",
            "You shall not scan the hosts of other people.",
            "You must not scan the hosts of others.",
            "You must not scan the hosts of other people.",
        ),
        (
            "Logs are kept here. Pay within 30 days.",
            "Logs are kept here now. Pay within 30 days.",
            "Logs are kept here. Pay within 60 days.",
            "Logs are kept here now. Pay within 60 days.",
        ),
    ],
)
def test_what_changes_another_sentence_or_not_the_meaning_is_still_proposed(
    base: str, theirs: str, mine: str, merged: str
) -> None:
    assert merge_words(base, theirs, mine) == merge_words(base, mine, theirs) == merged


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        pytest.param(
            "Logs are kept. Pay within 30 days.",
            "Logs are kept. They are safe. Pay within 30 days.",
            "Logs are kept. Pay within 60 days.",
            "Logs are kept. They are safe. Pay within 60 days.",
            id="before the one that means something else now",
        ),
        pytest.param(
            "Mail is read. Logs are kept for 30 days.",
            "Post is read. Logs are kept for 30 days. They are safe.",
            "Mail is read. Logs are kept for 60 days.",
            "Post is read. Logs are kept for 60 days. They are safe.",
            id="behind the one that means something else now",
        ),
        pytest.param(
            "Mail is read. Logs are kept for 30 days. Help us.",
            "Post is read. Logs are kept for 30 days. They are safe. Help us.",
            "Mail is read. Logs are kept for 60 days. Help us.",
            "Post is read. Logs are kept for 60 days. They are safe. Help us.",
            id="between that one and another",
        ),
        pytest.param(
            "Mail is read. Logs are kept for 30 days.",
            "Post is read. Logs are kept for 30 days.* They are safe.",
            "Mail is read. Logs are kept for 60 days.",
            "Post is read. Logs are kept for 60 days.* They are safe.",
            id="behind a footnote's star",
        ),
    ],
)
def test_a_new_sentence_changes_neither_that_before_nor_that_behind(
    base: str, theirs: str, mine: str, merged: str
) -> None:
    assert merge_words(base, theirs, mine) == merge_words(base, mine, theirs) == merged


def test_a_new_sentence_behind_a_full_stop_and_another_sign_in_its_place_are_side_by_side() -> None:
    theirs, mine = "Post is read. Logs are kept. They are safe.", "Mail is read. Logs are kept!"
    assert merge_words("Mail is read. Logs are kept.", theirs, mine) is None


def test_a_full_stop_in_place_of_a_comma_stays_where_it_was_put() -> None:
    assert merge_words("go, see a host", "go. see a host", "go, see a port") == "go. see a port"


def test_what_both_changed_alike_is_no_second_change() -> None:
    assert merge_words("Mail is not read.", "Post is not read.", "Post is not ever read.") == "Post is not ever read."


SPOKEN = st.lists(
    st.sampled_from(["You", "may", "must", "not", "send", "30", "ten", "mails", "if", ".", "{{company}}"]), max_size=10
).map(" ".join)


@given(base=SPOKEN, theirs=SPOKEN, mine=SPOKEN)
def test_no_number_is_proposed_that_neither_side_wrote_beside_the_words_it_stands_with(
    base: str, theirs: str, mine: str
) -> None:
    assert merge_words(base, base, mine) == mine
    assert merge_words(base, mine, mine) == mine
    merged = merge_words(base, theirs, mine)
    if merged is not None and "." not in base and merged not in {theirs, mine} and base not in {theirs, mine}:
        assert "." in theirs + mine or [one for one in merged.split() if one.isdigit()] == [
            one for one in base.split() if one.isdigit()
        ]

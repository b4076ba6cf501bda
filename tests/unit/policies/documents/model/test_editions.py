"""A document in another language has the governing tree and marks, and knows what it does not render any more."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from policies.documents import Document
from policies.documents.model.editions import (
    TITLE,
    Rendered,
    Rendering,
    carried,
    in_language,
    rows,
    unknown_variables,
    with_mentions,
)
from tests.factories.versions import GENERAL, SPAM, document, without


def translated(whole: Document) -> dict[str, str]:
    return {TITLE: "Gebruiksregels", **{one.key: f"nl {one.text}" for one in whole.each()}}


def test_only_words_and_language_differ() -> None:
    ours = document()
    theirs = in_language(ours, "nl", translated(ours))
    assert (theirs.language, theirs.title) == ("nl", "Gebruiksregels")
    assert [replace(one, text="", children=()) for one in theirs.each()] == [
        replace(one, text="", children=()) for one in ours.each()
    ]
    assert all(one.text.startswith("nl ") for one in theirs.each())


def test_what_has_no_words_keeps_the_governing_ones() -> None:
    assert in_language(document(), "en", {}) == document()


def test_a_reworded_provision_is_outdated_and_a_new_one_missing() -> None:
    ours = document()
    words = carried(ours, in_language(ours, "nl", translated(ours)))
    assert {row.rendering for row in rows(ours, words)} == {Rendering.CURRENT}
    reworded = {row.key: row.rendering for row in rows(document(spam="sending mail to strangers;"), words)}
    assert [key for key, how in reworded.items() if how is Rendering.OUTDATED] == [SPAM]
    fewer = {key: one for key, one in words.items() if key != GENERAL}
    assert [row.key for row in rows(ours, fewer) if row.rendering is Rendering.MISSING] == [GENERAL]


def test_a_provision_that_is_gone_has_no_row() -> None:
    words = {SPAM: Rendered("nl", document().placed()[SPAM].provision.text)}
    assert SPAM not in [row.key for row in rows(without(document(), SPAM), words)]


def test_values_become_mentions_again_the_longest_first() -> None:
    values = {"company": "Acme", "legal": "Acme Telecom B.V."}
    assert with_mentions("Acme Telecom B.V. (“Acme”)", values) == "{{legal}} (“{{company}}”)"
    assert unknown_variables("{{legal}} {{other}} {{other}}", values) == ["other"]


@given(st.sets(st.sampled_from([one.key for one in document().each()])))
def test_rows_tell_exactly_what_is_not_rendered(missing: set[str]) -> None:
    ours = document()
    words = {
        key: one for key, one in carried(ours, in_language(ours, "de", translated(ours))).items() if key not in missing
    }
    assert {row.key for row in rows(ours, words) if row.rendering is not Rendering.CURRENT} == missing

"""What a search shows of a provision: the words around the first one found, marked, nothing else of HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.versions.searching import snippet


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("You may not send bulk mail.", "BULK", "You may not send <mark>bulk</mark> mail."),
        ("suspended or not", "susp", "<mark>suspended</mark> or not"),
        ("unsuspended", "susp", "unsuspended"),
        ("<b>mail</b>", "mail", "&lt;b&gt;<mark>mail</mark>&lt;/b&gt;"),
        ("nothing here", "", "nothing here"),
    ],
)
def test_words_that_begin_so_are_marked(text: str, words: str, html: str) -> None:
    assert snippet(text, words) == html


def test_a_long_provision_is_cut_around_the_first_word_found() -> None:
    shown = snippet("many words " * 100 + "then mail comes " + "and more " * 100, "mail")
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "then <mark>mail</mark> comes" in shown
    assert len(shown) < 400


@given(text=st.text("ab <&é", max_size=900), words=st.text("ab *(", max_size=20))
def test_nothing_but_what_stands_there_is_shown(text: str, words: str) -> None:
    plain = re.sub(r"</?mark>", "", snippet(text, words)).removeprefix("… ").removesuffix(" …")
    plain = plain.replace("&lt;", "<").replace("&amp;", "&")
    assert plain in text

"""A defined term leads to its meaning wherever it is used, and never from its own definition (R1)."""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.documents import Document, Kind, Provision
from policies.documents.model.codec import document_to_json
from policies.documents.model.terms import definitions, linked, undefined, uses, with_links


def document(*texts: str) -> Document:
    provisions = tuple(Provision(f"k{index}", Kind.DEFINITION, None, "", text) for index, text in enumerate(texts))
    return Document("A policy", "en", (), provisions)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("“Company” means {{company}}.", {"Company"}),
        ("“You” or “Your” refers to the customer and any user of the account.", {"You", "Your"}),
        ("The services (the “Services”) of Example (“Company”, “Us” or “We”).", {"Services", "Company", "Us", "We"}),
        ('As used here, the term "Account" means what you log in to.', {"Account"}),
        ("“Personal Data” has the meaning given in the law.", {"Personal Data"}),
        ("You shall not send what is called “spam” to anyone.", set()),
        ("Write “Stop” to end it.", set()),
    ],
)  # fmt: skip
def test_where_a_text_says_what_a_word_means(text: str, terms: set[str]) -> None:
    assert set(definitions(document(text))) == terms


def test_the_longest_term_wins_and_a_definition_does_not_lead_to_itself() -> None:
    words = document(
        "“Service Level” means a figure.", "“Service” means what is sold.", "A Service Level of a Service."
    )
    found = definitions(words)
    assert found == {"Service Level": "k0", "Service": "k1"}
    pieces = linked("A Service Level of a Service, not Services.", found)
    assert [piece.term for piece in pieces if piece.term] == ["Service Level", "Service"]
    assert uses(words, found) == {"Service Level": ("k2",), "Service": ("k2",)}
    shown = with_links(document_to_json(words), words)
    first, _second, last = cast("list[dict[str, list[dict[str, str]]]]", shown["provisions"])
    assert [piece["href"] for piece in first["pieces"]] == [""]
    assert [piece["href"] for piece in last["pieces"] if piece["href"]] == ["#k0", "#k1"]


@given(
    text=st.text(alphabet="Aab “”.()", max_size=40), terms=st.lists(st.text(alphabet="Aab ", max_size=4), max_size=4)
)
def test_the_pieces_are_the_text_exactly(text: str, terms: list[str]) -> None:
    assert "".join(piece.text for piece in linked(text, terms)) == text


def test_capitalised_words_that_nothing_defines_are_told() -> None:
    words = document("“Company” means us.", "The Customer and Company follow the Master Service Agreement.")
    assert undefined(words) == {"Customer": 1, "Master Service Agreement": 1}
    assert undefined(words, {"Customer"}) == {"Master Service Agreement": 1}

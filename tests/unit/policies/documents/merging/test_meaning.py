"""Where sentences end."""

from policies.documents.comparing.tokens import tokens
from policies.documents.merging.meaning import sentences


def test_each_word_is_counted_in_its_sentence_and_the_next_would_be_in_another() -> None:
    assert sentences(tokens("Pay. Now! Or later")) == [0, 0, 1, 1, 1, 2, 2, 2, 2, 2]
    assert sentences(tokens("Pay.")) == [0, 0, 1]
    assert sentences([]) == [0]

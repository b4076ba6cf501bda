"""What matching asks first, to be quick, leaves out nothing that it would find."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from policies.documents import Document, Kind, Provision
from policies.documents.continuity.likeness import best_part_within, likeness, likeness_within
from policies.documents.continuity.sides import Index, Known, Side, Weights

#: Few words that are in many texts, and many that are in few.
WORDS = st.one_of(st.sampled_from(["the", "you", "service", "spam"]), st.integers(0, 60).map(lambda one: f"word{one}"))
SAID = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)
LETTERS = st.text("ab ", min_size=40, max_size=120)


def side(texts: list[str], known: Known | None = None) -> Side:
    """A document of so many provisions, as it is matched."""
    provisions = tuple(Provision(f"p{at}", Kind.OBLIGATION, None, "", text) for at, text in enumerate(texts))
    return Side(list(Document("T", "en", (), provisions).unplaced()), known)


@given(st.one_of(SAID, LETTERS), st.one_of(SAID, LETTERS), st.integers(0, 100))
def test_no_part_is_more_alike_than_letters_in_common_allow(one: str, other: str, cut: int) -> None:
    for old, new in ((one, other), (one, one[cut:] + other), (one, other + one[:cut]), (one[cut:], one)):
        assert fuzz.partial_ratio(old, new) <= best_part_within(old, new) + 1e-6


@given(SAID, SAID)
def test_a_likeness_known_in_part_is_the_same(old: str, new: str) -> None:
    whole, _ = likeness_within(old, new)
    assert likeness(old, new, at_least=50, whole=whole) == likeness(old, new, at_least=50)


@given(st.lists(SAID, min_size=1, max_size=7), st.lists(SAID, min_size=1, max_size=7))
def test_all_that_share_enough_of_the_telling_words_are_found(olds: list[str], news: list[str]) -> None:
    old = side(olds)
    new = side(news, old.known)
    weights = Weights(old, new).words
    index = Index(old, range(len(old)), weights)
    for words in new.words:
        known = sorted(word for word in words if any(word in one for one in old.words))
        telling = sorted(known, key=lambda word: (sum(word in one for one in old.words), word))[:32]
        shared = {
            at: sum(weights[word] for word in telling if word in one)
            for at, one in enumerate(old.words)
            if any(word in one for word in telling)
        }
        enough = 0.15 * sum(weights[word] for word in telling)
        asked = {
            at
            for at, says in shared.items()
            if says >= enough or says >= 0.3 * sum(weights[word] for word in old.words[at])
        }
        assert set(index.around(words)) == asked


def test_what_a_text_says_does_not_depend_on_the_order_of_its_words() -> None:
    both = Weights(side([f"word{one} word{one % 7} the" for one in range(50)]))
    assert all(isinstance(weight, int) for weight in [*both.words.values(), *both.content.values()])

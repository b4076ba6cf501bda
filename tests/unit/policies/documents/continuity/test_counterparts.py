"""Own keys stand for upstream's: each for one, none for two, and what was settled stays."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from policies.documents import Document, Kind, Provision, Status, follow
from policies.documents.continuity.counterparts import counterparts, in_own_keys
from tests.unit.policies.documents.trees import KEYS, documents

EMPTY = Document("A policy", "en", (), ())
SAID = st.dictionaries(st.sampled_from(KEYS), st.sampled_from([f"own-{key}" for key in KEYS]), max_size=2).filter(
    lambda said: len(set(said.values())) == len(said)
)


def document(**texts: str) -> Document:
    return replace(
        EMPTY, provisions=tuple(Provision(key, Kind.OBLIGATION, None, "", text) for key, text in texts.items())
    )


@given(theirs=documents(), base=documents(), ours=documents(), said=SAID)
def test_each_of_upstreams_has_one_own_key_and_what_was_settled_stays(
    theirs: Document, base: Document, ours: Document, said: dict[str, str]
) -> None:
    keys = counterparts(theirs, base, ours, said)
    assert {key: keys[key] for key in said} == said
    for side in (theirs, base):
        found = [one.key for one in in_own_keys(side, keys).each()]
        assert len(found) == len(set(found)) == len(list(side.each()))
    assert counterparts(theirs, base, ours, keys) == keys


@given(base=documents(), ours=documents())
def test_what_came_from_one_release_has_one_key_on_both_sides(base: Document, ours: Document) -> None:
    assert counterparts(base, base, ours, {}) == {}


def test_the_same_words_pair_whatever_their_keys_and_the_same_key_alone_pairs_nothing() -> None:
    theirs = document(a="Lock the rack when you leave it.", b="Wear a badge at all times.")
    ours = document(x="Lock the rack when you leave it.", b="Invoices are due in spring.")
    keys = counterparts(theirs, EMPTY, ours, {})
    assert keys["a"] == "x"
    assert keys["b"] not in {"b", "x"}
    found = {offer.key: offer.status for offer in follow(EMPTY, in_own_keys(theirs, keys), ours)}
    assert found == {"x": Status.ALREADY, keys["b"]: Status.CLEAN}

"""Following the vendor takes over what was chosen and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given

from policies.documents import Document, Kind, Provision, Variable
from policies.documents.compare import Op
from policies.documents.merge import Status, follow, take
from tests.unit.policies.documents.trees import documents


def provision(key: str, text: str, *children: Provision) -> Provision:
    return Provision(key, Kind.PROHIBITION, None, "", text, children=children)


def document(*provisions: Provision) -> Document:
    return Document("A policy", "en", (), provisions)


def keys(base: Document, theirs: Document, ours: Document) -> set[str]:
    return {offer.key for offer in follow(base, theirs, ours) if offer.status is not Status.ALREADY}


@given(base=documents(), theirs=documents())
def test_merging_into_an_unchanged_copy_gives_theirs(base: Document, theirs: Document) -> None:
    offers = follow(base, theirs, base)
    assert {offer.status for offer in offers} <= {Status.CLEAN}
    assert take(base, theirs, {offer.key for offer in offers}, {}) == theirs


@given(base=documents(), ours=documents())
def test_an_unchanged_vendor_offers_nothing(base: Document, ours: Document) -> None:
    assert follow(base, base, ours) == ()
    assert take(ours, base, set(), {}) == ours


@given(base=documents(), theirs=documents(), ours=documents())
def test_merging_twice_is_merging_once(base: Document, theirs: Document, ours: Document) -> None:
    once = take(ours, theirs, keys(base, theirs, ours), {})
    assert take(once, theirs, keys(base, theirs, once), {}) == once


@given(base=documents(), theirs=documents(), ours=documents())
def test_what_was_not_chosen_keeps_its_words(base: Document, theirs: Document, ours: Document) -> None:
    offers = sorted(keys(base, theirs, ours))
    chosen = set(offers[::2])
    merged = take(ours, theirs, chosen, {}).placed()
    for key, placed in ours.placed().items():
        if key not in chosen:
            assert replace(merged[key].provision, children=()) == replace(placed.provision, children=())
    assert set(merged) - set(ours.placed()) <= chosen


def test_the_three_differences_of_a_new_version_are_offered_and_taken_one_by_one() -> None:
    base = document(
        provision("list", "You shall not:", provision("a", "spam"), provision("b", "dial"), provision("c", "scan"))
    )
    theirs = document(
        provision(
            "list", "You shall not:", provision("a", "spam"), provision("n", "mine"), provision("c", "scan or probe")
        )
    )
    ours = document(provision("own", "Ours."), *base.provisions)
    assert {(offer.key, offer.op, offer.status) for offer in follow(base, theirs, ours)} == {
        ("n", Op.ADDED, Status.CLEAN),
        ("c", Op.MODIFIED, Status.CLEAN),
        ("b", Op.DELETED, Status.CLEAN),
    }
    merged = take(ours, theirs, {"n", "b", "c"}, {"c": "scan without asking"})
    assert [(placed.key, placed.provision.text) for placed in merged.walk()] == [
        ("own", "Ours."),
        ("list", "You shall not:"),
        ("a", "spam"),
        ("n", "mine"),
        ("c", "scan without asking"),
    ]
    assert {offer.key: offer.status for offer in follow(base, theirs, merged)} == {
        "n": Status.ALREADY,
        "b": Status.ALREADY,
        "c": Status.CONFLICT,
    }


def test_own_words_against_changed_words_are_a_conflict() -> None:
    base, theirs, ours = (document(provision("a", text)) for text in ("spam", "spam much", "spam little"))
    assert [offer.status for offer in follow(base, theirs, ours)] == [Status.CONFLICT]
    assert [offer.status for offer in follow(base, document(), ours)] == [Status.CONFLICT]
    assert [offer.status for offer in follow(base, theirs, document())] == [Status.CONFLICT]


def test_a_variable_that_came_with_words_is_declared_without_a_value() -> None:
    theirs = replace(
        document(provision("a", "Write to {{abuse_mailbox}}.")), variables=(Variable("abuse_mailbox", "x@y.example"),)
    )
    assert take(document(), theirs, {"a"}, {}).variables == (Variable("abuse_mailbox", None),)


def test_a_key_that_nobody_has_is_refused() -> None:
    with pytest.raises(KeyError):
        take(document(), document(), {"a"}, {})

"""The laws of deviations: what was agreed binds, everything else stays, and the own view shows both."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policies.documents import Document, Kind, Provision
from policies.documents.agreed.deviations import Agreed, Effect, binding_digest, deviate
from policies.documents.agreed.own_view import own_view
from policies.documents.model.codec import document_to_json
from tests.unit.policies.documents.trees import KEYS, documents

SINCE = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


def agreed(effect: Effect, key: str, text: str = "", **more: Any) -> Agreed:
    return Agreed(effect, key, text, f"digest of {effect} {key}", "MSA-1", since=SINCE, **more)


def provision(key: str, *children: Provision, kind: Kind = Kind.PROHIBITION) -> Provision:
    return Provision(key, kind, None, "", f"The words of {key}.", children=children)


def policy(*provisions: Provision) -> Document:
    return Document("A policy", "en", (), provisions)


def keys(document: Document) -> list[str]:
    return [one.key for one in document.each()]


def each(provisions: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in provisions:
        yield one
        yield from each(one["children"])


@st.composite
def deviations(draw: st.DrawFn) -> list[Agreed]:
    """Draw deviations as the database lets them stand together: one for each key, added ones below what is posted."""
    found = []
    for key in draw(st.lists(st.sampled_from([*KEYS, "x0", "x1"]), unique=True)):
        effect = draw(st.sampled_from(Effect)) if key in KEYS else Effect.ADDED
        text = "" if effect is Effect.NOT_APPLIED else f"Agreed about {key}."
        parent = draw(st.sampled_from(["", *KEYS])) if effect is Effect.ADDED else ""
        found.append(agreed(effect, key, text, parent_key=parent))
    return found


def test_a_replaced_provision_keeps_its_place_its_kind_and_what_hangs_below() -> None:
    words = policy(provision("a", provision("b"), kind=Kind.REMEDY), provision("c"))
    done = deviate(words, [agreed(Effect.REPLACED, "a", "Other words.")]).document
    assert keys(done) == ["a", "b", "c"]
    assert done.provisions[0] == replace(words.provisions[0], text="Other words.")


def test_what_is_added_below_a_provision_that_does_not_apply_still_binds() -> None:
    words = policy(provision("a", provision("b")), provision("c"))
    out, more = agreed(Effect.NOT_APPLIED, "a"), agreed(Effect.ADDED, "x", "Words.", parent_key="a")
    for order in ([out, more], [more, out]):
        done = deviate(words, order)
        assert keys(done.document) == ["c", "x"]
        assert [mark.agreed for mark in done.marks] == order


def test_a_key_of_the_policy_is_not_added_even_where_it_does_not_apply() -> None:
    words = policy(provision("a", provision("b")))
    done = deviate(words, [agreed(Effect.NOT_APPLIED, "a"), agreed(Effect.ADDED, "b", "Words.")])
    assert keys(done.document) == []
    assert done.marks[1].stale


def test_what_names_nothing_changes_nothing_and_says_so() -> None:
    words = policy(provision("a"))
    done = deviate(words, [agreed(Effect.REPLACED, "z", "Words."), agreed(Effect.NOT_APPLIED, "y")])
    assert done.document == words
    assert [mark.gone for mark in done.marks] == [True, True]


@given(documents())
def test_without_deviations_nothing_changes(words: Document) -> None:
    assert deviate(words, []).document == words
    view = own_view(words, deviate(words, []))
    assert [one["key"] for one in _flat(view["provisions"]) if one["path"]] == [
        placed.key for placed in words.walk() if placed.path_beside
    ]
    for one in _flat(view["provisions"]):
        del one["path"]
    assert view == document_to_json(words)


def _flat(provisions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for provision in provisions for one in (provision, *_flat(provision["children"]))]


@given(documents(), deviations(), st.data())
def test_the_order_makes_no_difference_to_which_words_bind(
    words: Document, found: list[Agreed], data: st.DataObject
) -> None:
    other = data.draw(st.permutations(found))
    bound = [{one.key: (one.text, one.kind) for one in deviate(words, some).document.each()} for some in (found, other)]
    assert bound[0] == bound[1]
    assert len({binding_digest("v", [one.digest for one in some]) for some in (found, other)}) == 1


@given(documents(), deviations())
def test_only_what_was_agreed_changes(words: Document, found: list[Agreed]) -> None:
    done = deviate(words, found)
    about = {one.key: one for one in found}
    placed, bound = words.placed(), done.document.placed()

    def applies(key: str | None) -> bool:
        while key is not None:
            if key in about and about[key].effect is Effect.NOT_APPLIED:
                return False
            key = placed[key].parent_key
        return True

    for key, was in placed.items():
        assert (key in bound) == applies(key)
        if key in bound:
            one = about.get(key)
            text = one.text if one and one.effect is Effect.REPLACED else was.provision.text
            assert bound[key].provision.text == text
            assert bound[key].parent_key == was.parent_key
    added = {key for key, one in about.items() if one.effect is Effect.ADDED and key not in placed}
    assert set(bound) - set(placed) == added
    assert len(keys(done.document)) == len(set(keys(done.document)))
    assert [mark.agreed for mark in done.marks] == found


@given(documents(), deviations())
def test_the_own_view_shows_everything_posted_and_marks_just_what_differs(words: Document, found: list[Agreed]) -> None:
    done = deviate(words, found)
    seen = {one["key"]: one for one in each(own_view(words, done)["provisions"])}
    posted, bound = words.placed(), done.document.placed()
    assert set(seen) == set(posted) | set(bound)
    assert [key for key in seen if key in posted] == keys(words)
    assert [key for key in seen if key in bound] == keys(done.document) or any(
        one.effect is Effect.ADDED for one in found
    )
    for key, one in seen.items():
        mark = one.get("agreed", {})
        if key not in bound:
            assert mark["effect"] == "not_applied"
            assert one["text"] == posted[key].provision.text
        elif key not in posted:
            assert (mark["effect"], mark["below"]) == ("added", False)
        else:
            assert one["text"] == bound[key].provision.text
            replaced = any(it.key == key and it.effect is Effect.REPLACED for it in found)
            assert bool(mark) == replaced
            assert not replaced or (mark["effect"], mark["general"]) == ("replaced", posted[key].provision.text)


@given(st.text(min_size=1), st.lists(st.text(), unique=True, min_size=1))
def test_the_digest_of_what_binds_tells_every_set_of_deviations_apart(version: str, digests: list[str]) -> None:
    whole = binding_digest(version, digests)
    assert binding_digest(version, []) == version != whole
    assert binding_digest(version, reversed(digests)) == whole
    assert binding_digest(version, digests[1:]) != whole

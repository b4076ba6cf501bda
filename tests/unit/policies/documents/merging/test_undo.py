"""A decision taken back leaves what stood before it, whatever was decided about others."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policies.documents import Document, Kind, Provision, Status, follow, take
from policies.documents.comparing.drift import drift
from policies.documents.merging.undo import Stood, put_back, stood
from policies.documents.model.codec import Malformed
from tests.unit.policies.documents.trees import documents


@given(documents(), documents(), documents(), st.data())
def test_taking_one_change_and_putting_it_back_changes_nothing(
    base: Document, theirs: Document, ours: Document, data: st.DataObject
) -> None:
    asked = [offer.key for offer in follow(base, theirs, ours) if offer.status is not Status.ALREADY]
    assume(asked)
    key = data.draw(st.sampled_from(asked))
    before = stood(ours, key)
    after = take(ours, theirs, [key], {}, base=base)
    now = stood(after, key)
    kept = Stood.from_json(json.loads(json.dumps(before.to_json())))
    back = put_back(after, key, kept, moved=(now.parent_key, now.after) != (before.parent_key, before.after))
    assert back.provisions == ours.provisions


@given(documents(), documents(), documents())
def test_all_changes_taken_and_put_back_lose_no_provision_of_ours(
    base: Document, theirs: Document, ours: Document
) -> None:
    now = ours
    done = []
    for offer in follow(base, theirs, ours):
        if offer.status is not Status.ALREADY:
            before = stood(now, offer.key)
            now = take(now, theirs, [offer.key], {}, base=base)
            done.append((offer.key, before))
    for key, before in done:
        now = put_back(now, key, before, moved=True)
    assert set(now.placed()) == set(ours.placed())
    assert {key: one.provision.text for key, one in now.placed().items()} == {
        key: one.provision.text for key, one in ours.placed().items()
    }


@given(documents(), documents())
def test_a_copy_drifts_from_nothing_that_it_is_equal_to(theirs: Document, ours: Document) -> None:
    assert drift(ours, ours).percent == 0
    assert 0 <= drift(theirs, ours).percent <= 100
    if drift(theirs, ours).percent == 0:
        assert set(theirs.placed()) == set(ours.placed())


def provision(key: str, *children: Provision, text: str = "spam") -> Provision:
    return Provision(key, Kind.PROHIBITION, None, "", text, children=children)


def document(*provisions: Provision) -> Document:
    return Document("A policy", "en", (), provisions)


def shape(provisions: tuple[Provision, ...]) -> list[object]:
    """Keys in their order; a list behind one holds what hangs below it."""
    return [part for one in provisions for part in (one.key, *([shape(one.children)] if one.children else []))]


FAMILY = document(provision("a"), provision("b", provision("d"), provision("e")), provision("c"))


def test_how_a_provision_stands_is_its_own_words_its_place_and_what_hangs_below() -> None:
    assert stood(FAMILY, "a") == Stood(provision("a"), None, None, ())
    assert stood(FAMILY, "b") == Stood(provision("b"), None, "a", ("d", "e"))
    assert stood(FAMILY, "e") == Stood(provision("e"), "b", "d", ())
    assert stood(FAMILY, "x") == Stood(None)


def test_how_it_stood_is_kept_as_json_and_a_broken_one_says_where() -> None:
    kept = stood(FAMILY, "b").to_json()
    assert (kept["parent_key"], kept["after"], kept["children"]) == (None, "a", ["d", "e"])
    assert Stood.from_json(json.loads(json.dumps(kept))) == stood(FAMILY, "b")
    assert Stood(None).to_json() == {"provision": None, "parent_key": None, "after": None, "children": []}
    assert Stood.from_json(Stood(None).to_json()) == Stood(None)
    with pytest.raises(Malformed, match=r"^provision\.key must be"):
        Stood.from_json({**kept, "provision": {**kept["provision"], "key": "No Key"}})


def test_what_was_taken_in_goes_out_and_its_children_move_up() -> None:
    assert shape(put_back(FAMILY, "b", Stood(None), moved=False).provisions) == ["a", "d", "e", "c"]
    assert put_back(FAMILY, "x", Stood(None), moved=False) == FAMILY


def test_what_was_taken_out_comes_back_with_those_children_that_stand_where_they_were_left() -> None:
    left = document(provision("a", provision("e")), provision("d"), provision("c"))
    assert shape(put_back(left, "b", stood(FAMILY, "b"), moved=False).provisions) == ["a", ["e"], "b", ["d"], "c"]
    gone = document(provision("a"), provision("e"), provision("c"))
    assert shape(put_back(gone, "b", stood(FAMILY, "b"), moved=False).provisions) == ["a", "b", ["e"], "c"]


def test_words_come_back_in_place_unless_the_place_changed_too() -> None:
    now = document(provision("b", text="junk"), provision("a"), provision("c"))
    before = Stood(provision("b"), None, "a")
    assert put_back(now, "b", before, moved=False) == document(provision("b"), provision("a"), provision("c"))
    assert put_back(now, "b", before, moved=True) == document(provision("a"), provision("b"), provision("c"))


def test_it_comes_back_last_where_what_it_followed_is_gone_and_first_where_it_followed_none() -> None:
    now = document(provision("a"), provision("c"))
    assert shape(put_back(now, "b", Stood(provision("b"), None, "gone"), moved=False).provisions) == ["a", "c", "b"]
    assert shape(put_back(now, "b", Stood(provision("b")), moved=False).provisions) == ["b", "a", "c"]
    assert shape(put_back(now, "b", Stood(provision("b"), "a"), moved=False).provisions) == ["a", ["b"], "c"]


def test_it_comes_back_at_the_top_where_its_parent_is_gone() -> None:
    assert shape(
        put_back(document(provision("a")), "b", Stood(provision("b"), "gone", None), moved=False).provisions
    ) == [
        "b",
        "a",
    ]


def test_it_stays_where_it_is_when_its_old_parent_now_hangs_below_it() -> None:
    now = document(provision("a"), provision("b", provision("d")))
    assert put_back(now, "b", Stood(provision("b"), "d"), moved=True) == now

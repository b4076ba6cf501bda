"""A decision taken back leaves what stood before it, whatever was decided about others."""

import json

from hypothesis import assume, given
from hypothesis import strategies as st

from policies.documents import Document, Status, follow, take
from policies.documents.comparing.drift import drift
from policies.documents.merging.undo import Stood, put_back, stood
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

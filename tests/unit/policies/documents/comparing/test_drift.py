"""Drift counts what one's own copy does differently."""

from dataclasses import replace

from policies.documents.comparing.drift import Drift, drift
from tests.unit.policies.documents.comparing.test_compare import document, order, provision


def test_each_kind_of_difference_is_counted_and_a_number_alone_is_none() -> None:
    base = order("a", "b", "c", "d", "e")
    ours = document(
        provision("e", "E"),
        provision("a", "Ours"),
        provision("b", "B", number="7"),
        provision("d", "D"),
        provision("n", "N"),
        provision("o", "O"),
    )
    assert drift(base, ours) == Drift(added=2, deleted=1, modified=1, moved=1, of=7)


def test_the_share_is_in_percent_to_one_decimal_and_nothing_differs_from_nothing() -> None:
    assert Drift(added=1, deleted=0, modified=0, moved=0, of=3).percent == 33.3
    assert Drift(added=1, deleted=2, modified=3, moved=4, of=80).percent == 12.5
    assert Drift(added=1, deleted=0, modified=0, moved=0, of=1).percent == 100
    assert drift(document(), document()) == Drift(0, 0, 0, 0, 0)
    assert drift(document(), replace(document(), title="Ours")).percent == 0

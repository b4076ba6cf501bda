"""Which report follows when some were dealt with."""

import uuid

import pytest

from enforcement.reports.inbox.rules import following

A, B, C, D = (uuid.UUID(int=number) for number in range(4))


@pytest.mark.parametrize(
    ("order", "acted", "after"),
    [
        ([A, B, C], {A}, B),
        ([A, B, C], {B}, C),
        ([A, B, C], {C}, B),
        ([A, B, C, D], {A, C}, B),
        ([A, B, C, D], {C, D}, B),
        ([A], {A}, None),
        ([], {A}, None),
        ([A, B], {D}, A),
    ],
)
def test_the_one_below_follows_else_the_last_that_is_left(
    order: list[uuid.UUID], acted: set[uuid.UUID], after: uuid.UUID | None
) -> None:
    assert following(order, acted) == after

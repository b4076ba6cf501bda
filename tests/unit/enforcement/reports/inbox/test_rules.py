"""Which reports stand together, and which one follows when some were dealt with."""

import uuid

import pytest

from enforcement.reports.inbox.rules import following, grouped
from enforcement.reports.models import Report
from tenants.customers.models import Service

A, B, C, D = (uuid.UUID(int=number) for number in range(4))


@pytest.mark.parametrize(
    ("order", "acted", "after"),
    [
        ([A, B, C], {A}, B),
        ([A, B, C], {B}, C),
        ([A, B, C], {C}, B),
        ([A, B, C, D], {A, C}, B),
        ([A, B, C, D], {D}, C),
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


def test_reports_stand_by_service_in_the_order_in_which_each_service_comes_first() -> None:
    one, other = Service(pk=A), Service(pk=B)
    reports = [Report(service=other), Report(), Report(service=one), Report(service=other), Report()]
    first, none, second, again, none_again = reports
    assert [(group.service, group.reports) for group in grouped(reports)] == [
        (other, [first, again]),
        (None, [none, none_again]),
        (one, [second]),
    ]

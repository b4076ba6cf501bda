"""A tenant's rate of mails is kept, however many workers ask."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import F

from policies.notices.delivery.outboxes import claim_mails
from policies.notices.delivery.rules import MAIL, replenished
from policies.notices.models import Pace
from tenants.resellers.models import Reseller
from tests.factories import customers as make
from tests.factories.versions import posted_policy


@pytest.fixture
def waiting(acme: Reseller) -> None:
    for _number in range(30):
        make.customer()
    posted_policy()


@pytest.mark.usefixtures("waiting")
def test_no_more_leaves_than_the_rate_allows() -> None:
    assert len(claim_mails(rate=60).items) == 1
    assert [len(claim_mails(rate=60).items) for _worker in range(3)] == [0, 0, 0]
    Pace.objects.update(at=F("at") - dt.timedelta(seconds=5))
    assert len(claim_mails(rate=60).items) == 5
    Pace.objects.update(at=F("at") - dt.timedelta(hours=5))
    assert len(claim_mails(rate=60).items) == 10


@pytest.mark.usefixtures("waiting")
def test_without_a_rate_they_leave_as_they_come() -> None:
    assert len(claim_mails().items) == 30


@pytest.mark.parametrize(
    ("left", "seconds", "rate", "expected"),
    [
        (0, 1, 60, MAIL),
        (0, 0.5, 60, MAIL // 2),
        (0, 3600, 6, MAIL),
        (0, 3600, 600, 100 * MAIL),
        (500, -10, 60, 500),
    ],
)
def test_a_rate_is_saved_up_for_ten_seconds_at_most(left: int, seconds: float, rate: int, expected: int) -> None:
    assert replenished(left=left, waited=dt.timedelta(seconds=seconds), rate=rate) == expected

"""What an appeal may become and until when it is heard."""

import datetime as dt

import pytest

from enforcement.appeals.models import AppealStatus
from enforcement.appeals.rules import OPEN, before, in_time, may_become

DEADLINE = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
TICK = dt.timedelta(microseconds=1)


@pytest.mark.parametrize("ended", sorted(set(AppealStatus) - OPEN))
def test_what_has_ended_stays_as_it_is(ended: AppealStatus) -> None:
    assert not any(may_become(ended, new) for new in AppealStatus)


def test_only_what_is_in_review_is_decided() -> None:
    assert before(AppealStatus.DECIDED) == [AppealStatus.IN_REVIEW]


def test_the_last_instant_is_in_time_and_the_next_is_not() -> None:
    assert in_time(deadline=DEADLINE, hold_open=False, at=DEADLINE)
    assert not in_time(deadline=DEADLINE, hold_open=False, at=DEADLINE + TICK)


def test_an_open_hold_can_be_appealed_however_late() -> None:
    assert in_time(deadline=DEADLINE, hold_open=True, at=DEADLINE + 400 * dt.timedelta(days=1))

"""How long to wait before the next attempt, for whatever is sent."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.holds.provisioning import BACK_OFF as FOR_CALLS
from tenants.outbox.rules import BackOff

KINDS = [BackOff(), FOR_CALLS]


@given(st.sampled_from(KINDS), st.integers(1, 20))
def test_waiting_doubles_with_every_attempt_up_to_a_limit(back_off: BackOff, attempts: int) -> None:
    wait, longer = back_off.wait_after(attempts), back_off.wait_after(attempts + 1)
    assert (wait is None) == (attempts >= back_off.most_attempts)
    if wait is not None:
        assert back_off.first <= wait <= back_off.longest
        assert longer is None or longer == min(2 * wait, back_off.longest)


@pytest.mark.parametrize(("back_off", "hours"), [(BackOff(), 12), (FOR_CALLS, 45)])
def test_giving_up_takes_as_long_as_is_said(back_off: BackOff, hours: int) -> None:
    waits = [back_off.wait_after(attempts) for attempts in range(1, back_off.most_attempts)]
    assert waits[0] == back_off.first
    total = sum((wait for wait in waits if wait is not None), dt.timedelta())
    assert total // dt.timedelta(hours=1) == hours

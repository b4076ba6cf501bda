"""How an authorization stands at an instant (R14)."""

import datetime as dt

import pytest

from enforcement.cases.authorizations.models import Authorization
from enforcement.cases.authorizations.rules import Standing, counts_from, standing


def day(number: int) -> dt.datetime:
    return dt.datetime(2026, 10, number, tzinfo=dt.UTC)


def authorization(
    *, starts: int = 10, granted: int = 5, ends: int | None = 20, revoked: int | None = None
) -> Authorization:
    return Authorization(
        starts_at=day(starts),
        granted_at=day(granted),
        ends_at=None if ends is None else day(ends),
        revoked_at=None if revoked is None else day(revoked),
    )


def test_it_never_counts_before_it_was_granted() -> None:
    assert counts_from(authorization(starts=10, granted=5)) == day(10)
    assert counts_from(authorization(starts=5, granted=10)) == day(10)


@pytest.mark.parametrize(
    ("at", "stands"),
    [
        (9, Standing.TO_COME),
        (10, Standing.RUNNING),
        (19, Standing.RUNNING),
        (20, Standing.ENDED),
        (21, Standing.ENDED),
    ],
)
def test_its_end_is_the_first_instant_outside(at: int, stands: Standing) -> None:
    assert standing(authorization(), day(at)) == stands


def test_one_without_an_end_runs_on() -> None:
    assert standing(authorization(ends=None), day(31)) == Standing.RUNNING


@pytest.mark.parametrize(("at", "stands"), [(14, Standing.RUNNING), (15, Standing.REVOKED), (25, Standing.REVOKED)])
def test_from_the_instant_that_it_was_revoked_it_is_revoked(at: int, stands: Standing) -> None:
    assert standing(authorization(revoked=15), day(at)) == stands

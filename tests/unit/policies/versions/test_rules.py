"""Laws of what is in force: whatever was posted and withdrawn, each instant has exactly one version."""

import datetime as dt
import uuid

from hypothesis import given
from hypothesis import strategies as st

from policies.drafts.models import DraftStatus
from policies.drafts.rules import TRANSITIONS
from policies.versions.models import PolicyVersion
from policies.versions.rules import (
    MICROSECOND,
    VersionState,
    counts_as_answer,
    earliest_effect,
    effect,
    in_force_among,
    next_check_after,
    standings,
)

START = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
STEPS = st.lists(
    st.tuples(
        st.integers(-3, 5),  # how the clock moves, in microseconds; it may stand still or go back
        st.none() | st.integers(1, 50),  # how far ahead the effect is scheduled
        st.booleans(),  # whether it is withdrawn before its effect
    ),
    min_size=1,
    max_size=30,
)


def played(steps: list[tuple[int, int | None, bool]]) -> list[PolicyVersion]:
    """Posts and withdraws as the verbs do."""
    versions: list[PolicyVersion] = []
    now = START
    for moved, ahead, withdrawn in steps:
        now += moved * MICROSECOND
        standing = [version.effective_at for version in versions if version.withdrawn_at is None]
        at = now + ahead * MICROSECOND if ahead else None
        effective_at = effect(now=now, last=max(standing, default=None), at=at)
        version = PolicyVersion(id=uuid.uuid4(), number=len(versions) + 1, posted_at=now, effective_at=effective_at)
        if withdrawn and effective_at > now:
            version.withdrawn_at = now
        versions.append(version)
    return versions


@given(STEPS)
def test_effects_are_never_equal_and_never_before_the_posting(steps: list[tuple[int, int | None, bool]]) -> None:
    versions = played(steps)
    standing = [version.effective_at for version in versions if version.withdrawn_at is None]
    assert standing == sorted(set(standing))
    assert all(version.effective_at >= version.posted_at for version in versions)


@given(STEPS, st.integers(-10, 200))
def test_exactly_one_version_is_in_force_at_each_instant_from_the_first(
    steps: list[tuple[int, int | None, bool]], offset: int
) -> None:
    versions = played(steps)
    at = START + offset * MICROSECOND
    begun = [v for v in versions if v.withdrawn_at is None and v.effective_at <= at]
    told = list(standings(versions, at).values())
    assert told.count(VersionState.IN_FORCE) == (1 if begun else 0)
    current = in_force_among(versions, at)
    assert (current is None) == (not begun)
    assert all(version.effective_at <= current.effective_at for version in begun if current)


def test_an_instant_asked_for_is_kept() -> None:
    asked = START + dt.timedelta(days=31)
    assert effect(now=START, last=START, at=asked) == asked
    assert effect(now=START, last=None, at=None) == START


def test_no_draft_is_approved_that_was_not_in_review() -> None:
    assert DraftStatus.APPROVED not in TRANSITIONS[DraftStatus.DRAFT]
    assert all(DraftStatus.DRAFT in TRANSITIONS[status] for status in TRANSITIONS if status != DraftStatus.DRAFT)


def test_a_website_that_shows_the_policy_is_left_alone_for_a_day_and_one_that_does_not_is_asked_soon() -> None:
    assert next_check_after(shows=True, alarmed=True) == next_check_after(shows=True, alarmed=False)
    assert next_check_after(shows=True, alarmed=False) == dt.timedelta(days=1)
    assert next_check_after(shows=False, alarmed=False) == dt.timedelta(minutes=10)
    assert next_check_after(shows=False, alarmed=True) == dt.timedelta(hours=1)


def test_silence_and_a_servers_own_trouble_are_no_answer() -> None:
    assert [counts_as_answer(one) for one in (None, 200, 404, 499, 500, 503)] == [False, True, True, True, False, False]


def test_a_notice_period_is_counted_in_days_from_the_posting() -> None:
    now = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
    assert earliest_effect(now=now, notice_days=30) == dt.datetime(2026, 10, 31, 12, tzinfo=dt.UTC)
    assert earliest_effect(now=now, notice_days=0) == now


def test_each_version_is_withdrawn_superseded_in_force_or_scheduled() -> None:
    superseded, current, withdrawn, scheduled = (
        PolicyVersion(id=uuid.uuid4(), number=number, posted_at=START, effective_at=START + days * dt.timedelta(days=1))
        for number, days in ((1, 0), (2, 1), (3, 2), (4, 3))
    )
    withdrawn.withdrawn_at = START
    assert standings([superseded, current, withdrawn, scheduled], START + dt.timedelta(days=2)) == {
        superseded: VersionState.SUPERSEDED,
        current: VersionState.IN_FORCE,
        withdrawn: VersionState.WITHDRAWN,
        scheduled: VersionState.SCHEDULED,
    }

"""What a measure may become, and when a service runs."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from enforcement.holds.kinds import KINDS, Effect
from enforcement.holds.models import MeasureKind, MeasureStatus
from enforcement.holds.rules import (
    TRANSITIONS,
    HoldTime,
    service_enabled,
    sources_of,
)

NOON = dt.datetime(2026, 10, 29, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def test_terminating_and_undoing_it_take_a_second_person_and_nothing_else_does() -> None:
    assert [kind for kind in MeasureKind if KINDS[kind].second_person] == [
        MeasureKind.TERMINATION,
        MeasureKind.REINSTATEMENT,
    ]


def test_suspending_and_terminating_stop_the_service_and_nothing_else_does() -> None:
    stopping = [MeasureKind.INTERIM, MeasureKind.SUSPENSION, MeasureKind.TERMINATION]
    assert [kind for kind in MeasureKind if KINDS[kind].effect == Effect.STOPS] == stopping
    assert [kind for kind in MeasureKind if KINDS[kind].effect == Effect.RESTRICTS] == [MeasureKind.RESTRICTION]


def test_every_state_is_in_the_table_and_what_is_over_stays_over() -> None:
    assert set(TRANSITIONS) == set(MeasureStatus)
    assert TRANSITIONS[MeasureStatus.ENDED] == TRANSITIONS[MeasureStatus.CANCELLED] == frozenset()


def test_a_measure_in_effect_ends_and_is_never_cancelled() -> None:
    assert sources_of(MeasureStatus.ENDED) == [MeasureStatus.ACTIVE]
    assert MeasureStatus.ACTIVE not in sources_of(MeasureStatus.CANCELLED)


def test_a_service_runs_exactly_if_no_hold_is_open() -> None:
    assert service_enabled([], NOON)
    assert not service_enabled([HoldTime(NOON)], NOON)
    assert service_enabled([HoldTime(NOON + HOUR)], NOON)
    assert service_enabled([HoldTime(NOON - HOUR, NOON)], NOON)


hours = st.integers(-5, 5).map(lambda hour: NOON + hour * HOUR)
holds = st.lists(st.builds(HoldTime, hours, st.none() | hours), max_size=4)


@given(holds, holds)
def test_lifting_some_holds_never_lifts_the_others(kept: list[HoldTime], lifted: list[HoldTime]) -> None:
    over = [HoldTime(hold.starts_at, min(hold.ends_at or NOON, NOON)) for hold in lifted]
    assert service_enabled([*kept, *over], NOON) == service_enabled(kept, NOON)

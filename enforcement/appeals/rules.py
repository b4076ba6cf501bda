"""What an appeal may become and until when one may be filed; no clock, no database."""

import datetime as dt
from collections.abc import Mapping

from enforcement.appeals.models import AppealStatus, Outcome

S = AppealStatus
TRANSITIONS: Mapping[AppealStatus, frozenset[AppealStatus]] = {
    S.FILED: frozenset({S.IN_REVIEW, S.WITHDRAWN, S.INADMISSIBLE}),
    S.IN_REVIEW: frozenset({S.DECIDED, S.WITHDRAWN, S.INADMISSIBLE}),
    S.DECIDED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.INADMISSIBLE: frozenset(),
}
OPEN = frozenset({S.FILED, S.IN_REVIEW})
#: After these nothing rests any more on what was appealed.
TAKES_AWAY = frozenset({Outcome.OVERTURNED, Outcome.MODIFIED})


def may_become(old: AppealStatus, new: AppealStatus) -> bool:
    """Whether an appeal that stands at `old` may move to `new`."""
    return new in TRANSITIONS[old]


def before(new: AppealStatus) -> list[AppealStatus]:
    """Returns where an appeal may stand to become `new`: for `UPDATE … WHERE status IN`."""
    return [old for old in AppealStatus if may_become(old, new)]


def in_time(*, deadline: dt.datetime, hold_open: bool, at: dt.datetime) -> bool:
    """Whether an appeal filed at `at` is heard: until the deadline, and as long as the service is held for it."""
    return hold_open or at <= deadline

"""How much a reporter may add, and when one may complain."""

import pytest

from enforcement.reports.following.rules import MOST_ADDITIONS, may_add, may_complain
from enforcement.reports.models import Reason, ReportStatus

DONE = ReportStatus.COMPLETED


@pytest.mark.parametrize(
    ("status", "reason", "heard"),
    [
        (ReportStatus.QUEUED, "", True),
        (ReportStatus.PROCESSING, "", True),
        (DONE, Reason.CASE_OPENED, True),
        (DONE, Reason.NO_VIOLATION, False),
        (DONE, Reason.MUTED, False),
    ],
)
def test_what_is_added_is_heard_until_it_is_completed_and_in_a_case(
    status: str,
    reason: str,
    heard: bool,  # noqa: FBT001 - a case of the table
) -> None:
    assert may_add(status=status, reason=reason, additions=MOST_ADDITIONS - 1) is heard
    assert may_add(status=status, reason=reason, additions=MOST_ADDITIONS) is False


@pytest.mark.parametrize(
    ("reason", "found", "may"),
    [
        (Reason.NO_VIOLATION, False, True),
        (Reason.UNUSABLE, False, True),
        (Reason.CASE_OPENED, True, True),
        (Reason.CASE_OPENED, False, False),
        (Reason.MUTED, True, False),
    ],
)
def test_a_reporter_may_say_once_that_nothing_was_wrongly_found(
    reason: str,
    found: bool,  # noqa: FBT001 - a case of the table
    may: bool,  # noqa: FBT001 - likewise
) -> None:
    assert may_complain(status=DONE, reason=reason, found=found, complained=False) is may
    assert may_complain(status=DONE, reason=reason, found=found, complained=True) is False
    assert may_complain(status=ReportStatus.PROCESSING, reason=reason, found=found, complained=False) is False

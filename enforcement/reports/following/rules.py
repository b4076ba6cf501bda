"""How much a reporter may add, and when one may complain; no clock, no database."""

from typing import Final

from enforcement.reports.models import Reason, ReportStatus

MOST_ADDITIONS: Final = 20
LONGEST_WORDS: Final = 5_000
#: Outcomes about which a reporter may complain, once.
CONTESTABLE: Final = frozenset({Reason.NO_VIOLATION, Reason.UNUSABLE})


def may_add(*, status: str, reason: str, additions: int) -> bool:
    """Whether somebody still reads what is added: until it is completed, and after that only in a case."""
    heard = status != ReportStatus.COMPLETED or reason == Reason.CASE_OPENED
    return heard and additions < MOST_ADDITIONS


def may_complain(*, status: str, reason: str, found: bool, complained: bool) -> bool:
    """Whether the reporter may say that the outcome is wrong: the report's own, or that its case `found` nothing."""
    contestable = reason in CONTESTABLE or (reason == Reason.CASE_OPENED and found)
    return status == ReportStatus.COMPLETED and contestable and not complained

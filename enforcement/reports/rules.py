"""What a report may become; no clock, no database."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from enforcement.reports.models import Reason, ReportStatus

S = ReportStatus
TRANSITIONS: Mapping[ReportStatus, frozenset[ReportStatus]] = {
    S.QUEUED: frozenset({S.PROCESSING, S.COMPLETED}),
    S.PROCESSING: frozenset({S.COMPLETED}),
    S.COMPLETED: frozenset(),
}

#: Completed so, there is no outcome to tell the reporter of yet, or nobody to tell.
SILENT = frozenset({Reason.CASE_OPENED, Reason.MUTED})
MOST_FILES = 5
LONGEST_FILENAME = 120


#: How old an act of a kind may be when it is reported, in days, before a person looks first whether it still matters.
OLDEST_DAYS: Mapping[str, int] = {
    "rights_infringement": 730,
    "child_abuse": 3_650,
    "spam_email": 60,
    "*": 180,
}


def too_old(category: str, ended_at: datetime, at: datetime, days: Mapping[str, int]) -> bool:
    """Whether an act that ended then is too old at `at` (both aware); `days` are what the reseller set by kind."""
    known = {**OLDEST_DAYS, **days}
    return at - ended_at > timedelta(days=known.get(category, known["*"]))


def may_become(old: ReportStatus, new: ReportStatus) -> bool:
    """Whether a report that stands at `old` may move to `new`."""
    return new in TRANSITIONS[old]


def before(new: ReportStatus) -> list[ReportStatus]:
    """Returns where a report may stand to become `new`: for `UPDATE … WHERE status IN`."""
    return [old for old in ReportStatus if may_become(old, new)]


def safe_filename(name: str) -> str:
    """Returns the last part of a filename without control characters, path or leading dots; never empty."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*').strip().lstrip(".")
    if len(kept) > LONGEST_FILENAME:
        stem, dot, ending = kept.rpartition(".")
        short = ending if dot and len(ending) <= 10 else ""  # noqa: PLR2004 - an ending longer than that is none
        kept = (stem or kept)[: LONGEST_FILENAME - len(short) - 1] + (f".{short}" if short else "")
    return kept or "evidence"

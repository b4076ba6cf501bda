"""What a case may become and what a determination owes; no clock, no database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import CaseStatus, Priority

S = CaseStatus
TRANSITIONS: Mapping[CaseStatus, frozenset[CaseStatus]] = {
    S.OPEN: frozenset({S.INVESTIGATING, S.DETERMINED, S.CLOSED}),
    S.INVESTIGATING: frozenset({S.DETERMINED, S.CLOSED}),
    S.DETERMINED: frozenset({S.DETERMINED, S.CLOSED}),  # a further determination in the same case
    S.CLOSED: frozenset({S.INVESTIGATING}),  # reopened
}
#: Where a determination may still be decided or approved.
WORKABLE = frozenset({S.OPEN, S.INVESTIGATING, S.DETERMINED})


def may_become(old: CaseStatus, new: CaseStatus) -> bool:
    """Whether a case that stands at `old` may move to `new`."""
    return new in TRANSITIONS[old]


def before(new: CaseStatus) -> list[CaseStatus]:
    """Returns where a case may stand to become `new`: for `UPDATE … WHERE status IN`."""
    return [old for old in CaseStatus if may_become(old, new)]


@dataclass(frozen=True, slots=True)
class Cited:
    """What the rules need to know of a cited provision."""

    discretionary: bool
    general: bool  # a general clause: others stand below it (R13)


def needs_approval(cited: Collection[Cited]) -> bool:
    """Whether a second person has to approve: as soon as one provision is left to discretion (R18)."""
    return any(one.discretionary for one in cited)


def owes_rationale(cited: Collection[Cited]) -> bool:
    """Whether the reasoning must be written down: for a general clause (R13) or discretion (R18)."""
    return any(one.discretionary or one.general for one in cited)


@dataclass(frozen=True, slots=True)
class Age:
    """A band of ages: from `over` up to but not including `under`."""

    name: str
    label: str | Promise
    over: timedelta
    under: timedelta | None


AGES = (
    Age("day", _("Up to a day"), timedelta(0), timedelta(days=1)),
    Age("three_days", _("1 to 3 days"), timedelta(days=1), timedelta(days=3)),
    Age("week", _("3 to 7 days"), timedelta(days=3), timedelta(days=7)),
    Age("month", _("7 to 30 days"), timedelta(days=7), timedelta(days=30)),
    Age("older", _("Over 30 days"), timedelta(days=30), None),
)


def age_of(opened_at: datetime, at: datetime) -> Age:
    """The band that a case opened at `opened_at` is in at `at` (both aware); one from the future counts as new."""
    passed = at - opened_at
    return next(age for age in AGES if age.under is None or passed < age.under)


P = Priority
#: How soon a kind of conduct wants work, before anybody counts reports; what is not named is normal.
_BASE: Mapping[str, Priority] = {
    "child_abuse": P.URGENT,
    "legal_compliance": P.URGENT,
    "denial_of_service": P.HIGH,
    "malware": P.HIGH,
    "spoofing": P.HIGH,
    "unlawful_purpose": P.HIGH,
    "infrastructure_interference": P.HIGH,
    "offensive_content": P.HIGH,
    "forum_rules": P.LOW,
    "resource_abuse": P.LOW,
    "competitive_benchmarking": P.LOW,
    "website_misuse": P.LOW,
}
#: So many reports of one thing raise its priority by one step each.
RAISING = (10, 50)
_LIMITS: Mapping[Priority, timedelta] = {
    P.URGENT: timedelta(days=1),
    P.HIGH: timedelta(days=3),
    P.NORMAL: timedelta(days=7),
    P.LOW: timedelta(days=14),
}
#: Where a case waits for a determination, so that it can be overdue.
UNDETERMINED = frozenset({S.OPEN, S.INVESTIGATING})


def default_priority(category: str, reports: int) -> Priority:
    """Returns how soon a case wants work: by its kind of conduct, raised by how many reported it."""
    steps = list(Priority)
    raised = sum(reports >= number for number in RAISING)
    return steps[min(steps.index(_BASE.get(category, P.NORMAL)) + raised, len(steps) - 1)]


def age_limit(category: str) -> timedelta:
    """Returns how old a case of this kind may become without a determination."""
    return _LIMITS[_BASE.get(category, P.NORMAL)]


def overdue(status: CaseStatus, category: str, since: datetime, at: datetime) -> bool:
    """Whether a case, opened or reopened at `since`, waits too long for a determination at `at` (both aware)."""
    return status in UNDETERMINED and at > since + age_limit(category)


#: Acts of one kind through one service are one act where no more than this lies between them.
SAME_ACT_WITHIN = timedelta(days=7)
#: So long after a case was closed a report about the same is linked to it. Closing it was a person's decision, which no
#: report undoes: a person reopens the case, or opens another.
LINKED_WITHIN = timedelta(days=90)

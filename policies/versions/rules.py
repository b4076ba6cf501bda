"""What follows from the instants of a policy's versions, and how a draft may move: pure, `at` is an argument."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from policies.versions.models import PolicyVersion

MICROSECOND = dt.timedelta(microseconds=1)
SERVER_TROUBLE = 500


class VersionState(StrEnum):
    """How a posted version stands at an instant: told, never stored."""

    SCHEDULED = "scheduled"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


def in_force_among(versions: Sequence[PolicyVersion], at: dt.datetime) -> PolicyVersion | None:
    """The version with the greatest effect not after `at` (UTC) among those not withdrawn."""
    effective = [version for version in versions if version.withdrawn_at is None and version.effective_at <= at]
    return max(effective, key=lambda version: version.effective_at, default=None)


def standings(versions: Sequence[PolicyVersion], at: dt.datetime) -> dict[PolicyVersion, VersionState]:
    """How each of a policy's versions stands at `at` (UTC); at most one is in force."""
    current = in_force_among(versions, at)
    told = {}
    for version in versions:
        if version.withdrawn_at is not None:
            told[version] = VersionState.WITHDRAWN
        elif version.effective_at > at:
            told[version] = VersionState.SCHEDULED
        else:
            told[version] = VersionState.IN_FORCE if version is current else VersionState.SUPERSEDED
    return told


def effect(*, now: dt.datetime, last: dt.datetime | None, at: dt.datetime | None) -> dt.datetime:
    """When a version posted at `now` begins to bind (R4): the instant asked for, else at once.

    Never at or before the last effect, so that at each instant exactly one version is in force.
    """
    earliest = now if last is None else max(now, last + MICROSECOND)
    return earliest if at is None else max(at, earliest)


def counts_as_answer(http_status: int | None) -> bool:
    """Whether a website said something: silence and a server's own trouble may pass by themselves."""
    return http_status is not None and http_status < SERVER_TROUBLE


def next_check_after(*, shows: bool, alarmed: bool) -> dt.timedelta:
    """How long a website is left alone after it was fetched: a day where it shows what it should (R4)."""
    if shows:
        return dt.timedelta(days=1)
    return dt.timedelta(hours=1) if alarmed else dt.timedelta(minutes=10)


def earliest_effect(*, now: dt.datetime, notice_days: int) -> dt.datetime:
    """The first instant (UTC) at which a material version posted at `now` may take effect."""
    return now + dt.timedelta(days=notice_days)

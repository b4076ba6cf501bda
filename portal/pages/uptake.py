"""Who has taken over which release: the operator's view across resellers, one reseller's schema at a time."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from django.db import DatabaseError
from django_tenants.utils import tenant_context

from policies.documents import Document
from policies.documents.comparing.drift import Drift, drift
from policies.documents.continuity.counterparts import in_own_keys
from policies.documents.model.codec import document_from_json
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, own_keys, standing_versions, the_policy
from tenants.resellers.models import Release, Reseller

log = structlog.get_logger(__name__)

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Uptake:
    """How one reseller stands to what its upstream offers."""

    reseller: Reseller
    version: PolicyVersion | None
    offered: Release | None
    behind: int
    lag: dt.timedelta | None
    drift: Drift | None = None
    readable: bool = True

    @property
    def state(self) -> str:
        """A word for portal.look.states."""
        if self.offered is None:
            return "posted" if self.version else "draft"
        return "in_force" if self.version and not self.behind else "open"


@dataclass(frozen=True, slots=True)
class Taken:
    """How one reseller stands to one release: since when it is in its copy, or how long it has not been."""

    reseller: Reseller
    version: PolicyVersion | None
    took: dt.timedelta | None
    waiting: dt.timedelta | None
    drift: Drift | None
    readable: bool = True

    @property
    def days(self) -> int:
        """Whole days that it took, or has waited so far."""
        return ((self.took if self.took is not None else self.waiting) or dt.timedelta()) // DAY


@dataclass(slots=True)
class Attempt:
    """Whether one reseller's schema could be read."""

    succeeded: bool = False


@contextmanager
def reading(reseller: Reseller) -> Iterator[Attempt]:
    """Stands in a reseller's schema; one that cannot be read is logged, and the others are shown all the same."""
    attempt = Attempt()
    try:
        with tenant_context(reseller):
            yield attempt
            attempt.succeeded = True
    except DatabaseError:
        log.exception("A reseller cannot be read", tenant=reseller.schema_name)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a picture."""

    label: str
    value: float


def uptake_of(resellers: Iterable[Reseller], *, at: dt.datetime) -> list[Uptake]:
    """Return how each reseller stands at `at` (UTC); `lag` counts from the oldest release it has not taken over."""
    releases = list(Release.objects.filter(policy="aup").order_by("number").defer("document"))
    bases = _Bases()
    found = []
    for reseller in resellers:
        offers = [
            release for release in releases if reseller.upstream and release.publisher == reseller.upstream.schema_name
        ]
        with reading(reseller) as attempt:
            policy = the_policy()
            version = in_force(policy=policy, at=at) if policy else None
            keys = own_keys(policy, version.base_publisher) if version else {}
        if not attempt.succeeded:
            found.append(Uptake(reseller, None, None, 0, None, readable=False))
            continue
        taken = version.base_number or 0 if version and _follows(version, reseller) else 0
        open_ones = [release for release in offers if release.number > taken]
        found.append(
            Uptake(
                reseller=reseller,
                version=version,
                offered=offers[-1] if offers else None,
                behind=len(open_ones),
                lag=at - open_ones[0].effective_at if open_ones else None,
                drift=bases.drift_of(version, keys),
            )
        )
    return found


def taken_by(release: Release, resellers: Iterable[Reseller], *, at: dt.datetime) -> list[Taken]:
    """Return how each reseller stands to a release at `at` (UTC): taken with the first version that follows it."""
    bases = _Bases()
    found = []
    for reseller in resellers:
        with reading(reseller) as attempt:
            policy = the_policy()
            follows = (
                standing_versions(policy)
                .filter(base_publisher=release.publisher, base_number__gte=release.number, effective_at__lte=at)
                .order_by("effective_at")
                .first()
                if policy
                else None
            )
            current = in_force(policy=policy, at=at) if policy else None
            keys = own_keys(policy, current.base_publisher) if current else {}
        if not attempt.succeeded:
            found.append(Taken(reseller, None, None, None, None, readable=False))
            continue
        found.append(
            Taken(
                reseller=reseller,
                version=follows,
                took=follows.effective_at - release.effective_at if follows else None,
                waiting=None if follows else at - release.effective_at,
                drift=bases.drift_of(current, keys),
            )
        )
    return found


def lag_bars(rows: Iterable[Uptake]) -> list[Bar]:
    """Whole days by which each reseller lags that has something to take over."""
    return [Bar(row.reseller.name, (row.lag or dt.timedelta()) // DAY) for row in rows if row.offered]


def drift_bars(rows: Iterable[Uptake | Taken]) -> list[Bar]:
    """The share of provisions, in percent, by which each copy differs from the release it follows."""
    return [Bar(row.reseller.name, row.drift.percent) for row in rows if row.drift]


def _follows(version: PolicyVersion, reseller: Reseller) -> bool:
    return reseller.upstream is not None and version.base_publisher == reseller.upstream.schema_name


class _Bases:
    """Releases that copies follow, each read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, int], Document | None] = {}

    def drift_of(self, version: PolicyVersion | None, keys: Mapping[str, str]) -> Drift | None:
        """Return how far a version's words differ from the release it was brought in line with; None without one.

        `keys` are the reseller's own for those of the release that are others there.
        """
        if version is None or version.base_number is None:
            return None
        key = version.base_publisher, version.base_number
        if key not in self._read:
            release = Release.objects.filter(policy="aup", publisher=key[0], number=key[1]).first()
            self._read[key] = document_from_json(release.document) if release else None
        base = self._read[key]
        return drift(in_own_keys(base, keys), document_from_json(version.template)) if base else None

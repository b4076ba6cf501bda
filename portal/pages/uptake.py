"""Who has taken over which release: the operator's view across resellers, one reseller's schema at a time."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django_tenants.utils import tenant_context

from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, the_policy
from tenants.resellers.models import Release, Reseller


@dataclass(frozen=True, slots=True)
class Uptake:
    """How one reseller stands to what its upstream offers."""

    reseller: Reseller
    version: PolicyVersion | None
    offered: Release | None
    behind: int
    lag: dt.timedelta | None

    @property
    def state(self) -> str:
        """A word for portal.look.states."""
        if self.offered is None:
            return "posted" if self.version else "draft"
        return "in_force" if self.version and not self.behind else "open"


def uptake_of(resellers: Iterable[Reseller], *, at: dt.datetime) -> list[Uptake]:
    """Return how each reseller stands at `at` (UTC); `lag` counts from the oldest release it has not taken over."""
    releases = list(Release.objects.filter(policy="aup").order_by("number").defer("document"))
    found = []
    for reseller in resellers:
        offers = [
            release for release in releases if reseller.upstream and release.publisher == reseller.upstream.schema_name
        ]
        with tenant_context(reseller):
            policy = the_policy()
            version = in_force(policy=policy, at=at) if policy else None
        taken = version.base_number or 0 if version else 0
        open_ones = [release for release in offers if release.number > taken]
        found.append(
            Uptake(
                reseller=reseller,
                version=version,
                offered=offers[-1] if offers else None,
                behind=len(open_ones),
                lag=at - open_ones[0].effective_at if open_ones else None,
            )
        )
    return found

"""What bound a customer at an instant, and on what evidence: computed from instants, never typed (R1, R5)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from policies.acknowledgements.binding.evidence import Evidence, evidence_for
from policies.documents.agreed.deviations import Mark
from policies.versions.effective_terms import Bound, bound_to
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, the_policy
from tenants.customers.models import Agreement, Customer
from tenants.customers.queries import agreement_at


@dataclass(frozen=True, slots=True)
class Binding:
    """What bound the customer at `at` (UTC). Without an agreement or a version in force nothing did."""

    customer: Customer
    at: dt.datetime
    agreement: Agreement | None
    version: PolicyVersion | None
    since: dt.datetime | None
    evidence: tuple[Evidence, ...] = ()
    bound: Bound | None = None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What the agreement said otherwise than the version then; it takes precedence."""
        return self.bound.deviated.marks if self.bound else ()

    @property
    def binding_digest(self) -> str:
        """The digest of the version with its deviations; the version's own where nothing deviated."""
        return self.bound.digest if self.bound else ""

    @property
    def binds(self) -> bool:
        """Whether anything bound the customer then."""
        return self.agreement is not None and self.version is not None

    @property
    def digest(self) -> str:
        """The digest of the words that bound; empty where nothing did."""
        return self.version.digest if self.version and self.binds else ""

    @property
    def sentence(self) -> str:
        """The answer in one sentence."""
        if self.agreement is None:
            return _("Nothing bound %s then: it had no agreement at that instant.") % self.customer.name
        if self.version is None:
            return (
                _("Nothing bound %s then: no version of the policy was in force at that instant.") % self.customer.name
            )
        return _("Version %(number)d bound %(customer)s then, as part of agreement %(agreement)s.") % {
            "number": self.version.number,
            "customer": self.customer.name,
            "agreement": self.agreement.number,
        }


def what_bound(*, customer: Customer, at: dt.datetime) -> Binding:
    """Returns the version in force at `at` (UTC) where an agreement ran then; it waits for no acknowledgement (R5)."""
    agreement = agreement_at(customer=customer, at=at)
    policy = the_policy()
    version = in_force(policy=policy, at=at) if agreement and policy else None
    if agreement is None or version is None:
        return Binding(customer=customer, at=at, agreement=agreement, version=None, since=None)
    return Binding(
        customer=customer,
        at=at,
        agreement=agreement,
        version=version,
        since=max(version.effective_at, agreement.starts_at),
        evidence=evidence_for(customer=customer, version=version, at=at),
        bound=bound_to(customer=customer, version=version, at=at),
    )

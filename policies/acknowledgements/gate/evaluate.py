"""Evaluates what one person still owes, and since when. Runs only for a person without a valid clearance."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from policies.acknowledgements.gate.cache import Clearance
from policies.acknowledgements.gate.rules import Requirement, gate_at, grace_ends, stricter
from policies.acknowledgements.models import Acknowledgement, View
from policies.acknowledgements.queries import covered_by, covering, in_other_words
from policies.notices.awareness import aware_since
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, standing_versions, the_policy
from tenants.customers.models import Agreement, Customer, Deviation
from tenants.customers.queries import agreement_at
from tenants.people.models import User
from tenants.resellers.models import Gate, Reseller


def evaluate(
    *, version: PolicyVersion | None, person: User, customer: Customer, required: Requirement, at: dt.datetime
) -> Clearance:
    """Returns what one person is clear of for a customer at `at` (aware), when `version` is in force.

    Without an agreement nothing binds the customer, so its people owe nothing (R1). An account user owes its
    own acknowledgement, which proves reading; a representative's binds the customer (R2). Whether the version was read
    is looked up only where reading is required.
    """
    revision, until = person.acting_revision, next_change(customer=customer, at=at)
    if version is None or agreement_at(customer=customer, at=at) is None:
        return Clearance(revision, until, required.in_force.material, required.in_force.latest)
    who = person.pseudonym
    # Most who owe one never acknowledged these words at all, in whatever terms: that is known by one query.
    any_terms = in_other_words(version=version, customer=customer, person=who)
    acknowledged = bool(any_terms and covered_by(version=version, customer=customer, person=who, at=at))
    read = required.reading != Gate.OFF and was_read(version=version, customer=customer, person=person)
    return Clearance(
        revision,
        until,
        required.in_force.material if acknowledged else None,
        required.in_force.latest if read else None,
    )


def in_force_now(at: dt.datetime) -> PolicyVersion | None:
    """The version in force at `at` (aware) of the policy that customers acknowledge; its words only when asked for."""
    policy = the_policy()
    return in_force(policy=policy, at=at, words=False) if policy else None


def was_read(*, version: PolicyVersion, customer: Customer, person: User) -> bool:
    """Whether the version was shown to the person, or acknowledged by it, for this customer."""
    mine = {"version": version, "customer": customer, "person": person.pseudonym}
    return View.objects.filter(**mine).exists() or Acknowledgement.objects.filter(**mine).exists()


def last_read(*, version: PolicyVersion, customer: Customer, person: User) -> PolicyVersion | None:
    """Returns the last version before this one that the person was shown or acknowledged for this customer."""
    mine = {"customer": customer, "person": person.pseudonym}
    read = {*View.objects.filter(**mine).values_list("version", flat=True)}
    read |= {*Acknowledgement.objects.filter(**mine).values_list("version", flat=True)}
    earlier = standing_versions(version.policy).filter(pk__in=read, effective_at__lt=version.effective_at)
    return earlier.order_by("-effective_at").first()


def next_change(*, customer: Customer, at: dt.datetime) -> dt.datetime | None:
    """Returns the next instant after `at` (aware) at which what binds the customer changes; a clearance ends there."""
    return min((instant for instant in instants_of_change(customer) if instant > at), default=None)


def last_change(*, customer: Customer, at: dt.datetime) -> dt.datetime | None:
    """Returns when a deviation last began or ended for the customer by `at` (aware); None if none did."""
    turned = [
        instant
        for one in Deviation.objects.filter(customer=customer)
        for instant in (max(one.starts_at, one.recorded_at), one.ends_at)
        if instant is not None and instant <= at
    ]
    return max(turned, default=None)


def instants_of_change(customer: Customer) -> Iterable[dt.datetime]:
    """Returns the instants at which an agreement or a deviation of the customer begins or ends."""
    agreements, deviations = (
        model.objects.filter(customer=customer).values_list("starts_at", "ends_at") for model in (Agreement, Deviation)
    )
    return [instant for period in agreements.union(deviations) for instant in period if instant is not None]


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What a person still owes for one customer, and the gate it meets; `ends` (UTC) is the end of the grace."""

    customer: Customer
    gate: Gate
    number: int
    acknowledging: bool
    ends: dt.datetime | None = None
    anew: bool = False

    @property
    def stops(self) -> bool:
        """Whether it stands before a page."""
        return self.gate in {Gate.PAGE, Gate.BLOCK}

    @property
    def blocks(self) -> bool:
        """Whether the time of grace is over."""
        return self.gate == Gate.BLOCK


def outstanding(
    *,
    clearance: Clearance,
    version: PolicyVersion | None,
    required: Requirement,
    reseller: Reseller,
    person: User,
    customer: Customer,
    at: dt.datetime,
) -> Outstanding | None:
    """Returns what the person owes at `at` (aware) by a clearance just evaluated; None if nothing."""
    acknowledging, reading, ends = Gate.OFF, Gate.OFF, None
    anew = False
    if clearance.owes_acknowledgement(required):
        acknowledging = required.acknowledging
        assert version is not None
        if acknowledging == Gate.BLOCK:
            since = last_change(customer=customer, at=at)
            told = aware_since(person=person, versions=covering(version), at=at, since=since)
            ends = grace_ends(told, reseller.gate_grace_hours)
        anew = in_other_words(version=version, customer=customer, person=person.pseudonym) is not None
        acknowledging = gate_at(acknowledging, ends=ends, at=at)
    if clearance.owes_reading(required):
        reading = required.reading
    gate = stricter(acknowledging, reading)
    if gate == Gate.OFF:
        return None
    return Outstanding(
        customer=customer,
        gate=gate,
        number=required.in_force.latest,
        acknowledging=acknowledging == gate,
        ends=ends,
        anew=anew,
    )

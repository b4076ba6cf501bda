"""When which words withheld credits from a customer: posted remedies, and what its agreement says (R1, R10)."""

import datetime as dt
import itertools
from collections.abc import Sequence

from enforcement.credits.exclusions import ProvisionRef, RemedyInForce
from enforcement.credits.intervals import Interval, Span
from policies.versions.effective_terms import added_remedies, remedies_for
from policies.versions.models import PolicyVersion
from policies.versions.queries import standing_versions, the_policy
from tenants.customers.models import Customer, Deviation
from tenants.customers.queries import deviations_between


def general_remedies(window: Interval) -> list[RemedyInForce]:
    """When in the window which posted provision withheld credits from whoever's agreement says nothing else (R10)."""
    return [
        RemedyInForce(words, span) for version, span in _versions_in(window) for words in _credit_words(version, ())
    ]


def remedies_in_force(customer: Customer, window: Interval) -> list[RemedyInForce]:
    """When in the window which provision withheld credits from the customer: only under an agreement (R1, R10)."""
    agreements = [Span(one.starts_at, one.ends_at) for one in customer.agreements.all()]
    deviations = list(deviations_between(customer=customer, start=window.start, end=window.end))
    found: list[RemedyInForce] = []
    for version, applied in _versions_in(window):
        for begun, ended in _steady(deviations, applied.start, applied.end or window.end):
            then = [one for one in deviations if _applies(one, begun)]
            stretch = Span(begun, ended)
            for words in _credit_words(version, then):
                found += [RemedyInForce(words, span) for one in agreements if (span := stretch.meet(one))]
    return found


def _versions_in(window: Interval) -> list[tuple[PolicyVersion, Span]]:
    """Returns the versions in force in the window, and when in it."""
    policy = the_policy()
    if policy is None:
        return []
    versions = list(standing_versions(policy).filter(effective_at__lt=window.end).order_by("effective_at"))
    ends = [*(version.effective_at for version in versions[1:]), window.end]
    timed = zip(versions, ends, strict=False)  # before the first posting there is no version, and one end too many
    return [
        (version, Span(max(version.effective_at, window.start), end)) for version, end in timed if end > window.start
    ]


def _credit_words(version: PolicyVersion, deviations: Sequence[Deviation]) -> list[ProvisionRef]:
    """Returns what withholds credits: posted remedies as they bind the customer, then those that its agreement adds."""
    posted = remedies_for(version=version, deviations=deviations, about="credit")
    added = added_remedies(version=version, deviations=deviations, about="credit")
    return [ProvisionRef(one.provision.key, one.digest, version.number) for one in posted] + [
        ProvisionRef(one.key, one.digest, version.number) for one in added
    ]


def _steady(
    deviations: Sequence[Deviation], start: dt.datetime, end: dt.datetime
) -> list[tuple[dt.datetime, dt.datetime]]:
    """Returns the stretches from `start` until `end` between which nothing agreed with the customer begins or ends."""
    edges = {start, end}
    for one in deviations:
        edges |= {edge for edge in (one.starts_at, one.ends_at, one.agreement.ends_at) if edge and start < edge < end}
    ordered = sorted(edges)
    return list(itertools.pairwise(ordered))


def _applies(deviation: Deviation, at: dt.datetime) -> bool:
    ends = (deviation.ends_at, deviation.agreement.ends_at)
    return deviation.starts_at <= at and all(end is None or end > at for end in ends)

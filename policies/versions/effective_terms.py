"""What binds one customer: a version with what its agreement says otherwise, which takes precedence (R1)."""

import datetime as dt
import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from policies.documents.agreed.deviations import Agreed, Deviated, Effect, binding_digest, deviate
from policies.documents.model.anatomy import credit_remedies, measure_remedies
from policies.documents.model.document import Document, Kind
from policies.versions.models import Policy, PolicyVersion, PostedProvision
from policies.versions.queries import document_of, in_force
from tenants.customers.models import Customer, Deviation
from tenants.customers.queries import deviations_at


def agreed(deviation: Deviation) -> Agreed:
    """A recorded deviation as the pure rules take it."""
    return Agreed(
        effect=Effect(deviation.effect),
        key=deviation.key,
        text=deviation.text,
        digest=deviation.digest,
        agreement=deviation.agreement.number,
        general_digest=deviation.general_digest,
        parent_key=deviation.parent_key,
        kind=Kind(deviation.kind or Kind.PROHIBITION),
        discretionary=deviation.discretionary,
        since=deviation.starts_at,
    )


@dataclass(frozen=True, slots=True)
class Bound:
    """The words of a version as they bind a customer, with the digest of the version and its deviations together."""

    deviations: tuple[Deviation, ...]
    deviated: Deviated
    digest: str

    @property
    def document(self) -> Document:
        """The words that bind."""
        return self.deviated.document


def bound_to(*, customer: Customer, version: PolicyVersion, at: dt.datetime) -> Bound:
    """The version's words as they bind the customer at `at` (UTC)."""
    return with_deviations(version, deviations_at(customer=customer, at=at))


def with_deviations(version: PolicyVersion, deviations: Iterable[Deviation]) -> Bound:
    """The version's words with these deviations, the parents of what is added first."""
    found = tuple(deviations)
    words = deviate(document_of(version), [agreed(one) for one in found])
    return Bound(found, words, binding_digest(version.digest, [one.digest for one in found]))


def in_words_of(bound: Bound, document: Document) -> Deviated:
    """What was agreed, in the version’s words of another language; what was agreed stays in its own."""
    return deviate(document, [agreed(one) for one in bound.deviations])


@dataclass(frozen=True, slots=True)
class Remedy:
    """A remedy provision in force for a customer: as posted, and what was agreed instead of its words, if anything."""

    provision: PostedProvision
    deviation: Deviation | None

    @property
    def digest(self) -> str:
        """The digest of the words that bind: the deviation's where they were replaced."""
        return self.deviation.digest if self.deviation else self.provision.digest

    @property
    def text(self) -> str:
        """The words that bind."""
        return self.deviation.text if self.deviation else self.provision.text


def remedies_for(
    *, version: PolicyVersion, deviations: Collection[Deviation], about: Literal["measure", "credit"]
) -> list[Remedy]:
    """The posted remedies that still speak of measures (R9) or credits (R10) once the deviations apply."""
    words = with_deviations(version, deviations)
    speaking = measure_remedies if about == "measure" else credit_remedies
    keys = [placed.key for placed in speaking(words.document)]
    replaced = {one.key: one for one in deviations if one.effect == Effect.REPLACED}
    rows = PostedProvision.objects.filter(version=version, kind="remedy", key__in=keys).select_related("version")
    return [Remedy(row, replaced.get(row.key)) for row in rows.order_by("position")]


def added_remedies(
    *, version: PolicyVersion, deviations: Collection[Deviation], about: Literal["measure", "credit"]
) -> list[Deviation]:
    """The remedies that the agreement added and that speak of measures (R9) or credits (R10)."""
    speaking = measure_remedies if about == "measure" else credit_remedies
    keys = {placed.key for placed in speaking(with_deviations(version, deviations).document)}
    posted = set(version.provisions.values_list("key", flat=True))
    return [one for one in deviations if one.effect == Effect.ADDED and one.key in keys - posted]


def remedy_for(
    *, customer: Customer, policy: Policy, at: dt.datetime, about: Literal["measure", "credit"]
) -> Remedy | None:
    """The first remedy in force for the customer at `at` (UTC)."""
    version = in_force(policy=policy, at=at)
    if version is None:
        return None
    found = remedies_for(version=version, deviations=list(deviations_at(customer=customer, at=at)), about=about)
    return found[0] if found else None


def applied_words(
    *, deviations: Iterable[Deviation], keys: Collection[str], start: dt.datetime, end: dt.datetime
) -> list[tuple[dt.datetime, dt.datetime, Deviation | None]]:
    """From `start` to before `end` (aware), which words of a provision bound: None general, a deviation its own.

    `keys` are the provision's own, first, and those above it. Stretches in which it was not applied are left out.
    """
    own, *_above = keys
    about = [
        (max(start, one.starts_at), min(end, until) if (until := _until(one)) else end, one)
        for one in deviations
        if (one.key == own and one.effect == Effect.REPLACED) or (one.key in keys and one.effect == Effect.NOT_APPLIED)
    ]
    edges = sorted({start, end, *(edge for begun, ended, _one in about for edge in (begun, ended) if begun < ended)})
    found: list[tuple[dt.datetime, dt.datetime, Deviation | None]] = []
    for begun, ended in itertools.pairwise(edges):
        then = [one for since, until, one in about if since <= begun and ended <= until]
        if not any(one.effect == Effect.NOT_APPLIED for one in then):
            found.append((begun, ended, then[0] if then else None))
    return found


def _until(deviation: Deviation) -> dt.datetime | None:
    ends = [end for end in (deviation.ends_at, deviation.agreement.ends_at) if end is not None]
    return min(ends) if ends else None

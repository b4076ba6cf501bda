"""Reads of policies and versions: what is in force is derived from instants, never stored (invariant 2)."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from policies.documents import Document, citable
from policies.documents.model.codec import document_from_json
from policies.documents.model.terms import with_links
from policies.versions.models import (
    Counterpart,
    Edition,
    Policy,
    PolicyVersion,
    PostedProvision,
    PostingProof,
    WebsiteAlarm,
)
from policies.versions.rules import next_check_after
from tenants.resellers.models import Release


def the_policy() -> Policy | None:
    """The reseller's acceptable use policy, once it has a draft or a version."""
    return Policy.objects.filter(slug="aup").first()


def in_force(*, policy: Policy, at: dt.datetime, words: bool = True) -> PolicyVersion | None:
    """The version that binds at `at` (UTC): the greatest effect not after it, among those not withdrawn.

    With `words=False` its words stay in the database until somebody asks for them.
    """
    effective = (
        standing_versions(policy).select_related("policy").filter(effective_at__lte=at).order_by("-effective_at")
    )
    return (effective if words else effective.defer("document", "template", "values")).first()


def next_effective(*, policy: Policy, at: dt.datetime) -> PolicyVersion | None:
    """The first version whose effect is still to come at `at` (UTC)."""
    return standing_versions(policy).filter(effective_at__gt=at).order_by("effective_at").first()


def standing_versions(policy: Policy) -> QuerySet[PolicyVersion]:
    """All versions of the policy that were not withdrawn."""
    return PolicyVersion.objects.filter(policy=policy, withdrawn_at=None)


def document_of(version: PolicyVersion | Edition) -> Document:
    """The posted words as a value."""
    return document_from_json(version.document)


def linked_document(version: PolicyVersion | Edition) -> dict[str, object]:
    """The posted words as JSON for a page, with each use of a defined term leading to its meaning (R1)."""
    return with_links(version.document, document_of(version))


def template_of(version: PolicyVersion) -> Document:
    """The posted words with their variables unfilled, as the next draft begins and as downstream is offered them."""
    return document_from_json(version.template)


def version_before(version: PolicyVersion) -> PolicyVersion | None:
    """The version that this one follows in effect, if any."""
    earlier = standing_versions(version.policy).filter(effective_at__lt=version.effective_at)
    return earlier.order_by("-effective_at").first()


def citable_between(*, policy: Policy, start: dt.datetime, end: dt.datetime) -> QuerySet[PostedProvision]:
    """What a determination about an act from `start` to `end` (UTC, both included) may cite (R13, invariant 5).

    Prohibitions and general clauses of every version that was in force at some instant of the act.
    """
    superseding = standing_versions(policy).filter(effective_at__gt=OuterRef("effective_at"), effective_at__lte=start)
    versions = standing_versions(policy).filter(effective_at__lte=end).exclude(Exists(superseding))
    allowed = Q(pk__in=[])
    for version in versions:
        allowed |= Q(version=version, key__in=[placed.key for placed in citable(document_of(version))])
    return (
        PostedProvision.objects.filter(allowed).select_related("version").order_by("version__effective_at", "position")
    )


def alarm_standing(policy: Policy | None) -> WebsiteAlarm | None:
    """The alarm that the declared website does not show what is in force, while it stands."""
    return WebsiteAlarm.objects.filter(policy=policy, cleared_at=None).select_related("raised_by").first()


def last_proof(version: PolicyVersion) -> PostingProof | None:
    """What the website served last for a version, without the page itself."""
    return version.proofs.order_by("-fetched_at").defer("body").first()


def due_proofs(*, at: dt.datetime) -> list[PolicyVersion]:
    """Versions in force at `at` (UTC) whose website is to be fetched: never yet, or not for as long as the rules say.

    A version that was followed by another before it was fetched can no longer be proven and is left out.
    """
    found = []
    for policy in Policy.objects.all():
        version = in_force(policy=policy, at=at)
        if version is None:
            continue
        last = last_proof(version)
        wait = next_check_after(shows=last.shows_version, alarmed=alarm_standing(policy) is not None) if last else None
        if last is None or wait is None or at - last.fetched_at >= wait:
            found.append(version)
    return found


def unreleased(*, publisher: str, at: dt.datetime) -> list[PolicyVersion]:
    """Versions in effect at `at` (UTC) that are not yet offered downstream, in the order of their numbers."""
    offered = set(Release.objects.filter(publisher=publisher).values_list("policy", "number"))
    effective = PolicyVersion.objects.filter(withdrawn_at=None, effective_at__lte=at).select_related("policy")
    return [version for version in effective.order_by("number") if (version.policy.slug, version.number) not in offered]


def release_followed(policy: Policy, publisher: str, number: int | None) -> Release | None:
    """The upstream release of that number, if one is named and still to be seen."""
    if number is None:
        return None
    return Release.objects.filter(publisher=publisher, policy=policy.slug, number=number).first()


def own_keys(policy: Policy | None, publisher: str) -> dict[str, str]:
    """One's own key for each of that publisher's keys which is another one here."""
    return dict(Counterpart.objects.filter(policy=policy, publisher=publisher).values_list("theirs", "own"))


def mandatory_in(release: Release, keys: Mapping[str, str]) -> dict[str, str]:
    """What a release obliges who takes it over to keep, by one's own `keys`, each with its contractual basis."""
    return {keys.get(one["key"], one["key"]): one["basis"] for one in release.mandatory}


def base_document_of(version: PolicyVersion) -> dict[str, object] | None:
    """The upstream release that a version was last brought in line with, as JSON."""
    release = release_followed(version.policy, version.base_publisher, version.base_number)
    return release.document if release else None


def releases_offered(*, schema: str, policy: str = "aup") -> QuerySet[Release]:
    """What upstream offers this reseller, newest first; row security shows no other publisher's."""
    return Release.objects.exclude(publisher=schema).filter(policy=policy).order_by("-number")

"""What bound a customer at an instant, and on what evidence: computed from instants, never typed (R1, R5)."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from policies.acknowledgements.models import Acknowledgement, View
from policies.acknowledgements.queries import names_of
from policies.documents.deviations import Mark
from policies.notices.models import Channel, Delivery
from policies.versions.deviating import Bound, bound_to
from policies.versions.editions import governing_language
from policies.versions.languages import language_name
from policies.versions.models import PolicyVersion, PostingProof
from policies.versions.queries import in_force, the_policy
from tenants.customers.models import Agreement, Capacity, Customer
from tenants.customers.queries import agreement_at


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that shows what was posted, told, shown or acknowledged; `at` is UTC."""

    kind: str
    at: dt.datetime
    title: str
    detail: str = ""
    digest: str = ""
    later: bool = False


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
    """The version in force at `at` (UTC) where an agreement ran then; it waits for no acknowledgement (R5)."""
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
        evidence=_evidence(customer, version, at),
        bound=bound_to(customer=customer, version=version, at=at),
    )


def _evidence(customer: Customer, version: PolicyVersion, at: dt.datetime) -> tuple[Evidence, ...]:
    found = [*_posting(version), *_told(customer, version), *_read(customer, version)]
    found.sort(key=lambda one: one.at)
    return tuple(replace(one, later=one.at > at) for one in found)


def _posting(version: PolicyVersion) -> list[Evidence]:
    found = [Evidence("posted", version.posted_at, _("Version %d was posted") % version.number, version.summary)]
    found += [
        Evidence("postponed", moved.at, _("Its effect was put off"), moved.reason)
        for moved in version.postponements.all()
    ]
    proofs = list(PostingProof.objects.filter(version=version).defer("body").order_by("fetched_at"))
    for before, proof in zip([None, *proofs], proofs, strict=False):
        shows = proof.shows_version
        # It is fetched every day: only what changed is told, and the last one.
        if before is not None and before.shows_version == shows and proof is not proofs[-1]:
            continue
        title = _("%s showed these words") % proof.url if shows else _("%s did not show these words") % proof.url
        found.append(
            Evidence("proof" if shows else "proof_failed", proof.fetched_at, title, proof.problem, proof.digest)
        )
    return found


def _told(customer: Customer, version: PolicyVersion) -> list[Evidence]:
    deliveries = Delivery.objects.filter(customer=customer, notice__version=version).select_related(
        "recipient", "notice"
    )
    found = []
    for delivery in deliveries:
        who = str(delivery.recipient)
        if delivery.channel == Channel.MAIL:
            instant = delivery.ended_at or delivery.sent_at or delivery.queued_at
            title = _("Notice to %s by mail") % who
        else:
            instant = delivery.sent_at or delivery.queued_at
            title = _("Notice to %s in the inbox") % who
        status = delivery.get_status_display()
        found.append(Evidence("delivery", instant, title, f"{delivery.notice.title} · {status}"))
        if delivery.seen_at:
            found.append(Evidence("seen", delivery.seen_at, _("Notice seen by %s") % who, delivery.notice.title))
    return found


def _read(customer: Customer, version: PolicyVersion) -> list[Evidence]:
    views = list(View.objects.filter(customer=customer, version=version))
    rows = list(Acknowledgement.objects.filter(customer=customer, version=version))
    names = names_of({view.person for view in views} | {row.person for row in rows})
    found = [
        Evidence(
            "view",
            view.at,
            _("Shown to %s") % names.get(view.person, view.person),
            _in_language(version, view.edition_language),
            digest=view.digest,
        )
        for view in views
    ]
    for row in rows:
        who = {"who": names.get(row.person, row.person)}
        binding = row.capacity == Capacity.REPRESENTATIVE
        title = _("Acknowledged by %(who)s") if binding else _("Read and acknowledged by %(who)s, an account user")
        read = _in_language(version, row.edition_language)
        found.append(Evidence("acknowledgement", row.at, title % who, read, digest=row.digest))
    return found


def _in_language(version: PolicyVersion, language: str) -> str:
    if language in {"", governing_language(version)}:
        return ""
    digest = version.edition_digests.get(language, "")
    return _("in the edition in %(language)s (%(digest)s)") % {"language": language_name(language), "digest": digest}

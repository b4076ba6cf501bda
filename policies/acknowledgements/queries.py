"""Reads of who was shown, acknowledged or declined which words."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform

from policies.acknowledgements.models import Acknowledgement, Decline, Method
from policies.acknowledgements.rules import shown
from policies.documents.agreed.deviations import binding_digest
from policies.versions.changes import ShownChange, changes_between
from policies.versions.models import Policy, PolicyVersion, PostedProvision, Significance
from policies.versions.queries import document_of, in_force, standing_versions, the_policy
from tenants.customers.models import Customer, Deviation
from tenants.customers.queries import deviations_at, deviations_running
from tenants.ledger.models import Personal
from tenants.people.models import User

#: Under which name the name of somebody who signed a paper stands among an entry's personal values.
SIGNER = "signer"
_WHOLE = ("version__policy", "authority", "paper")
#: What a list of answers need not read of their versions.
_WORDS = ("version__document", "version__template", "version__values")


def current_version(at: dt.datetime) -> PolicyVersion | None:
    """Returns the version in force at `at` (UTC), else the one posted last; None before the first posting."""
    policy = the_policy()
    if policy is None:
        return None
    return in_force(policy=policy, at=at) or standing_versions(policy).order_by("-number").first()


def announced(*, policy: Policy, at: dt.datetime) -> QuerySet[PolicyVersion]:
    """Returns the versions posted by `at` (UTC) whose effect is still to come, the next one first."""
    return standing_versions(policy).filter(effective_at__gt=at).order_by("effective_at")


def open_version(*, policy: Policy, digest: str, start: dt.datetime, end: dt.datetime) -> PolicyVersion | None:
    """Returns the version with this digest if it was in force or announced at an instant from `start` to `end` (UTC).

    Its words stay in the database until somebody asks for them; `governs` is their language and `separate` the keys of
    the provisions that ask for a tick of their own, in reading order. Of two versions with the same words the one in
    force goes before.
    """
    followed = standing_versions(policy).filter(effective_at__gt=OuterRef("effective_at"), effective_at__lte=start)
    withdrawn = Q(withdrawn_at=None) | Q(withdrawn_at__gt=start)
    asked = PostedProvision.objects.filter(version=OuterRef("pk"), acknowledge_separately=True).order_by("position")
    found = (
        PolicyVersion.objects.filter(withdrawn, policy=policy, digest=digest, posted_at__lte=end)
        .exclude(Exists(followed))
        .annotate(governs=KeyTextTransform("language", "document"), separate=ArraySubquery(asked.values("key")))
        .select_related("policy")
        .defer("document", "template", "values", "summary")
        .order_by("-effective_at")
    )
    effective = [version for version in found if version.effective_at <= end]
    ahead = [version for version in reversed(found) if version.effective_at > end]
    return shown(digest, in_force=effective[0] if effective else None, announced=ahead)


def last_acknowledged(*, customer: Customer, person: uuid.UUID) -> PolicyVersion | None:
    """Returns the version that the person (by pseudonym) acknowledged last for this customer."""
    last = Acknowledgement.objects.filter(customer=customer, person=person).select_related("version__policy")
    row = last.order_by("-at", "-version__number").first()
    return row.version if row else None


def changes_from(old: PolicyVersion, new: PolicyVersion) -> list[ShownChange]:
    """Returns what a reader of the one version must know to have read the other."""
    return changes_between(document_of(old), document_of(new))


def covering(version: PolicyVersion) -> QuerySet[PolicyVersion]:
    """Returns the versions whose acknowledgement is enough for this one: itself, and back to the last material one.

    An editorial version asks for no new acknowledgement; the row still says which version was read.
    """
    standing = standing_versions(version.policy).filter(effective_at__lte=version.effective_at)
    material = standing.filter(significance=Significance.MATERIAL).order_by("-effective_at")
    anchor = material.values("effective_at")[:1]
    if not material.exists():
        return standing
    return standing.filter(effective_at__gte=Subquery(anchor))


def sufficient(version: PolicyVersion, *, at: dt.datetime) -> QuerySet[Acknowledgement]:
    """Returns the acknowledgements that are enough for a version at `at` (UTC), or at the last instant it was in force.

    They are of a version that covers it, in the very words that bind their customer: where what its agreement says
    otherwise begins or ends, the digest of both is another one, and the customer is asked anew.
    """
    return Acknowledgement.objects.filter(
        _in_the_words_that_bind(version, deviations_running(_measured_at(version, at)))
    )


def declining(version: PolicyVersion, *, at: dt.datetime) -> QuerySet[Decline]:
    """Returns the declines of a version or one that covers it, in the words that bind the customer at `at` (UTC)."""
    return Decline.objects.filter(_in_the_words_that_bind(version, deviations_running(_measured_at(version, at))))


def _in_the_words_that_bind(version: PolicyVersion, running: Iterable[Deviation]) -> Q:
    covered = dict(covering(version).values_list("pk", "digest"))
    then: dict[uuid.UUID, list[str]] = {}
    for one in running:
        then.setdefault(one.customer_id, []).append(one.digest)
    both = [binding_digest(digest, agreed) for digest in covered.values() for agreed in then.values()]
    alone = Q(binding_digest="") | Q(binding_digest=F("version__digest"))
    named = Q(customer__in=then, binding_digest__in=both) | (~Q(customer__in=then) & alone)
    return named & Q(version__in=covered)


def _measured_at(version: PolicyVersion, at: dt.datetime) -> dt.datetime:
    later = standing_versions(version.policy).filter(effective_at__gt=version.effective_at).order_by("effective_at")
    following = later.values_list("effective_at", flat=True).first()
    last = min(at, following - dt.timedelta(microseconds=1)) if following else at
    return max(version.effective_at, last)


def covered_by(
    *, version: PolicyVersion, customer: Customer, person: uuid.UUID, at: dt.datetime
) -> Acknowledgement | None:
    """Returns the person's acknowledgement that is enough for a version at `at` (UTC), the latest, if there is one."""
    # Asked at a customer's every page while it owes one, so nobody else's deviations are looked at.
    agreed = deviations_at(customer=customer, at=_measured_at(version, at))
    rows = Acknowledgement.objects.filter(_in_the_words_that_bind(version, agreed), customer=customer, person=person)
    return rows.select_related("version").order_by("-version__effective_at", "-at").first()


def acknowledgement_of(
    *, version: PolicyVersion, customer: Customer, person: uuid.UUID, at: dt.datetime
) -> Acknowledgement | None:
    """Returns the person's acknowledgement of a version in the words that bind this customer at `at`, if any."""
    return sufficient(version, at=at).filter(version=version, customer=customer, person=person).first()


def in_other_words(*, version: PolicyVersion, customer: Customer, person: uuid.UUID) -> Acknowledgement | None:
    """Returns the person's last acknowledgement of a version that covers this one, in whatever words."""
    rows = Acknowledgement.objects.filter(version__in=covering(version), customer=customer, person=person)
    return rows.select_related("version").defer(*_WORDS).order_by("-at").first()


def acknowledgements_of(customer: Customer) -> QuerySet[Acknowledgement]:
    """Returns everything that people acknowledged for this customer, the latest first."""
    return Acknowledgement.objects.filter(customer=customer).select_related(*_WHOLE).defer(*_WORDS).order_by("-at")


def same_answer(
    *, version: PolicyVersion, person: uuid.UUID, customer: Customer, bound: str
) -> QuerySet[Acknowledgement]:
    """The person's one acknowledgement of these very words, if there is one; rows of old name no digest of both."""
    digests = [bound, *([""] if bound == version.digest else [])]
    mine = Acknowledgement.objects.filter(version=version, person=person, customer=customer)
    return mine.filter(binding_digest__in=digests).select_related("version__policy", "customer", "authority", "paper")


def all_acknowledgements() -> QuerySet[Acknowledgement]:
    """Returns every acknowledgement, the latest first, with what a list shows of each and nothing more."""
    found = Acknowledgement.objects.select_related("version", "customer", "authority", "paper").defer(*_WORDS)
    return found.order_by("-at", "pk")


def all_declines() -> QuerySet[Decline]:
    """Returns every decline, the latest first; `later` says whether the person acknowledged the same words since."""
    since = Acknowledgement.objects.filter(
        customer=OuterRef("customer"), person=OuterRef("person"), version=OuterRef("version"), at__gt=OuterRef("at")
    )
    found = Decline.objects.select_related("version", "customer").defer(*_WORDS).annotate(later=Exists(since))
    return found.order_by("-at", "pk")


def declines_of(customer: Customer) -> QuerySet[Decline]:
    """Returns everything that people declined for this customer, the latest first."""
    found = Decline.objects.filter(customer=customer).select_related("version__policy", "authority").defer(*_WORDS)
    return found.order_by("-at", "pk")


def declined_by(*, customer: Customer, person: uuid.UUID, bound: str) -> Decline | None:
    """Returns the person's decline of the words with this digest of what binds, if there is one."""
    return Decline.objects.filter(customer=customer, person=person, binding_digest=bound).first()


def signer_named(*, customer: Customer, name: str) -> uuid.UUID | None:
    """Returns the pseudonym of somebody of that name who signed a paper for this customer before."""
    papers = Acknowledgement.objects.filter(customer=customer, method=Method.PAPER).values_list("pk", "person")
    known = {str(pk): person for pk, person in papers}
    found = _signers(known).filter(value__iexact=name).values_list("entry__subject_id", flat=True).first()
    return known[found] if found else None


def _signers(papers: Iterable[str]) -> QuerySet[Personal]:
    label = Acknowledgement._meta.label_lower
    return Personal.objects.filter(name=SIGNER, entry__subject_type=label, entry__subject_id__in=list(papers))


def names_of(people: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Returns the names behind pseudonyms, where still known: of accounts, and of those who signed a paper."""
    known = {user.pseudonym: str(user) for user in User.objects.filter(pseudonym__in=people)}
    if rest := set(people) - set(known):
        papers = Acknowledgement.objects.filter(method=Method.PAPER, person__in=rest).values_list("pk", "person")
        whose = {str(pk): person for pk, person in papers}
        named = _signers(whose).values_list("entry__subject_id", "value")
        known |= {whose[paper]: name for paper, name in named}
    return known

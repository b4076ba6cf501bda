"""Reads of who was shown and who acknowledged which words."""

import datetime as dt
import uuid

from django.db.models import F, Q, QuerySet, Subquery

from policies.acknowledgements.models import Acknowledgement
from policies.documents.deviations import binding_digest
from policies.versions.changes import ShownChange, changes_between
from policies.versions.models import Policy, PolicyVersion, Significance
from policies.versions.queries import document_of, standing_versions
from tenants.customers.models import Customer, Membership
from tenants.customers.queries import deviations_running
from tenants.people.models import User


def announced(*, policy: Policy, at: dt.datetime) -> QuerySet[PolicyVersion]:
    """The versions posted by `at` (UTC) whose effect is still to come, the next one first."""
    return standing_versions(policy).filter(effective_at__gt=at).order_by("effective_at")


def membership_at(*, user: User, customer: Customer, at: dt.datetime) -> Membership | None:
    """In which capacity the person acts for the customer at `at` (UTC); None: in none."""
    open_ones = Membership.objects.filter(Q(until=None) | Q(until__gt=at), user=user, customer=customer)
    return open_ones.select_related("customer", "user").order_by("-capacity", "since").first()


def last_acknowledged(*, customer: Customer, person: uuid.UUID) -> PolicyVersion | None:
    """The version that the person (by pseudonym) acknowledged last for this customer."""
    last = Acknowledgement.objects.filter(customer=customer, person=person).select_related("version__policy")
    row = last.order_by("-at", "-version__number").first()
    return row.version if row else None


def changes_from(old: PolicyVersion, new: PolicyVersion) -> list[ShownChange]:
    """What a reader of the one version must know to have read the other."""
    return changes_between(document_of(old), document_of(new))


def covering(version: PolicyVersion) -> QuerySet[PolicyVersion]:
    """The versions whose acknowledgement is enough for this one: itself, and back to the last material one.

    An editorial version asks for no new acknowledgement; the row still says which version was read.
    """
    standing = standing_versions(version.policy).filter(effective_at__lte=version.effective_at)
    material = standing.filter(significance=Significance.MATERIAL).order_by("-effective_at")
    anchor = material.values("effective_at")[:1]
    if not material.exists():
        return standing
    return standing.filter(effective_at__gte=Subquery(anchor))


def sufficient(version: PolicyVersion, *, at: dt.datetime) -> QuerySet[Acknowledgement]:
    """The acknowledgements that are enough for a version at `at` (UTC), or at the last instant it was in force.

    They are of a version that covers it, in the very words that bind their customer: where what its agreement says
    otherwise begins or ends, the digest of both is another one, and the customer is asked anew.
    """
    covered = dict(covering(version).values_list("pk", "digest"))
    then: dict[uuid.UUID, list[str]] = {}
    for one in deviations_running(_measured_at(version, at)):
        then.setdefault(one.customer_id, []).append(one.digest)
    both = [binding_digest(digest, agreed) for digest in covered.values() for agreed in then.values()]
    alone = Q(binding_digest="") | Q(binding_digest=F("version__digest"))
    named = Q(customer__in=then, binding_digest__in=both) | (~Q(customer__in=then) & alone)
    return Acknowledgement.objects.filter(named, version__in=covered)


def _measured_at(version: PolicyVersion, at: dt.datetime) -> dt.datetime:
    later = standing_versions(version.policy).filter(effective_at__gt=version.effective_at).order_by("effective_at")
    following = later.values_list("effective_at", flat=True).first()
    last = min(at, following - dt.timedelta(microseconds=1)) if following else at
    return max(version.effective_at, last)


def covered_by(
    *, version: PolicyVersion, customer: Customer, person: uuid.UUID, at: dt.datetime
) -> Acknowledgement | None:
    """The person's acknowledgement that is enough for a version at `at` (UTC), the latest, if there is one."""
    rows = sufficient(version, at=at).filter(customer=customer, person=person)
    return rows.select_related("version").order_by("-version__effective_at", "-at").first()


def acknowledgement_of(
    *, version: PolicyVersion, customer: Customer, person: uuid.UUID, at: dt.datetime
) -> Acknowledgement | None:
    """The person's own acknowledgement of a version in the words that bind this customer at `at`, if there is one."""
    return sufficient(version, at=at).filter(version=version, customer=customer, person=person).first()


def in_other_words(*, version: PolicyVersion, customer: Customer, person: uuid.UUID) -> Acknowledgement | None:
    """The person's last acknowledgement of a version that covers this one, whatever was agreed otherwise then."""
    rows = Acknowledgement.objects.filter(version__in=covering(version), customer=customer, person=person)
    return rows.select_related("version").order_by("-at").first()


def acknowledgements_of(customer: Customer) -> QuerySet[Acknowledgement]:
    """Everything that people acknowledged for this customer, the latest first."""
    return Acknowledgement.objects.filter(customer=customer).select_related("version__policy").order_by("-at")


def names_of(people: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Who stands behind pseudonyms, where that is still known."""
    return {user.pseudonym: str(user) for user in User.objects.filter(pseudonym__in=people)}

"""Reads of who was shown and who acknowledged which words."""

import datetime as dt
import uuid

from django.db.models import Q, QuerySet, Subquery

from policies.acknowledgements.models import Acknowledgement
from policies.versions.changes import ShownChange, changes_between
from policies.versions.models import Policy, PolicyVersion, Significance
from policies.versions.queries import document_of, standing_versions
from tenants.customers.models import Customer, Membership
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


def covered_by(*, version: PolicyVersion, customer: Customer, person: uuid.UUID) -> Acknowledgement | None:
    """The person's acknowledgement that is enough for a version, the latest, if there is one."""
    rows = Acknowledgement.objects.filter(version__in=covering(version), customer=customer, person=person)
    return rows.select_related("version").order_by("-version__effective_at").first()


def acknowledgement_of(*, version: PolicyVersion, customer: Customer, person: uuid.UUID) -> Acknowledgement | None:
    """The person's own acknowledgement of a version for this customer, if there is one."""
    return Acknowledgement.objects.filter(version=version, customer=customer, person=person).first()


def acknowledgements_of(customer: Customer) -> QuerySet[Acknowledgement]:
    """Everything that people acknowledged for this customer, the latest first."""
    return Acknowledgement.objects.filter(customer=customer).select_related("version__policy").order_by("-at")


def names_of(people: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Who stands behind pseudonyms, where that is still known."""
    return {user.pseudonym: str(user) for user in User.objects.filter(pseudonym__in=people)}

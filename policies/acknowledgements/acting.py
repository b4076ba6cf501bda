"""In which capacity a person acts for a customer at an instant, on what authority, and whether anything binds it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery

from tenants.customers.models import Agreement, Authority, Capacity, Customer, Deviation, Membership
from tenants.customers.queries import running
from tenants.people.models import User


@dataclass(frozen=True, slots=True)
class Acting:
    """The capacity in which a person acts for a customer at an instant, and what it rests on.

    `membership` is None for a name that no account stands for. `capacity` is that of a representative only while an
    authority runs, or where none was ever recorded. `agreed` says whether an agreement runs, `deviates` whether the
    customer ever agreed otherwise than a policy, `issuer` the reseller's canonical host where it was asked for.
    """

    customer: Customer
    membership: Membership | None
    capacity: Capacity
    authority: Authority | None
    agreed: bool
    deviates: bool
    issuer: str = ""

    @property
    def binds(self) -> bool:
        """Whether what the person acknowledges is the customer's (R2)."""
        return self.capacity == Capacity.REPRESENTATIVE


def acting_at(*, user: User, customer: Customer, at: dt.datetime, until: dt.datetime | None = None) -> Acting | None:
    """Returns how the person acts for the customer at `at` (UTC), or some instant to `until`; None if not at all.

    One query, and one more for the authority where there is one.
    """
    last = until or at
    # Who acts now began before now; only somebody of the past may have begun later.
    then = (Q(until=None) | Q(until__gt=at)) & (Q(since__lte=until) if until else Q())
    rests = Authority.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=last, membership=OuterRef("pk")
    ).order_by("-starts_at", "-recorded_at")
    mine = Membership.objects.filter(then, user=user, customer=customer).annotate(
        rests_on=Subquery(rests.values("pk")[:1]),
        has_authorities=Exists(Authority.objects.filter(membership=OuterRef("pk"))),
        agreed=Exists(Agreement.objects.filter(running(at) | running(last), customer=OuterRef("customer"))),
        deviates=Exists(Deviation.objects.filter(customer=OuterRef("customer"))),
    )
    membership = mine.select_related("customer", "user").order_by("-capacity", "since").first()
    if membership is None:
        return None
    authority = Authority.objects.get(pk=membership.rests_on) if membership.rests_on else None
    return Acting(
        customer=membership.customer,
        membership=membership,
        capacity=_capacity(membership, authority),
        authority=authority,
        agreed=membership.agreed,
        deviates=membership.deviates,
    )


def acting_by_name(*, customer: Customer, capacity: Capacity, at: dt.datetime, until: dt.datetime) -> Acting:
    """Returns how a named signer without an account acts, in the given capacity, some time from `at` to `until`."""
    return Acting(
        customer=customer,
        membership=None,
        capacity=capacity,
        authority=None,
        agreed=Agreement.objects.filter(running(at) | running(until), customer=customer).exists(),
        deviates=Deviation.objects.filter(customer=customer).exists(),
    )


def _capacity(membership: Membership, authority: Authority | None) -> Capacity:
    if membership.capacity != Capacity.REPRESENTATIVE:
        return Capacity.ACCOUNT_USER
    bound = authority is not None or not membership.has_authorities  # type: ignore[attr-defined]  # annotated above
    return Capacity.REPRESENTATIVE if bound else Capacity.ACCOUNT_USER

"""How a version was told to, shown to and answered by each customer and each person it binds."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from policies.acknowledgements.coverage.figures import bound_customers
from policies.acknowledgements.models import Acknowledgement, Decline, View
from policies.acknowledgements.queries import covering, declining, names_of, sufficient
from policies.notices.actions.version_notices import POSTED, POSTPONED, SCHEDULED, WITHDRAWN
from policies.notices.actions.welcoming import WELCOME
from policies.notices.models import Delivery
from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity, Customer, Membership

#: Notices that go to everyone: who represents several customers gets one, and it tells each of them.
FOR_ALL = (POSTED, SCHEDULED, POSTPONED, WITHDRAWN, WELCOME)


R = TypeVar("R", Acknowledgement, Decline, View)


class CoverageState(models.TextChoices):
    """Whether a customer or a person acknowledged or declined a version, or is missing."""

    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    DECLINED = "declined", _("Declined")
    MISSING = "missing", _("Missing")


@dataclass(slots=True)
class Coverage:
    """One customer's or person's hihistory with a version; instants in UTC, None where it did not happen."""

    customer: Customer
    state: CoverageState
    membership: Membership | None = None
    told_at: dt.datetime | None = None
    opened_at: dt.datetime | None = None
    viewed_at: dt.datetime | None = None
    acknowledgement: Acknowledgement | None = None
    decline: Decline | None = None
    readers: int = 0
    representatives: list[str] = field(default_factory=list)
    names: dict[uuid.UUID, str] = field(default_factory=dict)

    @property
    def acknowledged_by(self) -> str:
        """Who acknowledged, where that is known still."""
        return self.names.get(self.acknowledgement.person, "") if self.acknowledgement else ""

    @property
    def declined_by(self) -> str:
        """Who declined, where that is known still."""
        return self.names.get(self.decline.person, "") if self.decline else ""


def customers_with_state(*, version: PolicyVersion, at: dt.datetime) -> QuerySet[Customer]:
    """Returns whom a version binds at `at` (UTC), with `state` (by representatives only, R2), `viewed` and `told`."""
    mine = {"customer": OuterRef("pk"), "capacity": Capacity.REPRESENTATIVE}
    covered = covering(version)
    return (
        bound_customers(at=at)
        .annotate(
            state=_state(
                Exists(sufficient(version, at=at).filter(**mine)), Exists(declining(version, at=at).filter(**mine))
            ),
            viewed=Exists(View.objects.filter(version__in=covered, customer=OuterRef("pk"))),
            told=Exists(_told(covered, customer=OuterRef("pk")))
            | Exists(
                Membership.objects.filter(
                    Exists(_told(covered, recipient=OuterRef("user"), notice__kind__in=FOR_ALL)),
                    customer=OuterRef("pk"),
                    until=None,
                    capacity=Capacity.REPRESENTATIVE,
                )
            ),
        )
        .order_by("name", "reference")
    )


def people_with_state(*, version: PolicyVersion, at: dt.datetime) -> QuerySet[Membership]:
    """Returns who acts for a customer that a version binds at `at` (UTC), with `state`, `viewed` and `told`."""
    mine = {"customer": OuterRef("customer"), "person": OuterRef("user__pseudonym")}
    covered = covering(version)
    return (
        Membership.objects.filter(until=None, customer__in=bound_customers(at=at))
        .annotate(
            state=_state(
                Exists(sufficient(version, at=at).filter(**mine)), Exists(declining(version, at=at).filter(**mine))
            ),
            viewed=Exists(View.objects.filter(version__in=covered, **mine)),
            told=Exists(_told(covered, recipient=OuterRef("user"), customer=OuterRef("customer")))
            | Exists(_told(covered, recipient=OuterRef("user"), notice__kind__in=FOR_ALL)),
        )
        .select_related("customer", "user")
        .order_by("customer__name", "customer__reference", "-capacity", "user__name", "pk")
    )


def coverage_of_customers(customers: Sequence[Customer], *, version: PolicyVersion, at: dt.datetime) -> list[Coverage]:
    """Returns the coverage of customers that came from `customers_with_state`, in a fixed number of queries."""
    history = _Hihistory(customers, version=version, at=at)
    acting: dict[uuid.UUID, list[Membership]] = {}
    found = Membership.objects.filter(customer__in=customers, until=None, capacity=Capacity.REPRESENTATIVE)
    for one in found.select_related("user").order_by("user__name"):
        acting.setdefault(one.customer_id, []).append(one)
    rows = []
    for customer in customers:
        representatives = acting.get(customer.pk, [])
        binding = [one for one in history.acknowledgements(customer.pk) if one.capacity == Capacity.REPRESENTATIVE]
        declined = [one for one in history.declines(customer.pk) if one.capacity == Capacity.REPRESENTATIVE]
        told, opened = history.told(customer.pk, [one.user_id for one in representatives])
        rows.append(
            Coverage(
                customer=customer,
                state=CoverageState(customer.state),  # type: ignore[attr-defined]  # annotated
                told_at=told,
                opened_at=opened,
                viewed_at=min((view.at for view in history.views(customer.pk)), default=None),
                acknowledgement=binding[-1] if binding else None,
                decline=declined[-1] if declined else None,
                readers=len({one.person for one in history.acknowledgements(customer.pk)}),
                representatives=[f"{one.user.name} <{one.user.email}>" for one in representatives],
                names=history.names,
            )
        )
    return rows


def coverage_of_people(people: Sequence[Membership], *, version: PolicyVersion, at: dt.datetime) -> list[Coverage]:
    """Returns the coverage of people that came from `people_with_state`, in a fixed number of queries."""
    history = _Hihistory([one.customer for one in people], version=version, at=at)
    rows = []
    for one in people:
        who = one.user.pseudonym
        acknowledged = [row for row in history.acknowledgements(one.customer_id) if row.person == who]
        declined = [row for row in history.declines(one.customer_id) if row.person == who]
        told, opened = history.told(one.customer_id, [one.user_id], own=True)
        rows.append(
            Coverage(
                customer=one.customer,
                membership=one,
                state=CoverageState(one.state),  # type: ignore[attr-defined]  # annotated
                told_at=told,
                opened_at=opened,
                viewed_at=min((v.at for v in history.views(one.customer_id) if v.person == who), default=None),
                acknowledgement=acknowledged[-1] if acknowledged else None,
                decline=declined[-1] if declined else None,
                names=history.names,
            )
        )
    return rows


class _Told(NamedTuple):
    customer: uuid.UUID | None
    person: uuid.UUID
    kind: str
    sent_at: dt.datetime
    seen_at: dt.datetime | None


class _Hihistory:
    """What happened about a version to some customers, read once for all of them."""

    def __init__(self, customers: Iterable[Customer], *, version: PolicyVersion, at: dt.datetime) -> None:
        ids = {one.pk for one in customers}
        covered = list(covering(version).values_list("pk", flat=True))
        unread = ("version__document", "version__template", "version__values")
        acknowledged = sufficient(version, at=at).filter(customer__in=ids).select_related("version", "paper")
        self._acknowledgements = _by_customer(acknowledged.defer(*unread, "receipt").order_by("at"))
        declined = declining(version, at=at).filter(customer__in=ids).select_related("version")
        self._declines = _by_customer(declined.defer(*unread).order_by("at"))
        self._views = _by_customer(View.objects.filter(customer__in=ids, version__in=covered).order_by("at"))
        people = Membership.objects.filter(customer__in=ids, until=None).values("user")
        mine = Q(customer__in=ids) | Q(recipient__in=people, notice__kind__in=FOR_ALL)
        sent = Delivery.objects.filter(mine, notice__version__in=covered, sent_at__isnull=False)
        self._to_customer: dict[uuid.UUID | None, list[_Told]] = {}
        self._to_person: dict[uuid.UUID, list[_Told]] = {}
        for row in sent.values_list("customer_id", "recipient_id", "notice__kind", "sent_at", "seen_at"):
            told = _Told(*row)  # type: ignore[arg-type]  # only what was sent is asked for
            self._to_customer.setdefault(told.customer, []).append(told)
            self._to_person.setdefault(told.person, []).append(told)
        people_named = {row.person for rows in self._acknowledgements.values() for row in rows}
        people_named |= {row.person for rows in self._declines.values() for row in rows}
        self.names = names_of(people_named)

    def acknowledgements(self, customer: uuid.UUID) -> list[Acknowledgement]:
        """Those that are enough, the latest last."""
        return self._acknowledgements.get(customer, [])

    def declines(self, customer: uuid.UUID) -> list[Decline]:
        """Those of the words that bind, the latest last."""
        return self._declines.get(customer, [])

    def views(self, customer: uuid.UUID) -> list[View]:
        """Showings, the first first."""
        return self._views.get(customer, [])

    def told(
        self, customer: uuid.UUID, people: Sequence[uuid.UUID], *, own: bool = False
    ) -> tuple[dt.datetime | None, dt.datetime | None]:
        """Returns when a notice was first sent to the customer or one of the people for it, and first opened."""
        mine = [one for one in self._to_customer.get(customer, []) if not own or one.person in people]
        mine += [one for who in people for one in self._to_person.get(who, []) if one.kind in FOR_ALL]
        opened = (one.seen_at for one in mine if one.seen_at)
        return min((one.sent_at for one in mine), default=None), min(opened, default=None)


def _by_customer(rows: Iterable[R]) -> dict[uuid.UUID, list[R]]:
    found: dict[uuid.UUID, list[R]] = {}
    for row in rows:
        found.setdefault(row.customer_id, []).append(row)
    return found


def _state(acknowledged: Exists, declined: Exists) -> Case:
    return Case(
        When(acknowledged, then=Value(CoverageState.ACKNOWLEDGED)),
        When(declined, then=Value(CoverageState.DECLINED)),
        default=Value(CoverageState.MISSING),
    )


def _told(versions: QuerySet[PolicyVersion], **whom: object) -> QuerySet[Delivery]:
    return Delivery.objects.filter(notice__version__in=versions, sent_at__isnull=False, **whom)

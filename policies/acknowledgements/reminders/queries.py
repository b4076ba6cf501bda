"""Which customers are due a reminder, of which version."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Greatest

from policies.acknowledgements.coverage.figures import bound_customers
from policies.acknowledgements.models import Reminder
from policies.acknowledgements.queries import announced, covering, declining, sufficient
from policies.versions.company import this_reseller
from policies.versions.models import Policy, PolicyVersion, Significance
from policies.versions.queries import in_force, the_policy
from tenants.customers.models import Agreement, Capacity, Deviation, Membership
from tenants.customers.queries import running
from tenants.ledger import clock


@dataclass(frozen=True, slots=True)
class AskedVersion:
    """A material version whose acknowledgement is asked for, and what to read: it, or an editorial one since."""

    material: PolicyVersion
    to_read: PolicyVersion


def reminders_due() -> bool:
    """Whether any customer is due a reminder now; the sweep asks this."""
    days = steps_in_order(this_reseller().reminder_days)
    policy = the_policy() if days else None
    if policy is None:
        return False
    at = clock.now()
    return any(customers_to_remind(asked, days=days, at=at).exists() for asked in versions_to_remind_of(policy, at=at))


def steps_in_order(days: Sequence[int]) -> list[int]:
    """Returns the steps in order, each once."""
    return sorted(set(days))


def versions_to_remind_of(policy: Policy, *, at: dt.datetime) -> Iterator[AskedVersion]:
    """Returns what to remind of at `at` (UTC): the last material version in force, and each announced material one.

    An editorial version asks nobody by itself; what the material version before it asked goes on, about the words in
    force. A version that another material one replaced, or that was withdrawn, asks for nothing any longer.
    """
    current = in_force(policy=policy, at=at)
    if current is not None:
        material = covering(current).filter(significance=Significance.MATERIAL).order_by("-effective_at").first()
        if material is not None:
            yield AskedVersion(material, current)
    for version in announced(policy=policy, at=at).filter(significance=Significance.MATERIAL):
        yield AskedVersion(version, version)


def customers_to_remind(asked: AskedVersion, *, days: Sequence[int], at: dt.datetime) -> QuerySet[Any]:
    """Returns the customers whose step is due by `at` (UTC), each with `since` and `days`.

    They have an agreement and a representative, and none of these acknowledged or declined the words that bind. Days
    count from the posting, or from when the agreement began or what it says otherwise last changed, whichever is
    latest. Of several steps that passed meanwhile only the last one is taken, and none again.
    """
    mine = {"customer": OuterRef("pk"), "capacity": Capacity.REPRESENTATIVE}
    began = Agreement.objects.filter(running(at), customer=OuterRef("pk")).values("customer").values(x=Min("starts_at"))
    otherwise = Deviation.objects.filter(customer=OuterRef("pk")).values("customer")
    begun = otherwise.filter(starts_at__lte=at).values(x=Max(Greatest("starts_at", "recorded_at")))
    ended = otherwise.filter(ends_at__lte=at).values(x=Max("ends_at"))
    since = Greatest(Value(asked.material.posted_at), Subquery(began), Subquery(begun), Subquery(ended))
    steps = [When(since__lte=at - dt.timedelta(days=step), then=Value(step)) for step in reversed(days)]
    done = Reminder.objects.filter(
        version=asked.material, customer=OuterRef("pk"), since=OuterRef("since"), days__gte=OuterRef("days")
    )
    return (
        bound_customers(at=at)
        .filter(Exists(Membership.objects.filter(until=None, user__is_active=True, **mine)))
        .exclude(Exists(sufficient(asked.to_read, at=at).filter(**mine)))
        .exclude(Exists(declining(asked.to_read, at=at).filter(**mine)))
        .annotate(since=since)
        .annotate(days=Case(*steps, default=None, output_field=IntegerField()))
        .filter(Q(days__isnull=False) & ~Exists(done))
        .order_by("pk")
    )

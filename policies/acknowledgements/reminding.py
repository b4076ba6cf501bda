"""Reminds customers that have not acknowledged yet, by the tenant's schedule, each once for each step (R6)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Case, Count, Exists, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from policies.acknowledgements.coverage import bound_customers
from policies.acknowledgements.models import Reminder, ReminderRun
from policies.acknowledgements.queries import announced, covering, declining, sufficient
from policies.notices.actions import announce
from policies.versions.company import this_reseller
from policies.versions.locks import hold_the_policy
from policies.versions.models import Policy, PolicyVersion, Significance
from policies.versions.queries import in_force, the_policy
from tenants.customers.models import Agreement, Capacity, Customer, Deviation, Membership
from tenants.customers.queries import running
from tenants.ledger import clock
from tenants.ledger.recording import record

REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Asking:
    """A material version whose acknowledgement is asked for, and what to read: it, or an editorial one since."""

    material: PolicyVersion
    to_read: PolicyVersion


@transaction.atomic
def remind() -> int:
    """Remind each customer whose step has come; returns how many customers.

    The rows that say so and the notice are written together or not at all; another worker at the same moment finds the
    rows taken and reminds nobody twice.
    """
    policy = hold_the_policy()
    if policy is None:
        return 0
    days, at = schedule(this_reseller().reminder_days), clock.now()
    return sum(_remind_of(asking, days=days, at=at) for asking in asked_for(policy, at=at)) if days else 0


def reminders_due() -> bool:
    """Whether anybody is to be reminded now; asked by the sweep."""
    days = schedule(this_reseller().reminder_days)
    policy = the_policy() if days else None
    if policy is None:
        return False
    at = clock.now()
    return any(to_remind(asking, days=days, at=at).exists() for asking in asked_for(policy, at=at))


def schedule(days: Sequence[int]) -> list[int]:
    """The steps in order, each once."""
    return sorted(set(days))


def asked_for(policy: Policy, *, at: dt.datetime) -> Iterator[Asking]:
    """What is asked for at `at` (UTC): the last material version in force, and each material one announced.

    An editorial version asks nobody by itself; what the material version before it asked goes on, about the words in
    force. A version that another material one replaced, or that was withdrawn, asks for nothing any longer.
    """
    current = in_force(policy=policy, at=at)
    if current is not None:
        material = covering(current).filter(significance=Significance.MATERIAL).order_by("-effective_at").first()
        if material is not None:
            yield Asking(material, current)
    for version in announced(policy=policy, at=at).filter(significance=Significance.MATERIAL):
        yield Asking(version, version)


def to_remind(asking: Asking, *, days: Sequence[int], at: dt.datetime) -> QuerySet[Any]:
    """The customers whose step has come by `at` (UTC), each with `since` and `days`.

    They have an agreement and a representative, and none of these acknowledged or declined the words that bind. Days
    count from the posting, or from when the agreement began or what it says otherwise last changed, whichever is
    latest. Of several steps that passed meanwhile only the last one is taken, and none again.
    """
    mine = {"customer": OuterRef("pk"), "capacity": Capacity.REPRESENTATIVE}
    began = Agreement.objects.filter(running(at), customer=OuterRef("pk")).values("customer").values(x=Min("starts_at"))
    otherwise = Deviation.objects.filter(customer=OuterRef("pk")).values("customer")
    begun = otherwise.filter(starts_at__lte=at).values(x=Max(Greatest("starts_at", "recorded_at")))
    ended = otherwise.filter(ends_at__lte=at).values(x=Max("ends_at"))
    since = Greatest(Value(asking.material.posted_at), Subquery(began), Subquery(begun), Subquery(ended))
    steps = [When(since__lte=at - dt.timedelta(days=step), then=Value(step)) for step in reversed(days)]
    done = Reminder.objects.filter(
        version=asking.material, customer=OuterRef("pk"), since=OuterRef("since"), days__gte=OuterRef("days")
    )
    return (
        bound_customers(at=at)
        .filter(Exists(Membership.objects.filter(until=None, user__is_active=True, **mine)))
        .exclude(Exists(sufficient(asking.to_read, at=at).filter(**mine)))
        .exclude(Exists(declining(asking.to_read, at=at).filter(**mine)))
        .annotate(since=since)
        .annotate(days=Case(*steps, default=None, output_field=IntegerField()))
        .filter(Q(days__isnull=False) & ~Exists(done))
        .order_by("pk")
    )


class _Nobody(Exception):
    """Another worker was first: what was begun is undone."""


def _remind_of(asking: Asking, *, days: Sequence[int], at: dt.datetime) -> int:
    due = list(to_remind(asking, days=days, at=at).values_list("pk", "since", "days"))
    if not due:
        return 0
    try:
        with transaction.atomic():
            return _reminded(asking, due, at=at)
    except _Nobody:
        return 0


def _reminded(asking: Asking, due: Sequence[tuple[Any, dt.datetime, int]], *, at: dt.datetime) -> int:
    run = ReminderRun.objects.create(version=asking.to_read, at=at)
    rows = [
        Reminder(run=run, version=asking.material, customer_id=customer, since=since, days=step)
        for customer, since, step in due
    ]
    # Who comes second waits here for the first, and is then left with nobody.
    Reminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    mine = Reminder.objects.filter(run=run)
    steps = {
        str(step): number for step, number in mine.values_list("days").annotate(number=Count("pk")).order_by("days")
    }
    if not steps:
        raise _Nobody
    version = asking.to_read
    facts = {"policy": version.policy.slug, "number": version.number, "digest": version.digest, "customers": steps}
    record(verb="version.reminded", at=at, by=None, subject=run, facts=facts)
    announce(
        kind=REMINDER,
        by=None,
        at=at,
        subject=run,
        version=version,
        title=_("%(title)s: please acknowledge version %(number)d")
        % {"title": version.document["title"], "number": version.number},
        path=_path(version, at),
        content=_content(version, at),
        customers=Customer.objects.filter(pk__in=mine.values("customer")),
    )
    return sum(steps.values())


def _path(version: PolicyVersion, at: dt.datetime) -> str:
    path = reverse("my-aup")
    return f"{path}?{urlencode({'version': version.number})}" if version.effective_at > at else path


def _content(version: PolicyVersion, at: dt.datetime) -> dict[str, Any]:
    return {
        "policy": version.document["title"],
        "number": version.number,
        "digest": version.digest,
        "summary": version.summary,
        "effective_at": version.effective_at.isoformat(),
        "ahead": version.effective_at > at,
        "editions": {edition.language: {"policy": edition.document["title"]} for edition in version.editions.all()},
    }

"""Reminds customers who have not acknowledged yet, on the tenant's schedule, once for each step (R6)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from policies.acknowledgements.models import Reminder, ReminderRun
from policies.acknowledgements.reminders.queries import (
    AskedVersion,
    customers_to_remind,
    steps_in_order,
    versions_to_remind_of,
)
from policies.notices.actions import announce
from policies.versions.company import this_reseller
from policies.versions.locks import get_policy_for_share
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.recording import record

#: The kind of notice.
REMINDER = "reminder"


@transaction.atomic
def remind() -> int:
    """Reminds each customer whose step is due; returns how many customers.

    The rows that say so and the notice are written together or not at all; another worker at the same moment finds the
    rows taken and reminds nobody twice.
    """
    policy = get_policy_for_share()
    if policy is None:
        return 0
    days, at = steps_in_order(this_reseller().reminder_days), clock.now()
    return sum(_remind_of(asked, days=days, at=at) for asked in versions_to_remind_of(policy, at=at)) if days else 0


class _Nobody(Exception):
    """Another worker was first: what was begun is undone."""


def _remind_of(asked: AskedVersion, *, days: Sequence[int], at: dt.datetime) -> int:
    due = list(customers_to_remind(asked, days=days, at=at).values_list("pk", "since", "days"))
    if not due:
        return 0
    try:
        with transaction.atomic():
            return _reminded(asked, due, at=at)
    except _Nobody:
        return 0


def _reminded(asked: AskedVersion, due: Sequence[tuple[Any, dt.datetime, int]], *, at: dt.datetime) -> int:
    run = ReminderRun.objects.create(version=asked.to_read, at=at)
    rows = [
        Reminder(run=run, version=asked.material, customer_id=customer, since=since, days=step)
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
    version = asked.to_read
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

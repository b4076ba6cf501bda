"""Keeping which own provision says what one of upstream's does; the verbs of rooms above decide and record it."""

import datetime as dt
import uuid
from collections.abc import Mapping

from policies.versions.models import Counterpart, Policy


def keep_counterparts(
    policy: Policy, publisher: str, keys: Mapping[str, str], *, at: dt.datetime, by: uuid.UUID
) -> None:
    """Keeps what stands for what, since `at` (UTC); what was kept before stays. Part of a verb that holds its locks."""
    known = set(Counterpart.objects.filter(policy=policy, publisher=publisher).values_list("theirs", flat=True))
    Counterpart.objects.bulk_create(
        Counterpart(policy=policy, publisher=publisher, theirs=theirs, own=own, said_at=at, said_by=by)
        for theirs, own in keys.items()
        if theirs not in known
    )


def say_counterpart(
    policy: Policy, publisher: str, *, theirs: str, own: str, at: dt.datetime, by: uuid.UUID
) -> Counterpart:
    """Says anew, at `at` (UTC), which own provision one of upstream's is. Part of a verb that holds its locks."""
    Counterpart.objects.filter(policy=policy, publisher=publisher, theirs=theirs).delete()
    return Counterpart.objects.create(
        policy=policy, publisher=publisher, theirs=theirs, own=own, said_at=at, said_by=by
    )


def rename_counterparts(policy: Policy, renamed: Mapping[str, str]) -> None:
    """Lets own provisions that get another key stay what they stood for. Part of a verb that holds its locks."""
    rows = list(Counterpart.objects.filter(policy=policy, own__in=renamed))
    Counterpart.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.own = renamed[row.own]
    Counterpart.objects.bulk_create(rows)

"""Tells a customer once that what its agreement says otherwise began, or ended: other words bind it (R1, R6)."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from policies.notices.actions import announce
from policies.notices.models import Notice
from policies.versions.deviating import with_deviations
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, the_policy
from tenants.customers.models import Customer, Deviation
from tenants.customers.queries import customers_at, deviations_running
from tenants.ledger import clock

BEGUN, ENDED = "deviation_begun", "deviation_ended"


@transaction.atomic
def announce_deviations() -> int:
    """Announce each deviation that began or ended and was not told yet; returns how many. Another worker adds none."""
    at = clock.now()
    version = _in_force(at)
    found = untold(at=at) if version else []
    for kind, deviation in found:
        assert version is not None
        title = _("Your agreement changes what binds you") if kind == BEGUN else _("The general text binds you again")
        announce(
            kind=kind,
            by=deviation.recorded_by,
            at=at,
            subject=deviation,
            version=version,
            title=f"{version.document['title']}: {title}",
            path=reverse("my-aup"),
            content=_content(version, deviation, kind),
            customers=Customer.objects.filter(pk=deviation.customer_id),
        )
    return len(found)


def untold(*, at: dt.datetime) -> list[tuple[str, Deviation]]:
    """What began, or ended after its beginning was told, by `at` (UTC), of customers whom an agreement binds then."""
    told = {
        kind: Exists(
            Notice.objects.filter(
                kind=kind, subject_type=Deviation._meta.label_lower, subject_id=Cast(OuterRef("pk"), CharField())
            )
        )
        for kind in (BEGUN, ENDED)
    }
    ended = Deviation.objects.filter(told[BEGUN], ends_at__lte=at, customer__in=customers_at(at))
    return [(BEGUN, one) for one in deviations_running(at).exclude(told[BEGUN])] + [
        (ENDED, one) for one in ended.exclude(told[ENDED]).select_related("agreement").order_by("ends_at", "pk")
    ]


def _in_force(at: dt.datetime) -> PolicyVersion | None:
    policy = the_policy()
    return in_force(policy=policy, at=at) if policy else None


def _content(version: PolicyVersion, deviation: Deviation, kind: str) -> dict[str, Any]:
    mark = with_deviations(version, [deviation]).deviated.marks[0]
    since = deviation.starts_at if kind == BEGUN else deviation.ends_at
    assert since is not None
    return {
        "policy": version.document["title"],
        "number": version.number,
        "agreement": deviation.agreement.number,
        "effect": deviation.effect,
        "since": since.isoformat(),
        "general": mark.general.text if mark.general else "",
        "text": deviation.text,
    }

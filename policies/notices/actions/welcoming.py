"""Gives who joins later what is in force and what is announced: once for each person and version (R1, R5, R6)."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from policies.notices.actions.announcing import announce, extend_notice
from policies.notices.models import Notice
from policies.notices.queries import joined_after
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, standing_versions, the_policy
from tenants.customers.models import Membership
from tenants.ledger import clock

WELCOME = "welcome"


@transaction.atomic
def welcome_joiners() -> int:
    """Tells everybody who joined since a version was posted, and was told of none of it; returns how many people.

    Somebody joins with the later of their own beginning and their customer's agreement.
    """
    at = clock.now()
    policy = the_policy()
    if policy is None:
        return 0
    current = in_force(policy=policy, at=at)
    told = 0
    if current is not None:
        newcomers = joined_after(current, at=at)
        if newcomers.exists():
            told = newcomers.values("user_id").distinct().count()
            _welcome(current, newcomers, at=at)
    for version in standing_versions(policy).filter(effective_at__gt=at):
        notice = Notice.objects.filter(version=version, kind__in=("posted", "scheduled")).first()
        newcomers = joined_after(version, at=at)
        if notice is not None and newcomers.exists():
            extend_notice(notice=notice, at=at, people=newcomers)
    return told


def _welcome(version: PolicyVersion, newcomers: QuerySet[Membership], *, at: dt.datetime) -> None:
    known = Notice.objects.filter(kind=WELCOME, version=version).first()
    if known is not None:
        extend_notice(notice=known, at=at, people=newcomers)
        return
    announce(
        kind=WELCOME,
        by=None,
        at=at,
        subject=version,
        version=version,
        title=_("%(title)s: what applies to you") % {"title": version.document["title"]},
        path=reverse("my-aup"),
        content={
            "policy": version.document["title"],
            "number": version.number,
            "digest": version.digest,
            "effective_at": version.effective_at.isoformat(),
            "editions": {edition.language: {"policy": edition.document["title"]} for edition in version.editions.all()},
        },
        people=newcomers,
    )

"""Announcing planned maintenance, and taking it back."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.models import MaintainedService, Maintenance
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.instants import in_calendar_or_refused
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def announce_maintenance(
    *, by: User, title: str, starts_at: dt.datetime, ends_at: dt.datetime, services: Sequence[Service] = ()
) -> Maintenance:
    """Records maintenance of the services, or of all of them where none is named, from now known to be planned.

    It excludes nothing by itself: a service level with a clause about maintenance does.
    Raises Refused: `title`, `ends_at`, `starts_at`, `instant` (422).
    """
    if not title.strip():
        raise Refused("title", _("Say what is done."), status=422)
    start, end = in_calendar_or_refused(starts_at), in_calendar_or_refused(ends_at)
    if end <= start:
        raise Refused("ends_at", _("Maintenance ends after it starts."), status=422)
    at = clock.now()
    if start < at:
        sentence = _("Only what has not begun is planned: begin it now or later.")
        raise Refused("starts_at", sentence, status=422)
    made = Maintenance.objects.create(
        title=title.strip(),
        everywhere=not services,
        starts_at=start,
        ends_at=end,
        announced_at=at,
        announced_by=by.pseudonym,
    )
    MaintainedService.objects.bulk_create(MaintainedService(maintenance=made, service=one) for one in set(services))
    facts = {
        "title": made.title,
        "starts_at": start.isoformat(),
        "ends_at": end.isoformat(),
        "services": sorted(one.reference for one in set(services)),
    }
    record(verb="maintenance.announced", at=at, by=by.pseudonym, subject=made, facts=facts)
    return made


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def withdraw_maintenance(*, by: User, maintenance: Maintenance, reason: str) -> Maintenance:
    """Takes maintenance back: from now on it is not planned; what passed of it was.

    Raises Refused: `reason` (422), `maintenance_withdrawn`, `maintenance_over`.
    """
    if not reason.strip():
        raise Refused("reason", _("Say why the maintenance is withdrawn."), status=422)
    kept = Maintenance.objects.select_for_update().get(pk=maintenance.pk)
    at = clock.now()
    if kept.withdrawn_at is not None:
        raise Refused("maintenance_withdrawn", _("This maintenance was withdrawn before."))
    if kept.ends_at <= at:
        raise Refused("maintenance_over", _("This maintenance is over: it was as it was announced."))
    Maintenance.objects.filter(pk=kept.pk).update(
        withdrawn_at=at, withdrawn_by=by.pseudonym, withdrawal_reason=reason.strip()
    )
    facts = {"title": kept.title, "reason": reason.strip()}
    record(verb="maintenance.withdrawn", at=at, by=by.pseudonym, subject=kept, facts=facts)
    return Maintenance.objects.get(pk=kept.pk)

"""Service levels: what is promised a month, and which service has which from when."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.credits.models import ServiceLevel, ServiceLevelTerm
from enforcement.credits.rules import Level, Tier, plain
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def create_level(*, by: User, name: str, tiers: Sequence[Sequence[str]]) -> ServiceLevel:
    """A service level of tiers [below this percent, credit this percent of the price], both as decimal text.

    Raises Refused: `tiers` where they make no sense, `level_name_taken`.
    """
    kept = _checked(tiers)
    at = clock.now()
    try:
        with transaction.atomic():
            level = ServiceLevel.objects.create(name=name, tiers=kept, created_at=at)
    except IntegrityError as error:
        if not violated(error).startswith("credits_servicelevel_name"):
            raise
        raise Refused("level_name_taken", _("There is a service level of that name already.")) from error
    record(verb="level.created", at=at, by=by.pseudonym, subject=level, facts={"name": name, "tiers": kept})
    return level


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def assign_level(*, by: User, service: Service, level: ServiceLevel, starts_at: dt.datetime) -> ServiceLevelTerm:
    """Gives a service a level from an instant on; the level it had until then ends there.

    Raises Refused: `level_overlaps` where a later assignment stands already.
    """
    Service.objects.select_for_update().get(pk=service.pk)
    at = clock.now()
    if ServiceLevelTerm.objects.filter(service=service, starts_at__gte=starts_at).exists():
        raise Refused("level_overlaps", _("This service has a level that begins then or later already."))
    ServiceLevelTerm.objects.filter(service=service, ends_at=None).update(ends_at=starts_at)
    term = ServiceLevelTerm.objects.create(service=service, level=level, starts_at=starts_at)
    facts = {"service": service.reference, "level": level.name, "starts_at": starts_at.isoformat()}
    record(verb="level.assigned", at=at, by=by.pseudonym, subject=term, facts=facts)
    return term


def _checked(tiers: Sequence[Sequence[str]]) -> list[list[str]]:
    try:
        read = [Tier(Decimal(below), Decimal(percent)) for below, percent in tiers]
        level = Level(max(tier.below for tier in read), tuple(read))
    except (InvalidOperation, ValueError) as error:
        sentence = _("Write each tier as two percentages, such as 99.9 and 10; a lower one credits no less.")
        raise Refused("tiers", sentence, status=422) from error
    return [[plain(tier.below), plain(tier.percent)] for tier in reversed(level.tiers)]

"""Service levels: what is agreed from when on, and which service has which from when."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.credits.documents import terms_document
from enforcement.credits.level_terms import FIELDS, read_terms
from enforcement.credits.models import LevelVersion, ServiceLevel, ServiceLevelTerm
from enforcement.credits.terms import Nonsense, Terms
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.instants import EARLIEST, in_calendar_or_refused
from tenants.resellers.refusals import Refused

#: What to write, by the field that makes no sense.
_SENTENCES: Final = {
    "tiers": gettext_lazy("Write each tier as two percentages, such as 99.9 and 10; a lower one credits no less."),
    "measured": gettext_lazy("Choose in which seconds of the month availability is measured."),
    "hours": gettext_lazy(
        "Name service hours exactly where only they are measured, each as a weekday (1 is Monday) and two times, such"
        " as 1, 08:00, 18:00."
    ),
    "rounding": gettext_lazy("Choose how an availability is rounded."),
    "digits": gettext_lazy("Round to 0 to 6 digits, and to none where nothing is rounded."),
    "shortest_seconds": gettext_lazy("Write how many seconds the shortest interruption that counts lasts, or 0."),
    "clauses": gettext_lazy("Name for each exclusion the clause of the agreed service level that says so."),
    "maintenance_notice_hours": gettext_lazy("A notice of maintenance needs the clause that excludes maintenance."),
    "cap_percent": gettext_lazy("Write a cap above 0 and up to 100 percent of the price, or none."),
    "cap_amount": gettext_lazy("Write an amount above zero, or none."),
    "smallest_credit": gettext_lazy("Write an amount above zero, or none."),
    "currency": gettext_lazy("Name the currency of the amounts, and none where there are none."),
    "claim_days": gettext_lazy("Give a day at least to claim in, or none where credits are paid without a claim."),
}


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def create_level(*, by: User, name: str, terms: Mapping[str, Any]) -> ServiceLevel:
    """A service level with its first version, which holds from the beginning; `terms` as `read_terms` takes them.

    Raises Refused: the field of the terms that makes no sense (422), `level_name_taken`.
    """
    read = _read(terms)
    at = clock.now()
    try:
        with transaction.atomic():
            level = ServiceLevel.objects.create(name=name, created_at=at)
    except IntegrityError as error:
        if not violated(error).startswith("credits_servicelevel_name"):
            raise
        raise Refused("level_name_taken", _("There is a service level of that name already.")) from error
    _keep(level, 1, read, effective_at=EARLIEST, at=at, by=by.pseudonym)
    facts = {"name": name, "terms": terms_document(read)}
    record(verb="level.created", at=at, by=by.pseudonym, subject=level, facts=facts)
    return level


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def change_level(
    *, by: User, level: ServiceLevel, terms: Mapping[str, Any], effective_at: dt.datetime | None = None
) -> LevelVersion:
    """A service level's next version, from now or from an instant to come; what was agreed until then stays.

    Raises Refused: the field of the terms that makes no sense, `effective_at`, `instant` (422), `level_unchanged`.
    """
    read = _read(terms)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"level {level.pk}"])
    last = LevelVersion.objects.filter(level=level).latest("number")
    at = clock.now()
    effect = in_calendar_or_refused(effective_at or at)
    if effect < at or effect <= last.effective_at:
        sentence = _("A version begins now or later, and after the one before it: what held stays as it was.")
        raise Refused("effective_at", sentence, status=422)
    if terms_document(read) == terms_document(read_terms({name: getattr(last, name) for name in FIELDS})):
        raise Refused("level_unchanged", _("This is what the service level agrees already."))
    version = _keep(level, last.number + 1, read, effective_at=effect, at=at, by=by.pseudonym)
    facts = {
        "name": level.name,
        "number": version.number,
        "effective_at": effect.isoformat(),
        "terms": terms_document(read),
    }
    record(verb="level.changed", at=at, by=by.pseudonym, subject=version, facts=facts)
    return version


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


def _read(terms: Mapping[str, Any]) -> Terms:
    try:
        return read_terms(terms)
    except Nonsense as error:
        raise Refused(error.field, str(_SENTENCES[error.field]), status=422) from error


def _keep(
    level: ServiceLevel, number: int, terms: Terms, *, effective_at: dt.datetime, at: dt.datetime, by: uuid.UUID
) -> LevelVersion:
    written = terms_document(terms)
    columns = {name: getattr(terms, name) for name in FIELDS} | {
        name: written[name] for name in ("tiers", "hours", "clauses")
    }
    return LevelVersion.objects.create(
        level=level, number=number, effective_at=effective_at, recorded_at=at, recorded_by=by, **columns
    )

"""Keeping the weekly rota: who is told first of what is urgent."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tenants.alerts.models import AlertState, RotaShift, Weekday
from tenants.alerts.queries import on_rota
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused

LONGEST_WAIT = 1440


@verb(Permission.MANAGE_PEOPLE)
@transaction.atomic
def save_shift(
    *, by: User, weekday: Weekday, starts: dt.time, ends: dt.time, user: User, shift: RotaShift | None = None
) -> RotaShift:
    """Keeps a new shift, or changes one; times are by the reseller's clocks, to the minute.

    Raises Refused: `not_staff` (422: nobody whom anything waits for), `shift_taken` (409).
    """
    if not on_rota().filter(pk=user.pk).exists():
        raise Refused("not_staff", _("Nothing urgent waits for %s: choose somebody who may act.") % user, status=422)
    at = clock.now()
    starts, ends = (time.replace(second=0, microsecond=0, tzinfo=None) for time in (starts, ends))
    said = {"weekday": weekday, "starts": starts, "ends": ends, "user": user}
    try:
        with transaction.atomic():
            key = shift.pk if shift else uuid.uuid4()
            kept, _new = RotaShift.objects.update_or_create(pk=key, defaults=said)
    except IntegrityError as error:
        if violated(error) == "rota_shift_once":
            raise Refused("shift_taken", _("%s has a shift from that time already.") % user) from error
        raise
    facts = {"weekday": int(weekday), "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}", "who": str(user.pseudonym)}
    record(verb="rota.shift_saved", at=at, by=by.pseudonym, subject=kept, facts=facts)
    return kept


@verb(Permission.MANAGE_PEOPLE)
@transaction.atomic
def remove_shift(*, by: User, shift: RotaShift) -> None:
    """Takes a shift out of the table."""
    at = clock.now()
    record(verb="rota.shift_removed", at=at, by=by.pseudonym, subject=shift, facts={"weekday": shift.weekday})
    RotaShift.objects.filter(pk=shift.pk).delete()


@verb(Permission.MANAGE_PEOPLE)
@transaction.atomic
def set_wait(*, by: User, minutes: int) -> None:
    """Sets how long only who is on the rota is told of what is urgent. Raises Refused (`minutes`, 422)."""
    if not 0 <= minutes <= LONGEST_WAIT:
        raise Refused("minutes", _("From 0 to %s minutes.") % LONGEST_WAIT, status=422)
    at = clock.now()
    kept, _new = AlertState.objects.update_or_create(pk=1, defaults={"wait_minutes": minutes})
    record(verb="rota.wait_set", at=at, by=by.pseudonym, subject=kept, facts={"minutes": minutes})

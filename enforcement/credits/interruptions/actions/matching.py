"""What staff say of alerts whose service was not known: which it is, or that it is none."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.actions.marking import mark_changed
from enforcement.credits.interruptions.actions.alertmanager import (
    give_services,
    interrupt,
    lock_alerts,
    put_aside,
)
from enforcement.credits.intervals import Span
from enforcement.credits.models import Interruption, MonitoringAlert, MonitoringName
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def match_alert(*, by: User, alert: MonitoringAlert, service: Service, remember: bool = False) -> list[Interruption]:
    """Says which service an alert is about, and returns the interruptions that this makes.

    With `remember`, its name means that service from now on, and in every other alert that waits. Raises Refused:
    `alert_matched`, `alert_unnamed` (422, it has no name to remember).
    """
    lock_alerts()
    service = Service.objects.select_for_update().get(pk=service.pk)
    at = clock.now()
    alert = _unmatched(alert)
    made = [interrupt(alert, service, at=at, by=by.pseudonym)]
    mark_changed([(service.customer_id, Span(alert.starts_at, alert.ends_at))], at=at, by=by.pseudonym)
    if remember:
        _remember(alert.name, service, at=at, by=by.pseudonym)
        others = MonitoringAlert.objects.filter(name=alert.name, interruption=None, set_aside_at=None)
        made += give_services(others.order_by("starts_at", "pk"), at=at, by=by.pseudonym)
    tell(Kind.UNCONFIRMED)
    return made


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def set_aside_alert(*, by: User, alert: MonitoringAlert, remember: bool = False) -> MonitoringAlert:
    """Says that an alert is about no service of a customer; it stays to be read, and can be matched later.

    With `remember`, so is every other alert of that name, now and from now on. Raises Refused: `alert_matched`,
    `alert_unnamed` (422).
    """
    lock_alerts()
    at = clock.now()
    alert = _unmatched(alert)
    put_aside(alert, at=at, by=by.pseudonym)
    if remember:
        _remember(alert.name, None, at=at, by=by.pseudonym)
        for other in MonitoringAlert.objects.filter(name=alert.name, interruption=None, set_aside_at=None):
            put_aside(other, at=at, by=by.pseudonym)
    tell(Kind.UNCONFIRMED)
    return alert


def _unmatched(alert: MonitoringAlert) -> MonitoringAlert:
    found = MonitoringAlert.objects.get(pk=alert.pk)
    if found.interruption_id is not None:
        raise Refused("alert_matched", _("This alert is matched to a service already."))
    return found


def _remember(name: str, service: Service | None, *, at: dt.datetime, by: uuid.UUID) -> None:
    if not name:
        raise Refused("alert_unnamed", _("This alert names no service, so there is no name to remember."), status=422)
    kept, _made = MonitoringName.objects.update_or_create(
        name=name, defaults={"service": service, "decided_by": by, "decided_at": at}
    )
    facts = {"name": name, "service": service.reference if service else None}
    record(verb="monitoring_name.decided", at=at, by=by, subject=kept, facts=facts)

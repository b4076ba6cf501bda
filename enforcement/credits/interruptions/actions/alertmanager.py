"""Taking in what monitoring reports: repeated and reordered deliveries come to the same rows."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import transaction

from enforcement.credits.actions.marking import mark_changed
from enforcement.credits.interruptions.actions.recording import Told, keep_interruption, put_end
from enforcement.credits.interruptions.alertmanager import RefusedAlert, ReportedAlert, read_delivery
from enforcement.credits.interruptions.rules import alert_reference, next_reference
from enforcement.credits.intervals import Span
from enforcement.credits.models import Interruption, MonitoringAlert, MonitoringName
from policies.versions.company import this_reseller
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.current import connection

log = structlog.get_logger(__name__)
Key = tuple[str, dt.datetime]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a delivery came to: alerts taken, of these the ones that no service is known for, and those refused."""

    taken: int
    unmatched: int
    refused: tuple[RefusedAlert, ...]


@verb(Permission.REPORT_INTERRUPTIONS)
@transaction.atomic
def receive_alerts(*, by: User, body: Any) -> Delivered:
    """Takes in a delivery of Alertmanager's webhook; each alert's key is its fingerprint and start.

    Delivered again, or in another order, it changes nothing: an alert that was resolved stays so, with the latest end
    that was reported. One that names no known service is kept for staff to match. Raises Refused as `read_delivery`.
    """
    lock_alerts()
    label = this_reseller().alert_service_label
    at = clock.now()
    reported, refused = read_delivery(body, label=label, at=at)
    if refused:
        log.warning("alerts_refused", codes=sorted({one.code for one in refused}), count=len(refused))
    latest = _latest(reported)
    kept = _kept(latest, at=at, by=by.pseudonym)
    give_services(kept, at=at, by=by.pseudonym)
    tell(Kind.UNCONFIRMED)
    unmatched = sum(one.interruption_id is None and one.set_aside_at is None for one in kept)
    return Delivered(taken=len(reported), unmatched=unmatched, refused=tuple(refused))


def lock_alerts() -> None:
    """Others who take in or match alerts of this tenant wait until this transaction ends."""
    with connection.cursor() as cursor:
        name = f"{connection.schema_name}.monitoring"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _latest(reported: Iterable[ReportedAlert]) -> dict[Key, ReportedAlert]:
    """Returns one report for each key: the one with the latest end, if any has one."""
    found: dict[Key, ReportedAlert] = {}
    for one in reported:
        before = found.get(one.key)
        if before is None or (one.ends_at and (before.ends_at is None or one.ends_at > before.ends_at)):
            found[one.key] = one
    return found


def _kept(latest: dict[Key, ReportedAlert], *, at: dt.datetime, by: uuid.UUID) -> list[MonitoringAlert]:
    """Returns the rows of the alerts: new ones are made, a later end is written, what goes on was heard of now."""
    rows = MonitoringAlert.objects.filter(fingerprint__in={fingerprint for fingerprint, _start in latest})
    known = {(one.fingerprint, one.starts_at): one for one in rows.select_related("interruption__service")}
    heard = []
    for key, told in sorted(latest.items(), key=lambda item: item[0]):
        alert = known.get(key)
        if alert is None:
            known[key] = _new(told, at=at, by=by)
        elif told.ends_at and (alert.ends_at is None or told.ends_at > alert.ends_at):
            _move_end(alert, told.ends_at, at=at, by=by)
        elif told.ends_at is None and alert.ends_at is None:
            heard.append(alert.pk)
    MonitoringAlert.objects.filter(pk__in=heard, heard_at__lt=at).update(heard_at=at)
    return [known[key] for key in latest]


def _new(told: ReportedAlert, *, at: dt.datetime, by: uuid.UUID) -> MonitoringAlert:
    made = MonitoringAlert.objects.create(
        fingerprint=told.fingerprint,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        name=told.name,
        labels=dict(told.labels),
        received_at=at,
        heard_at=at,
    )
    record(verb="alert.received", at=at, by=by, subject=made, facts=_facts(made))
    return made


def _move_end(alert: MonitoringAlert, ends_at: dt.datetime, *, at: dt.datetime, by: uuid.UUID) -> None:
    before = alert.ends_at
    MonitoringAlert.objects.filter(pk=alert.pk).update(ends_at=ends_at)
    alert.ends_at = ends_at
    record(verb="alert.resolved", at=at, by=by, subject=alert, facts=_facts(alert))
    follow_end(alert, before, at=at, by=by)


def follow_end(alert: MonitoringAlert, before: dt.datetime | None, *, at: dt.datetime, by: uuid.UUID) -> None:
    """Ends the alert's interruption, or its correction, unless a person said of it when it ended."""
    made, ends_at = alert.interruption, alert.ends_at
    if made is None or ends_at is None:
        return
    Service.objects.select_for_update().get(pk=made.service_id)
    made = standing_of(made)
    if made is None or ends_at <= made.starts_at:
        return
    moved = made.pk == alert.interruption_id and made.ends_at == before
    if moved or made.ends_at is None:
        was = made.ends_at
        put_end(made, ends_at, at=at, by=by)
        changed = Span(was, ends_at) if was else Span(ends_at, None)
        mark_changed([(made.service.customer_id, changed)], at=at, by=by)


def standing_of(interruption: Interruption) -> Interruption | None:
    """Returns the interruption, or the last of its corrections; None where that was withdrawn."""
    rows = Interruption.objects.select_related("service", "withdrawal")
    found = rows.get(pk=interruption.pk)
    while following := rows.filter(replaces=found).first():
        found = following
    return None if hasattr(found, "withdrawal") else found


def give_services(alerts: Iterable[MonitoringAlert], *, at: dt.datetime, by: uuid.UUID) -> list[Interruption]:
    """Makes the interruption of each alert whose name is a service's reference, or was matched by staff before.

    What staff said is no service of a customer is set aside. Who calls has locked the alerts.
    """
    waiting = [one for one in alerts if one.interruption_id is None and one.set_aside_at is None and one.name]
    names = {one.name for one in waiting}
    decided = {one.name: one for one in MonitoringName.objects.filter(name__in=names).select_related("service")}
    meant = {one.service_id for one in decided.values() if one.service_id}
    rows = Service.objects.filter(reference__in=names) | Service.objects.filter(pk__in=meant)
    services = {one.pk: one for one in rows.select_for_update().order_by("pk")}
    by_reference = {one.reference: one for one in services.values()}
    made = []
    for alert in waiting:
        said = decided.get(alert.name)
        service = by_reference.get(alert.name) or (said.service if said else None)
        if service is not None:
            made.append(interrupt(alert, service, at=at, by=by))
        elif said is not None:
            put_aside(alert, at=at, by=said.decided_by)
    mark_changed([(one.service.customer_id, Span(one.starts_at, one.ends_at)) for one in made], at=at, by=by)
    return made


def interrupt(alert: MonitoringAlert, service: Service, *, at: dt.datetime, by: uuid.UUID) -> Interruption:
    """Returns the interruption that the alert makes of the service; who calls has locked both."""
    reference = alert_reference(alert.fingerprint, alert.starts_at)
    taken = set(Interruption.objects.filter(service=service, reference=reference).values_list("reference", flat=True))
    if taken:
        reference = next_reference(reference, taken)
    told = Told(reference, alert.starts_at, alert.ends_at, alert.labels.get("alertname", "")[:200])
    made = keep_interruption(service, told, at=at, by=by)
    MonitoringAlert.objects.filter(pk=alert.pk).update(interruption=made, set_aside_at=None, set_aside_by=None)
    alert.interruption, alert.set_aside_at = made, None
    return made


def put_aside(alert: MonitoringAlert, *, at: dt.datetime, by: uuid.UUID) -> None:
    """Says of an alert that it is about no service of a customer."""
    MonitoringAlert.objects.filter(pk=alert.pk).update(set_aside_at=at, set_aside_by=by)
    alert.set_aside_at = at
    record(verb="alert.set_aside", at=at, by=by, subject=alert, facts=_facts(alert))


def _facts(alert: MonitoringAlert) -> dict[str, str | None]:
    return {
        "fingerprint": alert.fingerprint,
        "name": alert.name,
        "starts_at": alert.starts_at.isoformat(),
        "ends_at": alert.ends_at.isoformat() if alert.ends_at else None,
    }

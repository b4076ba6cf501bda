"""What the example's monitoring reported: alerts that were matched, one that waits, one set aside, a correction."""

import datetime as dt
from typing import Any

from enforcement.credits.interruptions.actions import (
    correct_interruption,
    match_alert,
    receive_alerts,
    set_aside_alert,
)
from enforcement.credits.models import Interruption, MonitoringAlert
from portal.example.timeline import Timeline
from tenants.customers.models import Service
from tenants.people.models import User


def monitoring(timeline: Timeline, *, finance: User, service: Service) -> None:
    """Deliveries of Alertmanager, and what finance made of them."""
    start = timeline.at(12, 2)
    alerts = [
        _alert("HostDown", service.reference, "5d8a1c0e9b7f3a24", start, start + dt.timedelta(minutes=20)),
        _alert("DiskFailed", "hall2-storage-4", "0f1e2d3c4b5a6978", timeline.at(20, 5), timeline.at(20, 6)),
        _alert("CertificateExpires", "intranet", "9a8b7c6d5e4f3021", timeline.at(21, 8), None),
        _alert("HostDown", "backup-9", "77665544332211aa", timeline.at(22, 1), timeline.at(22, 2)),
    ]
    receive_alerts(by=finance, body={"version": "4", "alerts": alerts})
    receive_alerts(by=finance, body={"version": "4", "alerts": alerts[:1]})
    known = {one.name: one for one in MonitoringAlert.objects.all()}
    match_alert(by=finance, alert=known["backup-9"], service=service, remember=True)
    set_aside_alert(by=finance, alert=known["intranet"], remember=True)
    reported = Interruption.objects.get(alert=known[service.reference])
    correct_interruption(
        by=finance,
        interruption=reported,
        starts_at=reported.starts_at - dt.timedelta(minutes=4),
        ends_at=reported.ends_at,
        cause=reported.cause,
        reason="The switch's log shows that it began four minutes before the alert.",
    )


def _alert(alert: str, name: str, fingerprint: str, start: dt.datetime, end: dt.datetime | None) -> dict[str, Any]:
    return {
        "status": "resolved" if end else "firing",
        "labels": {"alertname": alert, "service": name, "severity": "page"},
        "startsAt": start.isoformat(),
        "endsAt": end.isoformat() if end else "0001-01-01T00:00:00Z",
        "fingerprint": fingerprint,
    }

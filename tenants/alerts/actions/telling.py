"""Finds what waits, keeps it as alerts, and queues the mails that tell of it: at once, after the rota, or daily."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from tenants.alerts.models import Alert, AlertLine, AlertMail, AlertState, How, Kind
from tenants.alerts.queries import chosen_by, on_duty, readers_of, state, waiting_for, zone
from tenants.alerts.rules import digest_day, how_told
from tenants.alerts.sources import MOST, Source, Waiting, all_sources
from tenants.ledger import clock
from tenants.outbox.models import OutboxStatus
from tenants.people.models import User
from tenants.people.permissions import holders
from tenants.resellers.current import connection
from tenants.resellers.waking import wake

Key = tuple[uuid.UUID, dt.datetime]


def tell(*kinds: Kind) -> None:
    """Looks for what waits of these kinds once the caller's transaction is committed, and wakes who mails it.

    A verb calls it whose change may have made something wait, or wait no longer; the sweep finds it else in a minute.
    """

    def looked() -> None:
        look(kinds)

    transaction.on_commit(looked, robust=True)
    wake("tenants.alerts.tasks.send")


@transaction.atomic
def look(kinds: Collection[Kind] | None = None) -> int:
    """Raises alerts of what waits and has none, settles those of what waits no longer, queues mails of the new ones.

    `kinds` None: all of them, and the day's mails. One after the other in a tenant. Returns how many were raised.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{connection.schema_name}.alerts"])
    at = clock.now()
    raised = sum(_look(source, at) for source in all_sources() if kinds is None or source.kind in kinds)
    if kinds is None:
        AlertState.objects.update_or_create(pk=1, defaults={"looked_at": at})
        _queue_daily(at)
    return raised


def _look(source: Source, at: dt.datetime) -> int:
    open_ones = Alert.objects.filter(kind=source.kind, subject_type=source.model, settled_at=None)
    known = {(row.subject_id, row.since): row.pk for row in open_ones.only("subject_id", "since")}
    found = {(one.subject, one.since): one for one in islice(source.waiting(at), MOST)}
    settled = [pk for key, pk in known.items() if key not in found]
    if settled:
        Alert.objects.filter(pk__in=settled).update(settled_at=at)
        give_up(settled, at=at, why="it waits no longer")
    _follow(open_ones, found)
    fresh = [_alert(source, one, at) for key, one in found.items() if key not in known]
    if not fresh:
        return 0
    Alert.objects.bulk_create(fresh, ignore_conflicts=True)
    # What waits again since the same instant has been told of before: it is only opened again.
    names = [alert.subject_id for alert in fresh]
    again = Alert.objects.filter(kind=source.kind, subject_type=source.model, subject_id__in=names)
    again = again.exclude(settled_at=None)
    Alert.objects.filter(pk__in=[row.pk for row in again if (row.subject_id, row.since) in found]).update(
        settled_at=None
    )
    raised = list(Alert.objects.filter(pk__in=[alert.pk for alert in fresh]))
    for alert in raised:
        _queue(alert, source, at)
    return len(raised)


def _follow(open_ones: QuerySet[Alert], found: Mapping[Key, Waiting]) -> None:
    """Keeps for whom what is known waits now, and what it is called; nobody is mailed of that."""
    changed = []
    for alert in open_ones.filter(subject_id__in=[one.subject for one in found.values()]):
        one = found.get((alert.subject_id, alert.since))
        if one is None:
            continue
        said = {"title": one.title[:300], "path": one.path, "urgent": one.urgent, "not_for": sorted(one.not_for)}
        said["person_id"] = one.person.pk if one.person else None
        if any(getattr(alert, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(alert, name, value)
            changed.append(alert)
    Alert.objects.bulk_update(changed, ["title", "path", "urgent", "not_for", "person"])


def _alert(source: Source, one: Waiting, at: dt.datetime) -> Alert:
    return Alert(
        kind=source.kind,
        subject_type=source.model,
        subject_id=one.subject,
        since=one.since,
        title=one.title[:300],
        path=one.path,
        urgent=one.urgent,
        person=one.person,
        not_for=sorted(one.not_for),
        by=one.by,
        raised_at=at,
    )


def _queue(alert: Alert, source: Source, at: dt.datetime) -> None:
    """Queues the mails about one alert, but those that wait for the day's mail."""
    readers = [user for user in readers_of(alert, source) if user.pseudonym != alert.by]
    chosen = chosen_by([user.pk for user in readers])
    first = {user.pk for user in readers} & on_duty(at) if alert.urgent else set()
    later = at + dt.timedelta(minutes=state().wait_minutes)
    mails, lines = [], []
    for user in readers:
        how = how_told(alert.kind, chosen.get(user.pk, {}))
        if user.pk not in first and (how == How.NEVER or (how == How.DAILY and not alert.urgent)):
            continue
        due = later if first and user.pk not in first else at
        mail = AlertMail(user=user, queued_at=at, next_attempt_at=due)
        mails.append(mail)
        lines.append(AlertLine(mail=mail, alert=alert, user=user))
    AlertMail.objects.bulk_create(mails)
    AlertLine.objects.bulk_create(lines)


def _queue_daily(at: dt.datetime) -> None:
    """Once a day, queues one mail for each person for whom something waits that they want to hear of daily."""
    day = digest_day(at, zone(), state().daily_until)
    if day is None:
        return
    AlertState.objects.update_or_create(pk=1, defaults={"daily_until": day})
    everybody = _everybody()
    chosen = chosen_by([user.pk for user in everybody])
    for user in everybody:
        daily = [kind for kind in Kind if how_told(kind, chosen.get(user.pk, {})) == How.DAILY]
        told = AlertLine.objects.filter(user=user).values("alert")
        waiting = list(waiting_for(user).filter(kind__in=daily).exclude(pk__in=told)[:MOST])
        if waiting:
            mail = AlertMail.objects.create(user=user, day=day, queued_at=at, next_attempt_at=at)
            AlertLine.objects.bulk_create(AlertLine(mail=mail, alert=alert, user=user) for alert in waiting)


def _everybody() -> Iterable[User]:
    found = {user.pk: user for source in all_sources() for user in holders(source.needs)}
    return list(found.values())


def give_up(alerts: Collection[uuid.UUID], *, at: dt.datetime, why: str, but: User | None = None) -> None:
    """Ends the mails about single alerts that have not left."""
    waiting = AlertMail.objects.filter(lines__alert__in=alerts, day=None, status=OutboxStatus.QUEUED)
    waiting = waiting.exclude(user=but) if but else waiting
    names = list(waiting.values_list("pk", flat=True))
    AlertMail.objects.filter(pk__in=names).update(status=OutboxStatus.FAILED, ended_at=at, answer=why)

"""Reads of alerts: what waits for a person, whom an alert is for, who is on the rota, and how people are told."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from tenants.alerts.models import Alert, AlertPreference, AlertState, Kind, RotaShift
from tenants.alerts.rules import covered, how_told
from tenants.alerts.sources import Source, all_sources
from tenants.people.models import User
from tenants.people.permissions import holders, may
from tenants.resellers.current import connection


def waiting_for(user: User) -> QuerySet[Alert]:
    """Returns what waits for a person, as their roles are now: the urgent first, then the oldest."""
    asked = Q(pk__in=[])
    for source in all_sources():
        if may(user, source.needs):
            asked |= Q(kind=source.kind, subject_type=source.model)
    rows = Alert.objects.filter(asked, Q(person=None) | Q(person=user), settled_at=None)
    rows = rows.exclude(not_for__contains=[user.pseudonym])
    return rows.select_related("taken_by").order_by("-urgent", "since", "pk")


def waiting_count(user: User) -> int:
    """Returns how many things wait for a person."""
    return waiting_for(user).count()


def readers_of(alert: Alert, source: Source) -> list[User]:
    """Returns everybody who may do what an alert is about."""
    rows = holders(source.needs).exclude(pseudonym__in=alert.not_for)
    return list(rows.filter(pk=alert.person_id) if alert.person_id else rows)


def chosen_by(users: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, str]]:
    """Returns what each of these people chose, by kind."""
    found: dict[uuid.UUID, dict[str, str]] = {}
    for row in AlertPreference.objects.filter(user__in=users):
        found.setdefault(row.user_id, {})[row.kind] = row.how
    return found


def preferences_of(user: User) -> Mapping[Kind, str]:
    """Returns how a person is told of each kind that their roles may be told of."""
    kinds = {source.kind for source in all_sources() if may(user, source.needs)}
    chosen = chosen_by([user.pk]).get(user.pk, {})
    return {kind: how_told(kind, chosen) for kind in Kind if kind in kinds}


def zone() -> ZoneInfo:
    """Returns the reseller's time zone."""
    return ZoneInfo(getattr(connection.tenant, "timezone", "") or "UTC")


def shifts() -> QuerySet[RotaShift]:
    """Returns the weekly table in its order."""
    return RotaShift.objects.select_related("user").order_by("weekday", "starts", "user__name")


def on_duty(at: dt.datetime) -> set[uuid.UUID]:
    """Returns the ids of who is on the rota at `at` (UTC)."""
    days = [(at.astimezone(zone()).weekday() + shift) % 7 for shift in (-1, 0)]
    rows = RotaShift.objects.filter(weekday__in=days, user__is_active=True)
    return {shift.user_id for shift in covered(rows, at, zone()) if isinstance(shift, RotaShift)}


def state() -> AlertState:
    """Returns the one row; a new one where nothing is kept yet."""
    return AlertState.objects.first() or AlertState()


def on_rota() -> QuerySet[User]:
    """Returns everybody for whom anything may wait, by name: who can stand on the rota."""
    asked = Q(pk__in=[])
    for source in all_sources():
        asked |= Q(pk__in=holders(source.needs).order_by().values("pk"))
    return User.objects.filter(asked).order_by("name", "email")

"""Reads what a reseller's dated settings were at an instant or in a stretch of time."""

import datetime as dt
from typing import Any

from tenants.people.models import SettingChange


def setting_at(name: str, at: dt.datetime, *, now: Any) -> Any:
    """Returns what the setting was at the aware instant; `now` is its value today."""
    later = SettingChange.objects.filter(name=name, at__gt=at).order_by("at").first()
    return later.old if later else now


def stretches_of(name: str, *, now: Any) -> list[tuple[dt.datetime | None, dt.datetime | None, Any]]:
    """Returns from when until when (UTC; None: always, still) the setting had which value, the oldest first."""
    changes = list(SettingChange.objects.filter(name=name).order_by("at"))
    starts = [None, *(change.at for change in changes)]
    ends = [*(change.at for change in changes), None]
    values = [*(change.old for change in changes), now]
    return list(zip(starts, ends, values, strict=True))

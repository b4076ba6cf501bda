"""Reads what Alertmanager's webhook delivers (its JSON, version 4); pure: the instant is an argument."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from tenants.resellers.instants import CLOCK_SKEW, NotAnInstant, in_calendar
from tenants.resellers.refusals import Refused

#: What one delivery may hold.
MOST_BYTES: Final = 2_000_000
MOST_ALERTS: Final = 1_000
_LONGEST_FINGERPRINT: Final = 40
_LONGEST_NAME: Final = 200
_LONGEST_LABELS: Final = 10_000  # characters, as JSON
_STATUSES: Final = ("firing", "resolved")


@dataclass(frozen=True, slots=True)
class ReportedAlert:
    """One alert: its key is the fingerprint and the start; `ends_at` None: it goes on. Instants in UTC.

    `name` is what the label of the reseller's choice says of the service, empty without such a label.
    """

    fingerprint: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    name: str
    labels: Mapping[str, str]

    @property
    def key(self) -> tuple[str, dt.datetime]:
        """What tells it from others, however often and in whatever order it comes."""
        return self.fingerprint, self.starts_at


@dataclass(frozen=True, slots=True)
class RefusedAlert:
    """An alert that was not taken: its place in the delivery, counted from 0, and why."""

    index: int
    code: str
    sentence: str


class _Wrong(Exception):
    """Why one alert is not taken."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


def read_delivery(body: Any, *, label: str, at: dt.datetime) -> tuple[list[ReportedAlert], list[RefusedAlert]]:
    """Returns the alerts of a delivery, and those that were not taken.

    `label` names the service; nothing before 1990 or more than 24 hours after `at` is taken. Raises Refused:
    `not_alertmanager` (422) for what is no such delivery, `too_many_alerts` (413).
    """
    if not isinstance(body, dict) or body.get("version") != "4" or not isinstance(body.get("alerts"), list):
        sentence = _("This is no delivery of Alertmanager's webhook, version 4, with a list of alerts.")
        raise Refused("not_alertmanager", sentence, status=422)
    alerts = body["alerts"]
    if len(alerts) > MOST_ALERTS:
        sentence = _("A delivery holds at most %d alerts: set max_alerts, or group them by more labels.")
        raise Refused("too_many_alerts", sentence % MOST_ALERTS, status=413)
    found, refused = [], []
    for index, alert in enumerate(alerts):
        try:
            found.append(_read(alert, label, at + CLOCK_SKEW))
        except _Wrong as wrong:
            refused.append(RefusedAlert(index, wrong.code, wrong.sentence))
    return found, refused


def _read(alert: Any, label: str, latest: dt.datetime) -> ReportedAlert:
    if not isinstance(alert, dict):
        raise _Wrong("not_an_alert", _("This is no alert."))
    if alert.get("status") not in _STATUSES:
        raise _Wrong("status", _("The status is neither firing nor resolved."))
    fingerprint = alert.get("fingerprint")
    if not isinstance(fingerprint, str) or not fingerprint.strip() or not _printable(fingerprint):
        raise _Wrong("fingerprint", _("The fingerprint is missing, or no word of at most 40 letters and digits."))
    labels = alert.get("labels")
    if not isinstance(labels, dict) or not all(isinstance(value, str) for value in labels.values()):
        raise _Wrong("labels", _("The labels are missing, or one is no text."))
    if len(json.dumps(labels, ensure_ascii=False)) > _LONGEST_LABELS:
        raise _Wrong("labels", _("The labels are longer than %d characters.") % _LONGEST_LABELS)
    name = labels.get(label, "").strip()
    if len(name) > _LONGEST_NAME:
        raise _Wrong("labels", _("The service's name is longer than %d characters.") % _LONGEST_NAME)
    starts_at, ends_at = _instant(alert, "startsAt", latest), _instant(alert, "endsAt", latest)
    if starts_at is None:
        raise _Wrong("starts_at", _("The alert does not say when it started."))
    if alert["status"] == "firing":
        ends_at = None  # what a firing alert names is when it would be given up
    if ends_at is not None and ends_at <= starts_at:
        raise _Wrong("ends_before", _("The alert ends before it starts, or at the same instant."))
    return ReportedAlert(fingerprint, starts_at, ends_at, name, labels)


def _printable(fingerprint: str) -> bool:
    return len(fingerprint) <= _LONGEST_FINGERPRINT and fingerprint.isascii() and fingerprint.isalnum()


def _instant(alert: Mapping[str, Any], field: str, latest: dt.datetime) -> dt.datetime | None:
    """Returns the instant; None for what is not said: left out, empty, or the year 1, which Go writes for nothing."""
    said = alert.get(field)
    if said in (None, ""):
        return None
    code = {"startsAt": "starts_at", "endsAt": "ends_at"}[field]
    try:
        moment = dt.datetime.fromisoformat(said)
    except (TypeError, ValueError) as error:
        raise _Wrong(code, _("%s is no instant with its offset.") % field) from error
    if moment.year == 1:
        return None
    if moment.tzinfo is None:
        raise _Wrong(code, _("%s is no instant with its offset.") % field)
    try:
        exact = in_calendar(moment)
    except NotAnInstant as error:
        raise _Wrong(code, _("%s lies before 1990, or too far ahead.") % field) from error
    if exact > latest:
        raise _Wrong(code, _("%s lies more than 24 hours ahead.") % field)
    return exact

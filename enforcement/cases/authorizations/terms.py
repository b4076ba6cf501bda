"""What an authorization may say, checked and in one canonical form."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from enforcement.cases.authorizations.queries import authorizable
from enforcement.reports.targets import named
from policies.versions.models import PolicyVersion
from tenants.resellers.instants import in_calendar_or_refused
from tenants.resellers.refusals import Refused

MOST_NAMES = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for or grants; instants are aware, `ends_at` None: until it is revoked."""

    keys: Collection[str]
    targets: Sequence[str]
    sources: Sequence[str]
    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    rate: str = ""
    rate_number: Decimal | None = None
    rate_unit: str = ""


def columns(wanted: Wanted, version: PolicyVersion) -> dict[str, Any]:
    """Returns the columns of a row that says `wanted` in the words of `version`.

    Raises Refused (422): `provisions`, `names`, `target`, `too_many_names`, `instant`, `span`, `rate`.
    """
    keys = [one.key for one in authorizable(version) if one.key in set(wanted.keys)]
    if not keys or len(keys) != len(set(wanted.keys)):
        sentence = _("Choose provisions of version %s, which is in force: prohibitions, one at least.")
        raise Refused("provisions", sentence % version.number, status=422)
    targets, sources = (_canonical(names) for names in (wanted.targets, wanted.sources))
    if not targets and not sources:
        sentence = _("Name at least one address, network or domain, from which or against which it is allowed.")
        raise Refused("names", sentence, status=422)
    starts_at = in_calendar_or_refused(wanted.starts_at)
    ends_at = in_calendar_or_refused(wanted.ends_at) if wanted.ends_at else None
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("span", _("It has to end after it begins."), status=422)
    number, unit = wanted.rate_number, wanted.rate_unit.strip()
    if (number is None) != (not unit) or (number is not None and not (number.is_finite() and number > 0)):
        raise Refused("rate", _("A rate is a number above zero with its unit, such as 100 per second."), status=422)
    return {
        "version": version,
        "keys": keys,
        "targets": targets,
        "sources": sources,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "rate": wanted.rate.strip(),
        "rate_number": number,
        "rate_unit": unit,
    }


def facts_of(said: dict[str, Any]) -> dict[str, Any]:
    """Returns what the ledger tells of the same columns; addresses are told apart, as personal data."""
    return {
        "version": said["version"].number,
        "provisions": said["keys"],
        "from": said["starts_at"].isoformat(),
        "until": said["ends_at"].isoformat() if said["ends_at"] else None,
    }


def _canonical(names: Sequence[str]) -> list[str]:
    given = [name for name in names if name.strip()]
    if len(given) > MOST_NAMES:
        raise Refused("too_many_names", _("Name at most %d; a network says many at once.") % MOST_NAMES, status=422)
    found = [one for name in given for one in named(name)]
    if any(one.port for one in found):
        sentence = _("Name an address without a port: say which ports in the words about other limits.")
        raise Refused("target", sentence, status=422)
    return sorted({one.text for one in found})

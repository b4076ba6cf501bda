"""How an authorization stands at an instant, and which requests may still be decided; no clock, no database."""

import datetime as dt
from enum import StrEnum

from enforcement.cases.authorizations.models import Authorization


class Standing(StrEnum):
    """What an authorization is worth at an instant."""

    TO_COME = "to_come"
    RUNNING = "in_effect"
    ENDED = "ended"
    REVOKED = "revoked"


def counts_from(authorization: Authorization) -> dt.datetime:
    """From when it counts: never earlier than it was granted (R14)."""
    return max(authorization.starts_at, authorization.granted_at)


def standing(authorization: Authorization, at: dt.datetime) -> Standing:
    """Returns how it stands at `at` (aware); the end, like the revocation, is the first instant outside."""
    if authorization.revoked_at is not None and authorization.revoked_at <= at:
        return Standing.REVOKED
    if authorization.ends_at is not None and authorization.ends_at <= at:
        return Standing.ENDED
    return Standing.RUNNING if counts_from(authorization) <= at else Standing.TO_COME

"""Writes and reads the envelope's sender of a mail: it names the delivery, so that a bounce without words finds it."""

import uuid
from dataclasses import dataclass

from django.conf import settings

from policies.notices.models import Delivery

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Returned:
    """What a return address names: the reseller's schema, the delivery, and which round of it."""

    schema: str
    delivery: uuid.UUID
    round: int


def return_address(delivery: Delivery, *, schema: str) -> str:
    """Returns the envelope's sender of a mail, such as bounce+acme=1f2e…=0@portal.example; empty where none is set."""
    local, at, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{local}+{schema}={_short(delivery.pk)}={delivery.round}@{domain}" if at else ""


def read_return_address(address: str) -> Returned | None:
    """Returns what a return address names; None for any other address."""
    local, _at, domain = address.strip().strip("<>").lower().rpartition("@")
    ours, _at, own_domain = settings.BOUNCE_ADDRESS.lower().rpartition("@")
    if not ours or domain != own_domain or not local.startswith(f"{ours}+"):
        return None
    try:
        schema, short, round_ = local.removeprefix(f"{ours}+").split("=")
        return Returned(schema, uuid.UUID(int=int(short, 36)), int(round_))
    except ValueError:
        return None


def _short(name: uuid.UUID) -> str:
    """Returns a UUID in 25 characters: a mail address has room for 64 before its @."""
    digits, number = "", name.int
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"

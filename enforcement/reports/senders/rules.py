"""How a sender is written, and whom a muted domain covers; no clock, no database."""

import re

_DOMAIN = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
_ADDRESS = re.compile(r"[^@\s<>,;\"]{1,64}@[a-z0-9._-]+")


def sender_form(text: str) -> str:
    """Returns an address, or a domain, in the one form in which senders are compared; empty where it is neither."""
    known = text.strip().lower().removeprefix("@").rstrip(".")
    return known if _ADDRESS.fullmatch(known) or _DOMAIN.fullmatch(known) else ""


def covering(address: str) -> list[str]:
    """Returns what would mute an address: itself, its domain, and every domain above that."""
    known = sender_form(address)
    if not known:
        return []
    labels = known.rpartition("@")[2].split(".")
    return [known, *(".".join(labels[n:]) for n in range(len(labels) - 1))]


def same_organisation(one: str, other: str) -> bool:
    """Whether two addresses are of one domain: what a machine there sends answers for who wrote."""
    return bool(one and other) and one.rpartition("@")[2].lower() == other.rpartition("@")[2].lower()

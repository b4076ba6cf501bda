"""The member that names people: everything personal that was not erased when the file was exported."""

from collections.abc import Sequence

from portal.evidence.collecting.bundle import Bundle
from tenants.ledger.entries import canonical_bytes
from tenants.ledger.models import Entry, Personal
from tenants.people.models import User

#: What of the ledger's personal values is a name or an address; the others are words that the records tell too.
_NAMES = frozenset({"name", "email", "reporter"})


def names_member(bundle: Bundle, personal: Sequence[Personal]) -> bytes:
    """People by pseudonym, customers, reporters, the addresses of deliveries, and the names that the ledger digests."""
    people = User.objects.filter(pseudonym__in=bundle.people).order_by("pseudonym")
    return canonical_bytes(
        {
            "people": [{"pseudonym": str(one.pseudonym), "name": one.name, "email": one.email} for one in people],
            "customers": bundle.customers,
            "reporters": bundle.reporters,
            "addresses": bundle.addresses,
            "ledger": [_opened(one) for one in personal if one.name in _NAMES],
        }
    )


def openings_member(personal: Sequence[Personal]) -> bytes:
    """The salts of all other values that entries carry as digests only, so that records can be held against them."""
    return b"".join(canonical_bytes(_opened(one)) + b"\n" for one in personal if one.name not in _NAMES)


def personal_of(entries: Sequence[Entry]) -> list[Personal]:
    """The personal values behind these entries that were not erased, in the order of the entries."""
    found = Personal.objects.filter(entry__in=[entry.pk for entry in entries])
    return list(found.order_by("entry_id", "name"))


def _opened(one: Personal) -> dict[str, object]:
    return {"seq": one.entry_id, "name": one.name, "salt": bytes(one.salt).hex(), "value": one.value}

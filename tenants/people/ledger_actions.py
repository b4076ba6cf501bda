"""The ledger's verbs with who may do them; the ledger itself stands below people and cannot ask."""

from tenants.ledger.keys import rotation
from tenants.ledger.publishing.actions import send_newest
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb


@verb(Permission.EXPORT_LEDGER)
def send_heads(*, by: User) -> int:
    """Sends the newest head to whoever the settings name, now; returns to how many.

    Raises Refused: `nothing_sealed`, `nobody_named`.
    """
    return send_newest(by=by.pseudonym)


@verb(Permission.MANAGE_SETTINGS)
def rotate_key(*, by: User, reason: str) -> str:
    """Signs with a new key from the commit on; returns its kid. Raises Refused: `reason_missing`."""
    return rotation.rotate_key(by=by.pseudonym, reason=reason)

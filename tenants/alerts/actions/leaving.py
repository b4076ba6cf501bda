"""What ends when a person is deactivated: their shifts, and what they said that they see to."""

import uuid

from tenants.alerts.models import Alert, RotaShift
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User


def leave(user: User, by: uuid.UUID | None) -> None:
    """Takes a person off the rota, and gives back to everybody what they had taken; inside the verb."""
    at = clock.now()
    for shift in RotaShift.objects.select_for_update().filter(user=user).order_by("pk"):
        record(verb="rota.shift_removed", at=at, by=by, subject=shift, facts={"person": str(user.pseudonym)})
        shift.delete()
    taken = Alert.objects.select_for_update().filter(taken_by=user, settled_at=None).order_by("pk")
    for alert in taken:
        Alert.objects.filter(pk=alert.pk).update(taken_by=None, taken_at=None)
        record(verb="alert.given_back", at=at, by=by, subject=alert, facts={"person": str(user.pseudonym)})

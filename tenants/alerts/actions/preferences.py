"""Choosing how one is told."""

from collections.abc import Mapping

from django.db import transaction

from tenants.alerts.models import AlertPreference, How, Kind
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User


@transaction.atomic
def choose_alerts(*, by: User, chosen: Mapping[Kind, How]) -> None:
    """Keeps how a person wants to be told of these kinds from now on; each for their own part."""
    at = clock.now()
    for kind, how in chosen.items():
        AlertPreference.objects.update_or_create(user=by, kind=kind, defaults={"how": how})
    facts = {"chosen": {str(kind): str(how) for kind, how in chosen.items()}}
    record(verb="alerts.chosen", at=at, by=by.pseudonym, subject=by, facts=facts)

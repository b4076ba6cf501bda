"""Goes through every active tenant and wakes what waits there; one tenant's fault stops no other."""

from collections.abc import Callable
from typing import Any

import structlog
from django.apps import apps
from django.db.models import F
from django_tenants.utils import schema_context
from kombu.exceptions import OperationalError as BrokerGone

from tenants.resellers.current import connection
from tenants.resellers.instant import database_now
from tenants.resellers.models import Reseller, Status, SweepFailure

log = structlog.get_logger(__name__)

#: What beat wakes in each active tenant; rooms add to it at start-up.
swept: list[Callable[[], Any]] = []


def sweep_tenants() -> int:
    """Asks every room in every active tenant; what fails is logged and kept until it goes well. Returns how many.

    A broker that is gone, or a database, is nobody's fault among them and ends the sweep: the next one tries again.
    """
    resellers = list(Reseller.objects.filter(status=Status.ACTIVE))
    failing = set(SweepFailure.objects.values_list("reseller", "room"))
    for reseller in resellers:
        for wake in swept:
            room = room_of(wake)
            try:
                with schema_context(reseller.schema_name):
                    wake()
            except BrokerGone:
                raise
            except Exception as error:  # whatever it is, the next tenant is not to wait for its repair
                log.exception("The sweep failed in a tenant", tenant=reseller.schema_name, room=room)
                connection.close_if_unusable_or_obsolete()
                remember(reseller, room, error)
            else:
                if (reseller.pk, room) in failing:
                    SweepFailure.objects.filter(reseller=reseller, room=room).delete()
    return len(resellers)


def room_of(wake: Callable[[], Any]) -> str:
    """The label of the app whose work it wakes."""
    config = apps.get_containing_app_config(wake.__module__)
    return config.label if config else wake.__module__


def remember(reseller: Reseller, room: str, error: Exception) -> None:
    """Keeps the kind of error, since when it fails and how often it did."""
    at = database_now()
    kept, _new = SweepFailure.objects.get_or_create(
        reseller=reseller, room=room, defaults={"first_at": at, "last_at": at}
    )
    SweepFailure.objects.filter(pk=kept.pk).update(error=type(error).__name__[:100], last_at=at, times=F("times") + 1)

"""Setting how old acts may be."""

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.reports.models import OldestAct
from policies.documents.model.categories import CATEGORIES
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused

MOST: Final = 36_500


@verb(Permission.MANAGE_SETTINGS)
@transaction.atomic
def set_oldest(*, by: User, days: Mapping[str, int]) -> None:
    """Replaces how many days after it ended an act of each kind is still processed without a person, from now on.

    What is left out is as usual. Raises Refused (422): `category`, `days`.
    """
    if not set(days) <= set(CATEGORIES):
        raise Refused("category", _("Choose one of the kinds of conduct."), status=422)
    if any(not 0 < one <= MOST for one in days.values()):
        raise Refused("days", _("Days are a whole number above zero, and a hundred years at most."), status=422)
    list(OldestAct.objects.select_for_update().order_by("pk"))
    at = clock.now()
    OldestAct.objects.all().delete()
    OldestAct.objects.bulk_create(OldestAct(category=name, days=one) for name, one in sorted(days.items()))
    record(verb="oldest_acts.set", at=at, by=by.pseudonym, subject=by, facts={"days": dict(sorted(days.items()))})

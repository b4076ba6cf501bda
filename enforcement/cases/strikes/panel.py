"""What strikes suggest, on the pages of a case and of a customer; a suggestion, never an act."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.cases.strikes.queries import tally
from tenants.customers.events import Note
from tenants.customers.models import Customer


def customer_notes(customer: Customer, at: dt.datetime) -> Iterable[Note]:
    """Says how many points count now, and what they suggest."""
    found = tally(customer, at)
    if not found.points:
        return []
    named = {"points": found.points, "measure": found.label, "threshold": found.threshold}
    text = (
        _("%(points)s points count now. From %(threshold)s on a measure is suggested: %(measure)s.") % named
        if found.suggests
        else _("%(points)s points count now.") % named
    )
    path = reverse("desk-strikes-of", args=[customer.pk])
    return [Note(_("Strikes"), text, path, _("See the strikes"), "caution" if found.suggests else "")]

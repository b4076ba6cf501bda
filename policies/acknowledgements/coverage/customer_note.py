"""The note on a customer's page: whether the version in force was acknowledged or declined."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from policies.acknowledgements.coverage.figures import binding_acknowledgements
from policies.acknowledgements.queries import current_version, declining
from tenants.customers.events import Note
from tenants.customers.models import Customer
from tenants.customers.queries import agreement_at


def coverage_note(customer: Customer, at: dt.datetime) -> Iterator[Note]:
    """Says whether a representative acknowledged or anybody declined, if an agreement runs at `at` (UTC)."""
    version = current_version(at)
    if version is None or agreement_at(customer=customer, at=at) is None:
        return
    path, link = reverse("desk-answers", kwargs={"customer_id": customer.pk}), _("Who acknowledged what, and how")
    done = binding_acknowledgements(version, at=at).filter(customer=customer).exists()
    declined = declining(version, at=at).filter(customer=customer).order_by("-at").first()
    number = {"number": version.number}
    if declined is not None and not done:
        title = _("Version %(number)d was declined") % number
        text = _("It binds the customer all the same. Reason given: %s") % (declined.reason or _("none"))
        yield Note(title, text, path, link, "caution")
    elif done:
        text = _("A representative acknowledged the words that bind.")
        yield Note(_("Version %(number)d is acknowledged") % number, text, path, link, "good")
    else:
        text = _("No representative has acknowledged it yet. It binds the customer all the same.")
        yield Note(_("Version %(number)d is not acknowledged") % number, text, path, link)

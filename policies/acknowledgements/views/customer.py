"""The desk's page about one customer: everything told, shown, acknowledged and declined."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.acknowledgements.coverage.queries import coverage_of_people, people_with_state
from policies.acknowledgements.paper.actions import record_paper
from policies.acknowledgements.queries import acknowledgements_of, current_version, declines_of, names_of
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission, may


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def answers(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Who was told, shown, acknowledged and declined for a customer, on what authority and by which means."""
    customer = get_object_or_404(Customer, pk=customer_id)
    at = clock.now()
    version = current_version(at)
    people = list(people_with_state(version=version, at=at).filter(customer=customer)) if version else []
    rows, declines = list(acknowledgements_of(customer)), list(declines_of(customer))
    attesters = {row.paper.attested_by for row in rows if row.paper}
    names = names_of({row.person for row in rows} | {row.person for row in declines} | attesters)
    erased = _("Somebody whose name was erased")
    context = {
        "customer": customer,
        "version": version,
        "people": coverage_of_people(people, version=version, at=at) if version else [],
        "rows": [
            (row, names.get(row.person, erased), names.get(row.paper.attested_by, erased) if row.paper else "")
            for row in rows
        ],
        "declines": [(row, names.get(row.person, erased)) for row in declines],
        "manages": may(request.user, record_paper),
    }
    return render(request, "acknowledgements/desk_answers.html", context)

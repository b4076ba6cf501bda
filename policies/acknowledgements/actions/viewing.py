"""Recording that words were shown."""

from django.db import transaction

from policies.acknowledgements.models import View
from policies.versions.editions import read_in
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User


@transaction.atomic
def record_view(*, by: User, customer: Customer, version: PolicyVersion, language: str = "") -> None:
    """Records that a version was shown to a signed-in person, the first time only (R5), and in which language."""
    if View.objects.filter(version=version, person=by.pseudonym, customer=customer).exists():
        return
    at = clock.now()
    view = View(
        version=version,
        digest=version.digest,
        person=by.pseudonym,
        customer=customer,
        at=at,
        edition_language=read_in(version, language).language,
    )
    View.objects.bulk_create([view], ignore_conflicts=True)
    # Two windows opened at once show the words twice, but only one of them was the first.
    if View.objects.filter(pk=view.pk).exists():
        facts = {"number": version.number, "digest": version.digest, "customer": str(customer.pk)}
        record(verb="version.viewed", at=at, by=by.pseudonym, subject=view, facts=facts)

"""Gives a reseller as many waiting reports and open cases as asked for; as a program it prints an officer's session.

Five reports in a row are about one service, so that a page of the inbox looks the same however many there are.
"""

import datetime as dt
import os
import sys
import uuid
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
NEIGHBOURS = 5
BATCH = 2_000
KINDS = ("spam_email", "malware", "unauthorized_testing", "spoofing")


def main(schema: str, number: int) -> None:
    """Customers with a service each, their reports and cases, and somebody signed in who works on them."""
    django.setup()
    from django_tenants.utils import tenant_context  # noqa: PLC0415 - Django comes first

    from tenants.resellers.models import Reseller  # noqa: PLC0415 - likewise

    with tenant_context(Reseller.objects.get(schema_name=schema)):
        fill(number)
        print(signed_in())


def fill(number: int) -> None:
    """Reports a minute apart that all wait, and a case about each that is not closed."""
    from enforcement.cases.models import Case  # noqa: PLC0415 - Django comes first
    from enforcement.reports.models import Report, Source  # noqa: PLC0415 - likewise
    from tenants.customers.models import Agreement, Customer, Service  # noqa: PLC0415 - likewise

    count = number // NEIGHBOURS + 1
    customers = [Customer(reference=f"B{n:06}", name=f"Firm {n}", created_at=SINCE) for n in range(count)]
    agreements = [Agreement(customer=one, number=f"MSA-{one.reference}", starts_at=SINCE) for one in customers]
    services = [
        Service(
            customer=one.customer,
            agreement=one,
            reference=f"S-{one.number}",
            name="Virtual server",
            monthly_price="100.00",
            currency="EUR",
            starts_at=SINCE,
        )
        for one in agreements
    ]
    Customer.objects.bulk_create(customers, batch_size=BATCH)
    Agreement.objects.bulk_create(agreements, batch_size=BATCH)
    Service.objects.bulk_create(services, batch_size=BATCH)
    officer = uuid.uuid4()
    for numbers in in_batches(number):
        reports = [
            Report(
                number=n + 1,
                source=Source.FORM,
                category=KINDS[n % len(KINDS)],
                target="192.0.2.7",
                targets=[{"target": "192.0.2.7", "port": None}],
                started_at=SINCE,
                ended_at=SINCE,
                description="Mails that nobody asked for came from this address. " * 8,
                received_at=SINCE + dt.timedelta(minutes=n),
                follow_digest=uuid.uuid4().hex,
                service=services[n // NEIGHBOURS],
                customer=services[n // NEIGHBOURS].customer,
            )
            for n in numbers
        ]
        cases = [
            Case(
                number=report.number,
                customer=report.customer,
                service=report.service,
                category=report.category,
                summary="Mails that nobody asked for.",
                opened_at=report.received_at,
                opened_by=officer,
            )
            for report in reports
        ]
        Report.objects.bulk_create(reports)
        Case.objects.bulk_create(cases)
        Case.reports.through.objects.bulk_create(
            Case.reports.through(case=case, report=report) for case, report in zip(cases, reports, strict=True)
        )


def in_batches(number: int) -> Iterator[range]:
    """The numbers from 0 on, some at a time."""
    for start in range(0, number, BATCH):
        yield range(start, min(start + BATCH, number))


def signed_in() -> str:
    """The key of a case officer's session."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415 - Django first
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 - likewise

    from tenants.people.actions import give_roles  # noqa: PLC0415 - likewise
    from tenants.people.models import Role  # noqa: PLC0415 - likewise

    user = give_roles(by=None, email="officer@bench.example", name="Officer", roles=[Role.CASE_OFFICER])
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "tenants.people.backends.EmailBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

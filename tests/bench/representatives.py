"""Many customers with an agreement and a representative each, for benchmarks and for what must stand a crowd."""

import datetime as dt

from tenants.customers.models import Agreement, Capacity, Customer, Membership
from tenants.people.models import User

SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_AT_ONCE = 5_000


def make_representatives(many: int) -> None:
    """So many customers in the current schema."""
    for start in range(0, many, _AT_ONCE):
        numbers = range(start + 1, min(start + _AT_ONCE, many) + 1)
        people = [
            User(email=f"rep{n}@customer.example", name=f"Representative {n}", password="!", created_at=SINCE)
            for n in numbers
        ]
        held = [Customer(reference=f"B{n}", name=f"Customer {n}", created_at=SINCE) for n in numbers]
        User.objects.bulk_create(people)
        Customer.objects.bulk_create(held)
        Agreement.objects.bulk_create(
            Agreement(customer=one, number=f"MSA-{one.reference}", starts_at=SINCE) for one in held
        )
        Membership.objects.bulk_create(
            Membership(customer=one, user=person, capacity=Capacity.REPRESENTATIVE, since=SINCE)
            for one, person in zip(held, people, strict=True)
        )

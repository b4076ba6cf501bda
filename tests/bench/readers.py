"""Makes readers at Acme's, each signed in for a customer of its own; as a program it prints their sessions as JSON."""

import datetime as dt
import json
import os
import sys
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def main(number: int) -> None:
    """Customers with an agreement, and a representative with an authority and a session."""
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415 - Django first
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 - likewise
    from django.contrib.sessions.models import Session  # noqa: PLC0415 - likewise
    from django_tenants.utils import tenant_context  # noqa: PLC0415 - likewise

    from policies.versions.models import PolicyVersion  # noqa: PLC0415 - likewise
    from tenants.customers.models import Agreement, Authority, Customer, Membership  # noqa: PLC0415 - likewise
    from tenants.people.models import User  # noqa: PLC0415 - likewise
    from tenants.resellers.models import Reseller  # noqa: PLC0415 - likewise

    with tenant_context(Reseller.objects.get(schema_name="acme")):
        users = [User(email=f"reader{n}@bench.example", name=f"Reader {n}", created_at=SINCE) for n in range(number)]
        for user in users:
            user.set_unusable_password()
        customers = [Customer(reference=f"B{n:05}", name=f"Firm {n}", created_at=SINCE) for n in range(number)]
        memberships = [
            Membership(customer=customer, user=user, capacity="representative", since=SINCE)
            for customer, user in zip(customers, users, strict=True)
        ]
        User.objects.bulk_create(users)
        Customer.objects.bulk_create(customers)
        Agreement.objects.bulk_create(
            Agreement(customer=one, number=f"MSA-{one.reference}", starts_at=SINCE) for one in customers
        )
        Membership.objects.bulk_create(memberships)
        Authority.objects.bulk_create(
            Authority(
                membership=one,
                customer=one.customer,
                person=one.user.pseudonym,
                basis="office",
                words="Managing director",
                starts_at=SINCE,
                recorded_at=SINCE,
            )
            for one in memberships
        )
        store, keys = SessionStore(), [uuid.uuid4().hex for _ in users]
        Session.objects.bulk_create(
            Session(
                session_key=key,
                session_data=store.encode(
                    {
                        SESSION_KEY: str(user.pk),
                        BACKEND_SESSION_KEY: "tenants.people.backends.EmailBackend",
                        HASH_SESSION_KEY: user.get_session_auth_hash(),
                    }
                ),
                expire_date=dt.datetime(2100, 1, 1, tzinfo=dt.UTC),
            )
            for key, user in zip(keys, users, strict=True)
        )
        version = PolicyVersion.objects.get()
        ticks = list(version.provisions.filter(acknowledge_separately=True).values_list("key", flat=True))
        json.dump({"digest": version.digest, "ticks": ticks, "sessions": keys}, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))

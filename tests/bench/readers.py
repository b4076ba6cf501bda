"""Makes readers at Acme's, each signed in for a customer of its own; as a program it prints what each sends as JSON.

Every tenth one's agreement replaces a provision, each in other words.
"""

import datetime as dt
import hashlib
import json
import os
import sys
import uuid
from typing import Any

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

    from tenants.customers.models import Agreement, Authority, Customer, Membership  # noqa: PLC0415 - likewise
    from tenants.people.models import User  # noqa: PLC0415 - likewise
    from tenants.resellers.models import Reseller  # noqa: PLC0415 - likewise

    with tenant_context(Reseller.objects.get(schema_name="acme")):
        users = [User(email=f"reader{n}@bench.example", name=f"Reader {n}", created_at=SINCE) for n in range(number)]
        for user in users:
            user.set_unusable_password()
        customers = [Customer(reference=f"B{n:05}", name=f"Firm {n}", created_at=SINCE) for n in range(number)]
        agreements = [Agreement(customer=one, number=f"MSA-{one.reference}", starts_at=SINCE) for one in customers]
        memberships = [
            Membership(customer=customer, user=user, capacity="representative", since=SINCE)
            for customer, user in zip(customers, users, strict=True)
        ]
        User.objects.bulk_create(users)
        Customer.objects.bulk_create(customers)
        Agreement.objects.bulk_create(agreements)
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
        sent = bodies(agreements, recorder=users[0].pseudonym)
        readers = [{"session": key, "body": body} for key, body in zip(keys, sent, strict=True)]
        json.dump(readers, sys.stdout)


def bodies(agreements: list[Any], *, recorder: uuid.UUID) -> list[dict[str, Any]]:
    """What each reader's page would send; every tenth agreement is given its deviation first."""
    from policies.versions.effective_terms import bound_to  # noqa: PLC0415 - Django comes first
    from policies.versions.models import PolicyVersion  # noqa: PLC0415 - likewise
    from tenants.customers.models import Deviation  # noqa: PLC0415 - likewise
    from tenants.ledger import clock  # noqa: PLC0415 - likewise

    version = PolicyVersion.objects.get()
    ticks = list(version.provisions.filter(acknowledge_separately=True).values_list("key", flat=True))
    replaced = version.provisions.filter(kind="prohibition", acknowledge_separately=False).order_by("position")[0]
    deviating = agreements[9::10]
    Deviation.objects.bulk_create(
        Deviation(
            customer=one.customer,
            agreement=one,
            effect="replaced",
            key=replaced.key,
            text=f"What {one.number} says of this instead.",
            general_digest=replaced.digest,
            starts_at=SINCE,
            filename="agreed.pdf",
            document_digest=digest_of(f"file of {one.number}"),
            digest=digest_of(one.number),
            recorded_at=SINCE,
            recorded_by=recorder,
        )
        for one in deviating
    )
    at = clock.now()
    bound = {one.pk: bound_to(customer=one.customer, version=version, at=at).digest for one in deviating}
    if len({version.digest, *bound.values()}) != len(bound) + 1:
        raise RuntimeError("deviations change nothing of what binds")
    common = {"digest": version.digest, "ticks": ticks}
    return [common | {"binding_digest": bound.get(one.pk, version.digest)} for one in agreements]


def digest_of(words: str) -> str:
    """A digest that no other words have."""
    return hashlib.sha256(words.encode()).hexdigest()


if __name__ == "__main__":
    main(int(sys.argv[1]))

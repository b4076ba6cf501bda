"""The fast path of acknowledging: one query and one insert, since thousands may come in a minute.

What it does not find is asked again step by step by `actions.eligibility`, which then says what is wrong (ADR 0015).
"""

import datetime as dt
import functools
import json
from typing import Any

from django.db import models

from policies.acknowledgements.acting import Acting
from policies.versions.models import Policy, PolicyVersion
from tenants.customers.models import Authority, Capacity, Customer, Membership
from tenants.people.models import User
from tenants.resellers.current import connection

# Who acts for the customer now, on which authority, under a running agreement, before the one open version with this
# digest: the one in force, else the next announced one. The rules are those of `acting_at` and `open_version`.
_VERSION = ["id", "policy_id", "number", "digest", "edition_digests", "significance", "posted_at", "effective_at"]
_GOOD = """
SELECT v.id, v.policy_id, v.number, v.digest, v.edition_digests, v.significance, v.posted_at, v.effective_at,
  v.document ->> 'language' AS governs,
  ARRAY(SELECT p.key FROM versions_postedprovision p WHERE p.version_id = v.id AND p.acknowledge_separately
        ORDER BY p.position) AS separate,
  m.id AS membership, m.capacity AS acts_as, m.since AS acts_since,
  a.id AS authority, a.basis, a.words, a.document_digest, a.starts_at, a.ends_at,
  EXISTS (SELECT 1 FROM customers_authority h WHERE h.membership_id = m.id) AS has_authorities,
  EXISTS (SELECT 1 FROM customers_deviation d WHERE d.customer_id = m.customer_id) AS deviates,
  (SELECT i.domain FROM public.resellers_domain i JOIN public.resellers_reseller r ON r.id = i.tenant_id
   WHERE r.schema_name = %(schema)s AND i.is_primary) AS issuer
FROM customers_membership m
JOIN versions_policyversion v ON v.policy_id = %(policy)s AND v.digest = %(digest)s AND v.withdrawn_at IS NULL
  AND v.posted_at <= %(at)s
LEFT JOIN LATERAL (
  SELECT * FROM customers_authority r WHERE r.membership_id = m.id AND r.starts_at <= %(at)s
    AND (r.ends_at IS NULL OR r.ends_at > %(at)s)
  ORDER BY r.starts_at DESC, r.recorded_at DESC LIMIT 1
) a ON true
WHERE m.user_id = %(user)s AND m.customer_id = %(customer)s AND (m.until IS NULL OR m.until > %(at)s)
  AND NOT EXISTS (SELECT 1 FROM versions_policyversion n WHERE n.policy_id = v.policy_id AND n.withdrawn_at IS NULL
                  AND n.effective_at > v.effective_at AND n.effective_at <= %(at)s)
  AND EXISTS (SELECT 1 FROM customers_agreement g WHERE g.customer_id = m.customer_id AND g.starts_at <= %(at)s
              AND (g.ends_at IS NULL OR g.ends_at > %(at)s))
ORDER BY m.capacity DESC, m.since, v.effective_at > %(at)s, v.effective_at LIMIT 1
"""


def find_eligible(
    *, policy: Policy, user: User, customer: Customer, digest: str, at: dt.datetime
) -> tuple[Acting, PolicyVersion] | None:
    """Returns who acts and the version, if the person may acknowledge it at `at` (UTC); None if anything is missing."""
    asked: dict[str, Any] = {"policy": policy.pk, "user": user.pk, "customer": customer.pk, "digest": digest, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_GOOD, {**asked, "schema": connection.schema_name})
        found = cursor.fetchone()
        if found is None:
            return None
        row = dict(zip((column.name for column in cursor.description), found, strict=True))
    row["edition_digests"] = json.loads(row["edition_digests"])
    version = PolicyVersion.from_db(connection.alias, _VERSION, [row[name] for name in _VERSION])
    version.policy = policy
    version.governs, version.separate = row["governs"], row["separate"]  # type: ignore[attr-defined]  # as open_version
    membership = Membership(
        id=row["membership"], customer=customer, user=user, capacity=row["acts_as"], since=row["acts_since"]
    )
    authority = None
    if row["authority"]:
        authority = Authority(
            id=row["authority"],
            membership=membership,
            customer=customer,
            person=user.pseudonym,
            basis=row["basis"],
            words=row["words"],
            document_digest=row["document_digest"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
        )
    binds = row["acts_as"] == Capacity.REPRESENTATIVE and (authority is not None or not row["has_authorities"])
    capacity = Capacity.REPRESENTATIVE if binds else Capacity.ACCOUNT_USER
    acting = Acting(
        customer, membership, capacity, authority, agreed=True, deviates=row["deviates"], issuer=row["issuer"]
    )
    return acting, version


def insert_once(row: models.Model) -> bool:
    """Adds the row unless a constraint says that it exists; returns whether it was added."""
    fields = row._meta.concrete_fields
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_inserting(type(row)), values)
        return bool(cursor.rowcount == 1)


@functools.cache
def _inserting(model: type[models.Model]) -> str:
    columns = [field.column for field in model._meta.concrete_fields]
    named, places = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
    return f'INSERT INTO "{model._meta.db_table}" ({named}) VALUES ({places}) ON CONFLICT DO NOTHING'  # noqa: S608 - names of the model's own

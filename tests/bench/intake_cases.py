"""The resellers of `intake`: services that each have an open case of some kinds of conduct, made by SQL."""

import datetime as dt
import uuid

from django.db import connection
from django_tenants.utils import schema_context
from psycopg import sql

from policies.documents.model.categories import CATEGORIES
from tenants.ledger import clock
from tenants.resellers.models import Domain, Reseller, Status
from tenants.resellers.provisioning import owner_connection, provision_schema
from tests.bench.intake_mails import address_of
from tests.factories import customers

#: What the mails are about comes first.
_FIRST = ("unauthorized_testing", "spam_email")
_SERVICES = """
INSERT INTO customers_service (id, customer_id, agreement_id, reference, name, monthly_price, currency, starts_at)
SELECT gen_random_uuid(), %s, %s, 'S-' || n, 'Server', 10, 'EUR', %s FROM generate_series(0, %s) AS n
"""
_IDENTIFIERS = """
INSERT INTO customers_identifier (id, service_id, kind, network, value, held_from)
SELECT gen_random_uuid(), id, 'network', set_masklen(%s::inet + substr(reference, 3)::int, 32)::cidr, '', starts_at
FROM customers_service WHERE reference LIKE 'S-%%'
"""
_CASES = """
INSERT INTO cases_case
  (id, number, customer_id, service_id, category, summary, status, opened_at, opened_by, priority)
SELECT gen_random_uuid(), row_number() OVER (), customer_id, id, kind, 'A case.', 'open', %s, %s, 'normal'
FROM customers_service, unnest(%s::text[]) AS kind WHERE reference LIKE 'S-%%'
"""
_JOINING = """
INSERT INTO cases_joining (case_id, service_id, category, acts_from, acts_until, joins)
SELECT id, service_id, category, %s, %s, true FROM cases_case
"""
_OTHER = """
CREATE TABLE {} (id bigint GENERATED ALWAYS AS IDENTITY, sender text, subject text, sent text, words text, raw bytea)
"""
_MONTH = dt.timedelta(days=30)


def filled(schema: str, *, services: int, kinds: int) -> None:
    """Makes a reseller with so many services, each with an open case of so many kinds of conduct."""
    at = clock.now()
    with owner_connection() as owner:
        provision_schema(schema, owner=owner)
        owner.execute(sql.SQL(_OTHER).format(sql.Identifier(schema, "bench_mail")))
        owner.execute(sql.SQL("GRANT INSERT ON {} TO PUBLIC").format(sql.Identifier(schema, "bench_mail")))
        owner.commit()
    reseller = Reseller.objects.create(schema_name=schema, name=schema, status=Status.ACTIVE, created_at=at)
    Domain.objects.create(domain=f"{schema}.localhost", tenant=reseller, is_primary=True)
    named = [*_FIRST, *(name for name in CATEGORIES if name not in _FIRST)][:kinds]
    with schema_context(schema):
        holder = customers.customer("Holder", networks=[])
        agreement = customers.agreement_of(holder)
        with connection.cursor() as cursor:
            cursor.execute(_SERVICES, [holder.pk, agreement.pk, agreement.starts_at, services - 1])
            cursor.execute(_IDENTIFIERS, [address_of(0)])
            cursor.execute(_CASES, [at, uuid.uuid4(), named])
            cursor.execute(_JOINING, [at - _MONTH, at + _MONTH])
    with owner_connection() as owner:
        owner.commit()
        owner.autocommit = True
        for table in ("customers_service", "customers_identifier", "cases_case", "cases_joining"):
            owner.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(schema, table)))

"""Makes what `fanout` and `deliver` measure: a reseller whose customers have many representatives."""

from django.db import connection

_PEOPLE = """
INSERT INTO people_user (id, pseudonym, email, name, password, is_active, created_at)
SELECT gen_random_uuid(), gen_random_uuid(), 'rep' || n || '@customer.example', 'Representative ' || n, '!', true,
       '2026-01-01' FROM generate_series(1, %(many)s) AS n;
INSERT INTO customers_customer (id, reference, name, created_at)
SELECT gen_random_uuid(), 'B' || n, 'Customer ' || n, '2026-01-01' FROM generate_series(1, %(many)s) AS n;
INSERT INTO customers_agreement (id, customer_id, number, starts_at, defined_terms)
SELECT gen_random_uuid(), id, 'MSA-' || reference, '2026-01-01', '{}'
FROM customers_customer WHERE reference LIKE 'B%%';
INSERT INTO customers_membership (id, customer_id, user_id, capacity, authority, since)
SELECT gen_random_uuid(), c.id, u.id, 'representative', '', '2026-01-01'
FROM customers_customer c JOIN people_user u ON u.email = 'rep' || substr(c.reference, 2) || '@customer.example'
WHERE c.reference LIKE 'B%%'
"""


def make_representatives(many: int) -> None:
    """So many customers with an agreement and one representative each, in the current schema."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"many": many})

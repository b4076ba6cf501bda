"""Many ledger entries at once, as a year of a busy tenant would leave them."""

from tenants.resellers.current import connection

_ENTRIES = """
WITH added AS (
  INSERT INTO ledger_entry (at, verb, by, subject_type, subject_id, facts)
  SELECT clock_timestamp(), 'version.acknowledged', gen_random_uuid(), 'acknowledgements.acknowledgement',
         n::text, jsonb_build_object('digest', md5(n::text), 'method', 'page', 'number', n)
  FROM generate_series(1, %s) AS n
  RETURNING id
)
INSERT INTO ledger_unsealed (entry_id) SELECT id FROM added
"""


def many_entries(count: int) -> None:
    """Adds `count` entries that wait to be sealed to the current tenant's ledger."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [count])

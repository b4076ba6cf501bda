"""Each reseller's row carries the versions in force and to come: filled here from what was posted before it did."""

from django.db import migrations

FORWARD = """
UPDATE public.resellers_reseller SET effects = coalesce((
  WITH standing AS (
    SELECT v.number, v.significance, v.effective_at FROM versions_policyversion v
    JOIN versions_policy p ON p.id = v.policy_id WHERE p.slug = 'aup' AND v.withdrawn_at IS NULL
  )
  SELECT jsonb_agg(
    jsonb_build_array(
      number, significance, to_char(effective_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')
    ) ORDER BY effective_at
  )
  FROM standing WHERE effective_at >= coalesce(
    (SELECT max(effective_at) FROM standing WHERE significance = 'material' AND effective_at <= clock_timestamp()),
    '-infinity'
  )
), '[]')
WHERE schema_name = current_schema();
"""


class Migration(migrations.Migration):
    dependencies = [("versions", "0008_to_confirm"), ("resellers", "0009_gate")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

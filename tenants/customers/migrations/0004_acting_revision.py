"""Counts at each person what changed about whom they act for and what was agreed there, whoever writes it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION acting_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[to_jsonb(NEW)] WHEN 'DELETE' THEN ARRAY[to_jsonb(OLD)]
                     ELSE ARRAY[to_jsonb(OLD), to_jsonb(NEW)] END;
  named uuid[];
BEGIN
  IF TG_TABLE_NAME = 'customers_membership' THEN
    SELECT array_agg((one->>'user_id')::uuid) INTO named FROM unnest(changed) one;
  ELSE
    SELECT array_agg(m.user_id) INTO named FROM unnest(changed) one
    JOIN customers_membership m ON m.customer_id = (one->>'customer_id')::uuid AND m.until IS NULL;
  END IF;
  -- In one order, so that two changes at once wait for each other and never both.
  UPDATE people_user SET acting_revision = acting_revision + 1
  WHERE id IN (SELECT id FROM people_user WHERE id = ANY (named) ORDER BY id FOR NO KEY UPDATE);
  RETURN NULL;
END $$;
CREATE TRIGGER acting_changed AFTER INSERT OR UPDATE OR DELETE ON customers_membership
  FOR EACH ROW EXECUTE FUNCTION acting_changed();
CREATE TRIGGER acting_changed AFTER INSERT OR UPDATE OR DELETE ON customers_agreement
  FOR EACH ROW EXECUTE FUNCTION acting_changed();
CREATE TRIGGER acting_changed AFTER INSERT OR UPDATE OR DELETE ON customers_deviation
  FOR EACH ROW EXECUTE FUNCTION acting_changed();
"""

BACKWARD = """
DROP TRIGGER acting_changed ON customers_deviation;
DROP TRIGGER acting_changed ON customers_agreement;
DROP TRIGGER acting_changed ON customers_membership;
DROP FUNCTION acting_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_authority"), ("people", "0003_acting_revision")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

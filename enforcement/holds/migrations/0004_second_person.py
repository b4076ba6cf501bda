"""Invariant 6: who approves a measure did not decide the determination that it rests on."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION measure_approver_did_not_decide() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (
      SELECT 1 FROM %1$I.holds_measure m JOIN %1$I.cases_determination d ON d.id = m.determination_id
      WHERE m.id = $1 AND d.decided_by = $2)', TG_TABLE_SCHEMA)
    INTO decided USING NEW.measure_id, NEW.approved_by;
  IF decided THEN
    RAISE EXCEPTION 'who decided does not approve the measure'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_approver_did_not_decide';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER measure_approver_did_not_decide BEFORE INSERT ON holds_measureapproval
  FOR EACH ROW EXECUTE FUNCTION measure_approver_did_not_decide();
"""


class Migration(migrations.Migration):
    dependencies = [("holds", "0003_outbox"), ("cases", "0002_persons")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

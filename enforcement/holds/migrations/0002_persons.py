"""Invariant 6 and R9 for measures: no measure on an unapproved determination, none active without its approval."""

from django.db import migrations

FORWARD = """
ALTER TABLE holds_measure ADD CONSTRAINT proposer_is_somebody
  FOREIGN KEY (proposed_by) REFERENCES people_user (pseudonym);
ALTER TABLE holds_measureapproval ADD CONSTRAINT measure_approver_is_somebody
  FOREIGN KEY (approved_by) REFERENCES people_user (pseudonym);
ALTER TABLE holds_measureapproval ADD CONSTRAINT approval_of_the_proposer
  FOREIGN KEY (measure_id, proposed_by) REFERENCES holds_measure (id, proposed_by);

CREATE FUNCTION measure_stands_on_determination() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM cases_determination d WHERE d.id = NEW.determination_id AND d.needs_approval
             AND NOT EXISTS (SELECT 1 FROM cases_approval a WHERE a.determination_id = d.id)) THEN
    RAISE EXCEPTION 'the determination is not approved' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status IN ('active', 'ended') AND NEW.needs_approval
     AND NOT EXISTS (SELECT 1 FROM holds_measureapproval a WHERE a.measure_id = NEW.id) THEN
    RAISE EXCEPTION 'the measure is not approved' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER measure_stands_on_determination BEFORE INSERT OR UPDATE ON holds_measure
  FOR EACH ROW EXECUTE FUNCTION measure_stands_on_determination();
"""

BACKWARD = """
ALTER TABLE holds_measureapproval DROP CONSTRAINT measure_approver_is_somebody;
ALTER TABLE holds_measure DROP CONSTRAINT proposer_is_somebody;
DROP TRIGGER measure_stands_on_determination ON holds_measure;
DROP FUNCTION measure_stands_on_determination();
ALTER TABLE holds_measureapproval DROP CONSTRAINT approval_of_the_proposer;
"""


class Migration(migrations.Migration):
    dependencies = [("holds", "0001_initial"), ("cases", "0002_persons")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""Invariants 5 and 6 for determinations: plain triggers and keys, which `SET pgtrigger.ignore` does not walk past."""

from django.db import migrations

FORWARD = """
ALTER TABLE cases_determination ADD CONSTRAINT decider_is_somebody
  FOREIGN KEY (decided_by) REFERENCES people_user (pseudonym);
ALTER TABLE cases_approval ADD CONSTRAINT approver_is_somebody
  FOREIGN KEY (approved_by) REFERENCES people_user (pseudonym);
ALTER TABLE cases_approval ADD CONSTRAINT approval_of_the_decider
  FOREIGN KEY (determination_id, decided_by) REFERENCES cases_determination (id, decided_by);

CREATE FUNCTION discretionary_needs_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM versions_postedprovision p JOIN cases_determination d ON d.id = NEW.determination_id
             WHERE p.id = NEW.provision_id AND p.discretionary AND NOT d.needs_approval) THEN
    RAISE EXCEPTION 'a discretionary provision is cited without a second person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER discretionary_needs_approval BEFORE INSERT ON cases_citation
  FOR EACH ROW EXECUTE FUNCTION discretionary_needs_approval();

CREATE FUNCTION citation_in_force_then() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM versions_postedprovision p
                 WHERE p.id = NEW.provision_id AND p.version_id = NEW.version_id AND p.digest = NEW.digest) THEN
    RAISE EXCEPTION 'the citation names another version or other words' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM versions_policyversion v JOIN cases_determination d ON d.id = NEW.determination_id
                 WHERE v.id = NEW.version_id AND v.withdrawn_at IS NULL AND v.effective_at <= d.act_ended_at
                 AND NOT EXISTS (SELECT 1 FROM versions_policyversion n
                                 WHERE n.policy_id = v.policy_id AND n.withdrawn_at IS NULL
                                 AND n.effective_at > v.effective_at AND n.effective_at <= d.act_started_at)) THEN
    RAISE EXCEPTION 'the provision was not in force during the act' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM cases_approval a WHERE a.determination_id = NEW.determination_id) THEN
    RAISE EXCEPTION 'an approved determination takes no further citation' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER citation_in_force_then BEFORE INSERT ON cases_citation
  FOR EACH ROW EXECUTE FUNCTION citation_in_force_then();
"""

BACKWARD = """
ALTER TABLE cases_approval DROP CONSTRAINT approver_is_somebody;
ALTER TABLE cases_determination DROP CONSTRAINT decider_is_somebody;
DROP TRIGGER citation_in_force_then ON cases_citation;
DROP FUNCTION citation_in_force_then();
DROP TRIGGER discretionary_needs_approval ON cases_citation;
DROP FUNCTION discretionary_needs_approval();
ALTER TABLE cases_approval DROP CONSTRAINT approval_of_the_decider;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

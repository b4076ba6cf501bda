-- Invariant 6 and R9 for measures: none on an unapproved determination, none active without its approval, none approved by who
-- proposed or decided.

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
    RAISE EXCEPTION 'the determination is not approved'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_determination_approved';
  END IF;
  IF NEW.status IN ('active', 'ended') AND NEW.needs_approval
     AND NOT EXISTS (SELECT 1 FROM holds_measureapproval a WHERE a.measure_id = NEW.id) THEN
    RAISE EXCEPTION 'the measure is not approved'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_approved';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER measure_stands_on_determination BEFORE INSERT OR UPDATE ON holds_measure
  FOR EACH ROW EXECUTE FUNCTION measure_stands_on_determination();

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

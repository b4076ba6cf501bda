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

-- A measure is about the case, the customer and the services of what it rests on; its end moves later by an extension alone (an interim
-- suspension's never), and no interim suspension follows another.

ALTER TABLE holds_extension ADD CONSTRAINT extender_is_somebody
  FOREIGN KEY (extended_by) REFERENCES people_user (pseudonym);

CREATE FUNCTION measure_is_of_its_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.determination_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM cases_determination d WHERE d.id = NEW.determination_id
      AND d.case_id = NEW.case_id AND d.customer_id = NEW.customer_id) THEN
    RAISE EXCEPTION 'the determination is of another case or customer'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_of_its_case';
  END IF;
  IF NEW.determination_id IS NULL AND NOT EXISTS (
      SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.customer_id = NEW.customer_id) THEN
    RAISE EXCEPTION 'the case is about another customer'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_of_its_case';
  END IF;
  IF NEW.reinstates_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM holds_measure m WHERE m.id = NEW.reinstates_id
      AND m.determination_id = NEW.determination_id AND m.kind = 'termination') THEN
    RAISE EXCEPTION 'only a termination on the same determination is reinstated'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_reinstates_a_termination';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER measure_is_of_its_case BEFORE INSERT ON holds_measure
  FOR EACH ROW EXECUTE FUNCTION measure_is_of_its_case();

CREATE FUNCTION measure_end_moves_by_extension() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'interim' OR NOT EXISTS (
      SELECT 1 FROM holds_extension e
      WHERE e.measure_id = NEW.id AND e.was = OLD.ends_at AND e.ends_at = NEW.ends_at) THEN
    RAISE EXCEPTION 'the end of a measure moves by an extension alone'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_end_moves_by_extension';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER measure_end_moves_by_extension BEFORE UPDATE ON holds_measure
  FOR EACH ROW WHEN (NEW.ends_at IS DISTINCT FROM OLD.ends_at) EXECUTE FUNCTION measure_end_moves_by_extension();

CREATE FUNCTION measured_service_is_the_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM holds_measure m JOIN customers_service s ON s.customer_id = m.customer_id
                 WHERE m.id = NEW.measure_id AND s.id = NEW.service_id) THEN
    RAISE EXCEPTION 'the service is another customer''s'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measured_service_is_the_customers';
  END IF;
  -- Another one follows on the same service only once a determination has come of the case of the one before.
  IF EXISTS (
      SELECT 1 FROM holds_measure m
      JOIN holds_measure o ON o.kind = 'interim' AND o.id <> m.id
      JOIN holds_measuredservice s ON s.measure_id = o.id AND s.service_id = NEW.service_id
      WHERE m.id = NEW.measure_id AND m.kind = 'interim' AND o.proposed_at <= m.proposed_at
      AND (o.case_id = m.case_id OR (
        o.ends_at > m.proposed_at - interval '30 days' AND NOT EXISTS (
          SELECT 1 FROM cases_determination d WHERE d.case_id = o.case_id AND d.decided_at >= o.proposed_at
          AND (NOT d.needs_approval OR EXISTS (SELECT 1 FROM cases_approval a WHERE a.determination_id = d.id)))))) THEN
    RAISE EXCEPTION 'an interim suspension does not follow another'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'interim_not_chained';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER measured_service_is_the_customers BEFORE INSERT ON holds_measuredservice
  FOR EACH ROW EXECUTE FUNCTION measured_service_is_the_customers();

CREATE FUNCTION hold_is_on_a_measured_service() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM holds_measuredservice s
                 WHERE s.measure_id = NEW.measure_id AND s.service_id = NEW.service_id) THEN
    RAISE EXCEPTION 'the measure is not about this service'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_on_a_measured_service';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_is_on_a_measured_service BEFORE INSERT ON holds_hold
  FOR EACH ROW WHEN (NEW.measure_id IS NOT NULL) EXECUTE FUNCTION hold_is_on_a_measured_service();

-- Nor was the second person made one by who proposed or decided, nor do they act for the customer (invariant 6).
CREATE FUNCTION measure_approver_is_independent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made boolean; acts boolean;
BEGIN
  EXECUTE format('SELECT %1$I.made_a_second_person_by($3, $1, ARRAY[m.proposed_by, d.decided_by], ''enforcement_approver''),
                         %1$I.acts_for_customer($3, $1, m.customer_id)
                  FROM %1$I.holds_measure m LEFT JOIN %1$I.cases_determination d ON d.id = m.determination_id
                  WHERE m.id = $2', TG_TABLE_SCHEMA)
    INTO made, acts USING NEW.approved_by, NEW.measure_id, TG_TABLE_SCHEMA;
  IF made THEN
    RAISE EXCEPTION 'who proposed or decided invited the approver, or gave them the role'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approver_is_independent';
  END IF;
  IF acts THEN
    RAISE EXCEPTION 'the approver acts for the customer'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approver_acts_not_for_customer';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER measure_approver_is_independent BEFORE INSERT ON holds_measureapproval
  FOR EACH ROW EXECUTE FUNCTION measure_approver_is_independent();

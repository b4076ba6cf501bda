-- Invariant 6 for appeals: the reviewer neither decided nor approved nor filed it, nor acts for that customer; and nothing new
-- stands on what was overturned, be it replaced or not.

ALTER TABLE appeals_appealdecision ADD CONSTRAINT reviewer_is_somebody
  FOREIGN KEY (reviewed_by) REFERENCES people_user (pseudonym);
ALTER TABLE appeals_appealdecision ADD CONSTRAINT decision_of_the_decider
  FOREIGN KEY (determination_id, decided_by) REFERENCES cases_determination (id, decided_by);

CREATE FUNCTION appeal_reviewed_by_third_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM appeals_appeal a LEFT JOIN holds_measure m ON m.id = a.measure_id
                 WHERE a.id = NEW.appeal_id AND a.measure_id IS NOT DISTINCT FROM NEW.measure_id
                 AND COALESCE(a.determination_id, m.determination_id) IS NOT DISTINCT FROM NEW.determination_id
                 AND (NEW.determination_id IS NOT NULL OR m.proposed_by = NEW.decided_by)) THEN
    RAISE EXCEPTION 'the decision names another determination or measure'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_decision_own_determination';
  END IF;
  IF NEW.replacement_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM cases_determination n JOIN cases_determination o ON o.id = NEW.determination_id
      WHERE n.id = NEW.replacement_id AND n.id <> o.id AND n.service_id = o.service_id
      AND n.customer_id = o.customer_id AND n.decided_by = NEW.reviewed_by)
     OR NEW.measure_instead_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM holds_measure n
      WHERE n.id = NEW.measure_instead_id AND n.id <> NEW.measure_id AND n.determination_id = NEW.determination_id
      AND n.proposed_by = NEW.reviewed_by) THEN
    RAISE EXCEPTION 'what stands instead is about something else or was decided by somebody else'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_replacement_by_reviewer';
  END IF;
  IF EXISTS (SELECT 1 FROM cases_approval a
             WHERE a.determination_id = NEW.determination_id AND a.approved_by = NEW.reviewed_by)
     OR EXISTS (SELECT 1 FROM holds_measure m LEFT JOIN holds_measureapproval a ON a.measure_id = m.id
                WHERE (m.determination_id = NEW.determination_id OR m.id = NEW.measure_id)
                AND m.id IS DISTINCT FROM NEW.measure_instead_id
                AND NEW.reviewed_by IN (m.proposed_by, a.approved_by)) THEN
    RAISE EXCEPTION 'the reviewer took part in the decision'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_reviewer_took_no_part';
  END IF;
  IF EXISTS (SELECT 1 FROM appeals_appeal a WHERE a.id = NEW.appeal_id AND a.filed_by = NEW.reviewed_by)
     OR EXISTS (SELECT 1 FROM appeals_appeal a JOIN customers_membership m ON m.customer_id = a.customer_id
                JOIN people_user u ON u.id = m.user_id
                WHERE a.id = NEW.appeal_id AND u.pseudonym = NEW.reviewed_by
                AND (m.until IS NULL OR m.until > NEW.reviewed_at)) THEN
    RAISE EXCEPTION 'the reviewer filed the appeal or acts for the customer'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_reviewed_by_third_person';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_reviewed_by_third_person BEFORE INSERT ON appeals_appealdecision
  FOR EACH ROW EXECUTE FUNCTION appeal_reviewed_by_third_person();

CREATE FUNCTION measure_not_on_overturned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'INSERT' OR (NEW.status = 'active' AND OLD.status <> 'active'))
     AND EXISTS (SELECT 1 FROM appeals_appealdecision a
                 WHERE a.outcome IN ('overturned', 'modified') AND (a.measure_id = NEW.id
                 OR a.measure_id IS NULL AND a.determination_id = NEW.determination_id)) THEN
    RAISE EXCEPTION 'the determination or the measure was overturned'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_determination_stands';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER measure_not_on_overturned BEFORE INSERT OR UPDATE ON holds_measure
  FOR EACH ROW EXECUTE FUNCTION measure_not_on_overturned();

CREATE FUNCTION appeal_of_own_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cases_determination d WHERE d.id = NEW.determination_id AND d.customer_id = NEW.customer_id)
     AND NOT EXISTS (SELECT 1 FROM holds_measure m WHERE m.id = NEW.measure_id AND m.customer_id = NEW.customer_id) THEN
    RAISE EXCEPTION 'the appeal is against what is about another customer'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_of_own_customer';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_of_own_customer BEFORE INSERT ON appeals_appeal
  FOR EACH ROW EXECUTE FUNCTION appeal_of_own_customer();

-- The reviewer was not made one by who took part or filed; and who filed an appeal approves nothing about that customer.
CREATE FUNCTION appeal_reviewer_is_independent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made boolean;
BEGIN
  EXECUTE format('SELECT %1$I.made_a_second_person_by($4, $1, array_agg(p.person), ''appeal_reviewer'') FROM (
      SELECT d.decided_by AS person FROM %1$I.cases_determination d WHERE d.id = $2
      UNION SELECT a.approved_by FROM %1$I.cases_approval a WHERE a.determination_id = $2
      UNION SELECT m.proposed_by FROM %1$I.holds_measure m WHERE m.determination_id = $2 OR m.id = $5
      UNION SELECT a.approved_by FROM %1$I.holds_measureapproval a JOIN %1$I.holds_measure m ON m.id = a.measure_id
            WHERE m.determination_id = $2 OR m.id = $5
      UNION SELECT a.filed_by FROM %1$I.appeals_appeal a WHERE a.id = $3) p', TG_TABLE_SCHEMA)
    INTO made USING NEW.reviewed_by, NEW.determination_id, NEW.appeal_id, TG_TABLE_SCHEMA, NEW.measure_id;
  IF made THEN
    RAISE EXCEPTION 'who took part invited the reviewer, or gave them the role'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_reviewer_is_independent';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_reviewer_is_independent BEFORE INSERT ON appeals_appealdecision
  FOR EACH ROW EXECUTE FUNCTION appeal_reviewer_is_independent();

CREATE FUNCTION approver_filed_no_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE filed boolean;
BEGIN
  IF TG_TABLE_NAME = 'cases_approval' THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.appeals_appeal a
                    JOIN %1$I.cases_determination d ON d.customer_id = a.customer_id
                    WHERE d.id = $1 AND a.filed_by = $2)', TG_TABLE_SCHEMA)
      INTO filed USING NEW.determination_id, NEW.approved_by;
  ELSE
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.appeals_appeal a
                    JOIN %1$I.holds_measure m ON m.customer_id = a.customer_id
                    WHERE m.id = $1 AND a.filed_by = $2)', TG_TABLE_SCHEMA)
      INTO filed USING NEW.measure_id, NEW.approved_by;
  END IF;
  IF filed THEN
    RAISE EXCEPTION 'the approver filed an appeal for the customer'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approver_filed_no_appeal';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approver_filed_no_appeal BEFORE INSERT ON cases_approval
  FOR EACH ROW EXECUTE FUNCTION approver_filed_no_appeal();
CREATE TRIGGER approver_filed_no_appeal BEFORE INSERT ON holds_measureapproval
  FOR EACH ROW EXECUTE FUNCTION approver_filed_no_appeal();

-- Each side of the conversation speaks for itself, as long as the appeal is open, and its files come with it.
ALTER TABLE appeals_appealmessage ADD CONSTRAINT appeal_message_by_somebody
  FOREIGN KEY (written_by) REFERENCES people_user (pseudonym);
ALTER TABLE appeals_appealevidence ADD CONSTRAINT appeal_evidence_of_its_message
  FOREIGN KEY (message_id, appeal_id) REFERENCES appeals_appealmessage (id, appeal_id);

CREATE FUNCTION appeal_message_of_its_side() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE acts boolean; filed boolean; passed boolean;
BEGIN
  EXECUTE format('SELECT %1$I.acts_for_customer($1, $2, a.customer_id), a.filed_by = $2, a.filed_by = $2 AND a.on_behalf
                  FROM %1$I.appeals_appeal a WHERE a.id = $3', TG_TABLE_SCHEMA)
    INTO acts, filed, passed USING TG_TABLE_SCHEMA, NEW.written_by, NEW.appeal_id;
  IF NEW.side = 'company' AND (acts OR filed) OR NEW.side = 'customer' AND NOT (acts OR passed) THEN
    RAISE EXCEPTION 'the writer is on the other side, or on none'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_message_of_its_side';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_message_of_its_side BEFORE INSERT ON appeals_appealmessage
  FOR EACH ROW EXECUTE FUNCTION appeal_message_of_its_side();

CREATE FUNCTION appeal_takes_more() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE status text;
BEGIN
  EXECUTE format('SELECT a.status FROM %1$I.appeals_appeal a WHERE a.id = $1 FOR SHARE', TG_TABLE_SCHEMA)
    INTO status USING NEW.appeal_id;
  IF status NOT IN ('filed', 'in_review') THEN
    RAISE EXCEPTION 'the appeal is closed: nothing more is added to it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_takes_more';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_takes_more BEFORE INSERT ON appeals_appealmessage
  FOR EACH ROW EXECUTE FUNCTION appeal_takes_more();
CREATE TRIGGER appeal_takes_more BEFORE INSERT ON appeals_appealevidence
  FOR EACH ROW EXECUTE FUNCTION appeal_takes_more();

CREATE FUNCTION appeal_evidence_is_free() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept boolean;
BEGIN
  EXECUTE format('SELECT a.status IN (''filed'', ''in_review'') OR EXISTS (
      SELECT 1 FROM %1$I.cases_case_reports c JOIN %1$I.reports_legalhold h ON h.report_id = c.report_id
      WHERE h.ended_at IS NULL AND c.case_id = COALESCE(d.case_id, m.case_id))
      FROM %1$I.appeals_appeal a LEFT JOIN %1$I.cases_determination d ON d.id = a.determination_id
      LEFT JOIN %1$I.holds_measure m ON m.id = a.measure_id WHERE a.id = $1', TG_TABLE_SCHEMA)
    INTO kept USING NEW.appeal_id;
  IF kept THEN
    RAISE EXCEPTION 'the appeal is open, or a legal hold keeps it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_evidence_is_free';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_evidence_is_free BEFORE UPDATE ON appeals_appealevidence
  FOR EACH ROW WHEN (NEW.removed_at IS NOT NULL AND OLD.removed_at IS NULL) EXECUTE FUNCTION appeal_evidence_is_free();

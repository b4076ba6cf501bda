-- What is sealed leaves no words behind and loses none; what is under legal hold is not removed; a complaint is looked
-- into by somebody else.

-- Words move only out of sight: they may become empty once they stand among the sealed ones, or once a file that they
-- repeat, or the raw report they came in, was removed, and never anything else.
CREATE FUNCTION words_only_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE said text := to_jsonb(OLD) ->> TG_ARGV[0]; kept boolean;
BEGIN
  IF to_jsonb(NEW) ->> TG_ARGV[0] IS DISTINCT FROM said THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.reports_sealedtext
        WHERE subject = $1 AND "column" = $2 AND text = $3)
        OR EXISTS (SELECT 1 FROM %1$I.reports_removal WHERE raw_id = $4)
        OR EXISTS (SELECT 1 FROM %1$I.reports_removal m JOIN %1$I.reports_evidence e ON e.id = m.evidence_id
          WHERE e.report_id = $1)', TG_TABLE_SCHEMA)
      INTO kept USING (to_jsonb(OLD) ->> TG_ARGV[1])::uuid, TG_ARGV[0], said, (to_jsonb(OLD) ->> 'raw_id')::uuid;
    IF NOT kept OR to_jsonb(NEW) ->> TG_ARGV[0] <> '' THEN
      RAISE EXCEPTION 'words change only by being sealed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'words_only_sealed';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER words_only_sealed BEFORE UPDATE ON reports_report
  FOR EACH ROW EXECUTE FUNCTION words_only_sealed('description', 'id');
CREATE TRIGGER words_only_sealed BEFORE UPDATE ON reports_evidence
  FOR EACH ROW EXECUTE FUNCTION words_only_sealed('filename', 'id');
CREATE TRIGGER words_only_sealed BEFORE UPDATE ON reports_addition
  FOR EACH ROW EXECUTE FUNCTION words_only_sealed('words', 'id');
CREATE TRIGGER words_only_sealed BEFORE UPDATE ON reports_reportmail
  FOR EACH ROW EXECUTE FUNCTION words_only_sealed('text', 'id');
CREATE TRIGGER words_only_sealed BEFORE UPDATE ON reports_complaint
  FOR EACH ROW EXECUTE FUNCTION words_only_sealed('words', 'report_id');

CREATE FUNCTION sealed_text_until_removed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE gone boolean;
BEGIN
  IF NEW.text IS DISTINCT FROM OLD.text THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.reports_removal m WHERE m.raw_id IN (
        SELECT raw_id FROM %1$I.reports_report WHERE id = $1
        UNION ALL SELECT raw_id FROM %1$I.reports_reportmail WHERE id = $1
        UNION ALL SELECT raw_id FROM %1$I.reports_relatedmail WHERE raw_id = $1))
        OR EXISTS (SELECT 1 FROM %1$I.reports_removal m JOIN %1$I.reports_evidence e ON e.id = m.evidence_id
          WHERE e.report_id = $2)', TG_TABLE_SCHEMA)
      INTO gone USING OLD.subject, OLD.report_id;
    IF NOT gone OR NEW.text <> '' THEN
      RAISE EXCEPTION 'sealed words go only with what they repeat'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sealed_text_until_removed';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sealed_text_until_removed BEFORE UPDATE ON reports_sealedtext
  FOR EACH ROW EXECUTE FUNCTION sealed_text_until_removed();

CREATE FUNCTION report_stays_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sealed AND NOT NEW.sealed THEN
    RAISE EXCEPTION 'a sealed report stays sealed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'report_stays_sealed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER report_stays_sealed BEFORE UPDATE ON reports_report
  FOR EACH ROW EXECUTE FUNCTION report_stays_sealed();

CREATE FUNCTION removal_only_when_free() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held boolean; owed boolean;
BEGIN
  -- A raw report is kept for every report that came in it, and for those that it answers or is about.
  EXECUTE format('SELECT
      coalesce(bool_or(EXISTS (
        SELECT 1 FROM %1$I.reports_legalhold h WHERE h.report_id = r.id AND h.ended_at IS NULL)), false),
      coalesce(bool_or(r.sealed AND NOT EXISTS (
        SELECT 1 FROM %1$I.reports_authorityreport a WHERE a.report_id = r.id)), false)
      FROM %1$I.reports_report r WHERE r.raw_id = $2 OR r.id IN (
        SELECT report_id FROM %1$I.reports_evidence WHERE id = $1
        UNION ALL SELECT report_id FROM %1$I.reports_reportmail WHERE raw_id = $2
        UNION ALL SELECT report_id FROM %1$I.reports_relatedmail WHERE raw_id = $2)', TG_TABLE_SCHEMA)
    INTO held, owed USING NEW.evidence_id, NEW.raw_id;
  IF held THEN
    RAISE EXCEPTION 'a legal hold keeps it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'removal_under_legal_hold';
  END IF;
  IF owed THEN
    RAISE EXCEPTION 'no authority knows of it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'removal_reported_first';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER removal_only_when_free BEFORE INSERT ON reports_removal
  FOR EACH ROW EXECUTE FUNCTION removal_only_when_free();

CREATE FUNCTION complaint_looked_into_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE same boolean;
BEGIN
  IF NEW.status = 'completed' AND OLD.status <> 'completed' THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.reports_complaint c
        WHERE c.report_id = $1 AND (c.found_by = coalesce($2, c.found_by)
        OR c.found_by IS NULL AND c.completed_by = coalesce($2, c.completed_by)))',
        TG_TABLE_SCHEMA)
      INTO same USING NEW.id, NEW.completed_by;
    IF same THEN
      RAISE EXCEPTION 'who completed the report does not look into the complaint'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_another_person';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER complaint_looked_into_by_another BEFORE UPDATE ON reports_report
  FOR EACH ROW EXECUTE FUNCTION complaint_looked_into_by_another();

CREATE FUNCTION complaint_names_who_completed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE as_it_is boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.reports_report r WHERE r.id = $1 AND r.status = $2
      AND r.completed_by IS NOT DISTINCT FROM $3 AND r.completed_at = $4 AND r.reason = $5)', TG_TABLE_SCHEMA)
    INTO as_it_is USING NEW.report_id, 'completed', NEW.completed_by, NEW.completed_at, NEW.reason;
  IF NOT as_it_is THEN
    RAISE EXCEPTION 'the complaint is not about how the report was completed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_about_the_outcome';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER complaint_names_who_completed BEFORE INSERT ON reports_complaint
  FOR EACH ROW EXECUTE FUNCTION complaint_names_who_completed();

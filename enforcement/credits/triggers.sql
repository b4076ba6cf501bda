-- A service level's next version comes after the one before it, in number and in time; every exclusion names its clause.

ALTER TABLE credits_levelversion ADD CONSTRAINT level_version_clauses
  CHECK (jsonb_typeof(clauses) = 'object'
         AND NOT jsonb_path_exists(clauses, '$.* ? (@.type() != "string" || @ like_regex "^\\s*$")'));

CREATE FUNCTION level_version_only_later() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last integer; effect timestamptz;
BEGIN
  EXECUTE format('SELECT coalesce(max(number), 0), max(effective_at) FROM %I.credits_levelversion WHERE level_id = $1',
                 TG_TABLE_SCHEMA)
    INTO last, effect USING NEW.level_id;
  IF NEW.number <> last + 1 OR NEW.effective_at <= effect THEN
    RAISE EXCEPTION 'a version of a service level follows the one before it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'level_version_only_later';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER level_version_only_later BEFORE INSERT ON credits_levelversion
  FOR EACH ROW EXECUTE FUNCTION level_version_only_later();

-- Invariant 6 for credits: one above the amount that was set when it was computed is approved by somebody who neither computed nor
-- issued it, owes neither their place, and does not act for the customer. A statement moves forward only, and each step has its row.

CREATE FUNCTION credit_approval_limit(tenant text, asked text, at timestamptz) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
DECLARE found numeric;
BEGIN
  EXECUTE format('SELECT amount FROM %1$I.credits_approvallimit WHERE currency = $1 AND set_at <= $2
                  ORDER BY set_at DESC LIMIT 1', tenant)
    INTO found USING asked, at;
  RETURN COALESCE(found, 500);
END $$;

CREATE FUNCTION statement_approved_by_second_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE large boolean; computed uuid; made boolean; acts boolean;
BEGIN
  EXECUTE format('SELECT greatest(s.total, abs(s.difference))
                           > %1$I.credit_approval_limit($3, s.currency, s.computed_at),
                         s.computed_by,
                         %1$I.made_a_second_person_by($3, $1, ARRAY[s.computed_by], ''finance''),
                         %1$I.acts_for_customer($3, $1, s.customer_id)
                  FROM %1$I.credits_creditstatement s WHERE s.id = $2', TG_TABLE_SCHEMA)
    INTO large, computed, made, acts USING NEW.approved_by, NEW.statement_id, TG_TABLE_SCHEMA;
  IF acts THEN
    RAISE EXCEPTION 'the approver acts for the customer'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_approver_acts_not_for_customer';
  END IF;
  IF large AND computed = NEW.approved_by THEN
    RAISE EXCEPTION 'who computed a large credit does not approve it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_approver_did_not_compute';
  END IF;
  IF large AND made THEN
    RAISE EXCEPTION 'who computed a large credit invited the approver, or gave them the role'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_approver_is_independent';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statement_approved_by_second_person BEFORE INSERT ON credits_statementapproval
  FOR EACH ROW EXECUTE FUNCTION statement_approved_by_second_person();

CREATE FUNCTION statement_issued_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE large boolean; approved uuid; made boolean;
BEGIN
  EXECUTE format('SELECT greatest(s.total, abs(s.difference))
                           > %1$I.credit_approval_limit($3, s.currency, s.computed_at),
                         a.approved_by,
                         %1$I.made_a_second_person_by($3, a.approved_by, ARRAY[$1], ''finance'')
                  FROM %1$I.credits_creditstatement s
                  JOIN %1$I.credits_statementapproval a ON a.statement_id = s.id WHERE s.id = $2', TG_TABLE_SCHEMA)
    INTO large, approved, made USING NEW.issued_by, NEW.statement_id, TG_TABLE_SCHEMA;
  IF approved IS NULL THEN
    RAISE EXCEPTION 'the statement is not approved'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_issued_once_approved';
  END IF;
  IF large AND approved = NEW.issued_by THEN
    RAISE EXCEPTION 'who approved a large credit does not issue it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_issuer_did_not_approve';
  END IF;
  IF large AND made THEN
    RAISE EXCEPTION 'who issues a large credit invited its approver, or gave them the role'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_approver_is_independent';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statement_issued_by_another BEFORE INSERT ON credits_statementissue
  FOR EACH ROW EXECUTE FUNCTION statement_issued_by_another();

CREATE FUNCTION statement_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE has_row boolean;
BEGIN
  IF (OLD.status, NEW.status) NOT IN (('draft', 'approved'), ('approved', 'issued'), ('draft', 'superseded'),
                                      ('approved', 'superseded'), ('issued', 'superseded')) THEN
    RAISE EXCEPTION 'a statement is approved, then issued, and superseded last'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_moves_forward';
  END IF;
  IF NEW.status IN ('approved', 'issued') THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I WHERE statement_id = $1)', TG_TABLE_SCHEMA,
                   CASE NEW.status WHEN 'approved' THEN 'credits_statementapproval' ELSE 'credits_statementissue' END)
      INTO has_row USING NEW.id;
    IF NOT has_row THEN
      RAISE EXCEPTION 'nobody approved or issued the statement'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_step_has_its_row';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statement_moves_forward BEFORE UPDATE ON credits_creditstatement
  FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION statement_moves_forward();

-- Compressing the texts of statements took longer than computing them (ADR 0027).
ALTER TABLE credits_creditstatement ALTER content SET STORAGE EXTERNAL;

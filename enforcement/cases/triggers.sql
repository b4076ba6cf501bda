-- Invariants 5 and 6 for determinations: they cite what was in force and applied to the customer, and two persons decide where
-- two are due. Plain triggers and keys, which SET pgtrigger.ignore does not walk past.

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
    RAISE EXCEPTION 'a discretionary provision is cited without a second person'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'discretionary_needs_approval';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER discretionary_needs_approval BEFORE INSERT ON cases_citation
  FOR EACH ROW EXECUTE FUNCTION discretionary_needs_approval();

CREATE FUNCTION citation_in_force_then() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.provision_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM versions_postedprovision p
      WHERE p.id = NEW.provision_id AND p.version_id = NEW.version_id
      AND (p.digest = NEW.digest OR NEW.deviation_id IS NOT NULL)) THEN
    RAISE EXCEPTION 'the citation names another version or other words'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_of_its_version';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM versions_policyversion v JOIN cases_determination d ON d.id = NEW.determination_id
                 WHERE v.id = NEW.version_id AND v.withdrawn_at IS NULL AND v.effective_at <= d.act_ended_at
                 AND NOT EXISTS (SELECT 1 FROM versions_policyversion n
                                 WHERE n.policy_id = v.policy_id AND n.withdrawn_at IS NULL
                                 AND n.effective_at > v.effective_at AND n.effective_at <= d.act_started_at)) THEN
    RAISE EXCEPTION 'the provision was not in force during the act'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_in_force_then';
  END IF;
  IF EXISTS (SELECT 1 FROM cases_approval a WHERE a.determination_id = NEW.determination_id) THEN
    RAISE EXCEPTION 'an approved determination takes no further citation'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_before_approval';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER citation_in_force_then BEFORE INSERT ON cases_citation
  FOR EACH ROW EXECUTE FUNCTION citation_in_force_then();

CREATE FUNCTION citation_applied_to_the_customer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  bound tstzmultirange;
  otherwise tstzmultirange;
  act tstzrange;
  whose uuid;
BEGIN
  SELECT tstzrange(GREATEST(d.act_started_at, v.effective_at),
                   GREATEST(d.act_started_at, v.effective_at,
                            LEAST(d.act_ended_at, (SELECT min(n.effective_at) - interval '1 microsecond'
                                                   FROM versions_policyversion n
                                                   WHERE n.policy_id = v.policy_id AND n.withdrawn_at IS NULL
                                                   AND n.effective_at > v.effective_at))), '[]'),
         d.customer_id INTO act, whose
  FROM cases_determination d, versions_policyversion v
  WHERE d.id = NEW.determination_id AND v.id = NEW.version_id;
  SELECT range_agg(tstzrange(a.starts_at, a.ends_at)) * tstzmultirange(act) INTO bound
  FROM customers_agreement a WHERE a.customer_id = whose;
  IF NEW.deviation_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM customers_deviation x JOIN customers_agreement a ON a.id = x.agreement_id
      LEFT JOIN versions_postedprovision p ON p.id = NEW.provision_id
      WHERE x.id = NEW.deviation_id AND x.customer_id = whose AND x.digest = NEW.digest
      AND (a.ends_at IS NULL OR a.ends_at > x.starts_at)
      AND tstzrange(x.starts_at, LEAST(x.ends_at, a.ends_at)) && bound
      AND ((x.effect = 'added' AND x.kind = 'prohibition' AND NEW.provision_id IS NULL)
           OR (x.effect = 'replaced' AND x.key = p.key))) THEN
    RAISE EXCEPTION 'these words were not agreed with the customer at the time of the act'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_of_agreed_words';
  END IF;
  IF NEW.provision_id IS NULL THEN
    IF EXISTS (SELECT 1 FROM customers_deviation x JOIN cases_determination d ON d.id = NEW.determination_id
               WHERE x.id = NEW.deviation_id AND x.discretionary AND NOT d.needs_approval) THEN
      RAISE EXCEPTION 'a discretionary provision is cited without a second person'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'discretionary_needs_approval';
    END IF;
    RETURN NEW;
  END IF;
  WITH RECURSIVE path AS (
    SELECT p.key, p.parent_key, p.version_id, true AS own FROM versions_postedprovision p WHERE p.id = NEW.provision_id
    UNION ALL
    SELECT p.key, p.parent_key, p.version_id, false FROM versions_postedprovision p
    JOIN path ON p.version_id = path.version_id AND p.key = path.parent_key
  )
  SELECT range_agg(tstzrange(x.starts_at, LEAST(x.ends_at, a.ends_at))) INTO otherwise
  FROM customers_deviation x JOIN customers_agreement a ON a.id = x.agreement_id JOIN path ON path.key = x.key
  WHERE x.customer_id = whose AND (a.ends_at IS NULL OR a.ends_at > x.starts_at)
  AND (x.effect = 'not_applied' OR (x.effect = 'replaced' AND path.own AND NEW.deviation_id IS NULL));
  IF otherwise @> bound THEN
    RAISE EXCEPTION 'the provision did not apply to the customer during the act'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_applied_to_the_customer';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER citation_applied_to_the_customer BEFORE INSERT ON cases_citation
  FOR EACH ROW EXECUTE FUNCTION citation_applied_to_the_customer();

-- A note to the reporter names the reports of its readers, and no other note does.
CREATE FUNCTION note_reader_of_the_right_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cases_note n WHERE n.id = NEW.note_id AND n.kind = 'reporter') THEN
    RAISE EXCEPTION 'only a note to the reporter is read by one'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'note_reader_of_the_right_kind';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER note_reader_of_the_right_kind BEFORE INSERT ON cases_notereader
  FOR EACH ROW EXECUTE FUNCTION note_reader_of_the_right_kind();

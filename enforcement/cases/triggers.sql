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

-- A determination relies on evidence of its own case.
CREATE FUNCTION reliance_on_the_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cases_determination d JOIN cases_case_reports cr ON cr.case_id = d.case_id
                 JOIN reports_evidence e ON e.report_id = cr.report_id
                 WHERE d.id = NEW.determination_id AND e.id = NEW.evidence_id AND e.digest = NEW.digest) THEN
    RAISE EXCEPTION 'the evidence is not of a report in the case'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reliance_on_the_case';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reliance_on_the_case BEFORE INSERT ON cases_reliance
  FOR EACH ROW EXECUTE FUNCTION reliance_on_the_case();

-- What is passed on to others with a case is of a report in it, and not sealed.

CREATE FUNCTION passed_evidence_of_the_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cases_passing p JOIN cases_case_reports cr ON cr.case_id = p.case_id
                 JOIN reports_report r ON r.id = cr.report_id AND NOT r.sealed
                 JOIN reports_evidence e ON e.report_id = r.id
                 WHERE p.id = NEW.passing_id AND e.id = NEW.evidence_id AND e.digest = NEW.digest) THEN
    RAISE EXCEPTION 'the evidence is sealed, or not of a report in the case'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'passed_evidence_of_the_case';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER passed_evidence_of_the_case BEFORE INSERT ON cases_passedevidence
  FOR EACH ROW EXECUTE FUNCTION passed_evidence_of_the_case();

-- R14: an authorization is granted by somebody else, to a customer who is bound, in words that are in force; it is revoked
-- once. What falls inside one is decided here, by instants and names, for the pages and for who determines against it.

ALTER TABLE cases_authorization ADD CONSTRAINT granter_is_somebody
  FOREIGN KEY (granted_by) REFERENCES people_user (pseudonym);

CREATE FUNCTION authorization_granted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM cases_authorizationrequest r WHERE r.id = NEW.request_id AND r.asked_by = NEW.granted_by)
     OR EXISTS (SELECT 1 FROM customers_membership m JOIN people_user u ON u.id = m.user_id
                WHERE m.customer_id = NEW.customer_id AND m.until IS NULL AND u.pseudonym = NEW.granted_by) THEN
    RAISE EXCEPTION 'who asked, or acts for the customer, does not grant'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'authorization_another_person';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM cases_authorizationrequest r
                 WHERE r.id = NEW.request_id AND r.customer_id = NEW.customer_id AND r.status = 'asked') THEN
    RAISE EXCEPTION 'the request is decided already, or another customer''s'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'authorization_of_its_request';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM customers_agreement a WHERE a.customer_id = NEW.customer_id
                 AND a.starts_at <= NEW.granted_at AND (a.ends_at IS NULL OR a.ends_at > NEW.granted_at)) THEN
    RAISE EXCEPTION 'no agreement of the customer ran when it was granted'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'authorization_of_a_bound_customer';
  END IF;
  IF EXISTS (SELECT 1 FROM unnest(NEW.keys) k WHERE NOT EXISTS (
               SELECT 1 FROM versions_postedprovision p
               WHERE p.version_id = NEW.version_id AND p.key = k AND p.kind = 'prohibition'))
     OR NOT EXISTS (SELECT 1 FROM versions_policyversion v WHERE v.id = NEW.version_id AND v.withdrawn_at IS NULL
                    AND v.effective_at <= NEW.granted_at AND NOT EXISTS (
                      SELECT 1 FROM versions_policyversion n WHERE n.policy_id = v.policy_id AND n.withdrawn_at IS NULL
                      AND n.effective_at > v.effective_at AND n.effective_at <= NEW.granted_at)) THEN
    RAISE EXCEPTION 'the words were not in force when it was granted'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'authorization_of_words_in_force';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER authorization_granted BEFORE INSERT ON cases_authorization
  FOR EACH ROW EXECUTE FUNCTION authorization_granted();

CREATE FUNCTION authorization_revoked_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an authorization that is revoked stays revoked as it was'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'authorization_revoked_once';
END $$;
CREATE TRIGGER authorization_revoked_once BEFORE UPDATE ON cases_authorization
  FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION authorization_revoked_once();

CREATE FUNCTION request_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a request that is decided stays as it was'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'authorizationrequest_decided_once';
END $$;
CREATE TRIGGER request_decided_once BEFORE UPDATE ON cases_authorizationrequest
  FOR EACH ROW WHEN (OLD.status <> 'asked') EXECUTE FUNCTION request_decided_once();

CREATE FUNCTION as_network(named text) RETURNS inet LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN named::inet;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN NULL;
END $$;

-- (PL/pgSQL throughout: a new tenant's functions are made before its tables.)
-- Whether `target` is one of the names, lies inside one that is a network, or stands below one that is a domain.
CREATE FUNCTION named_among(target text, names text[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM unnest(names) name
                 WHERE target = name OR as_network(target) <<= as_network(name)
                 OR (as_network(name) IS NULL AND right(target, length(name) + 1) = '.' || name));
END $$;

CREATE FUNCTION authorizations_of_target(whose uuid, target text, act_start timestamptz, act_end timestamptz)
  RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY SELECT a.id FROM cases_authorization a
  WHERE a.customer_id = whose AND a.granted_at < act_start AND a.starts_at <= act_start
  AND (a.ends_at IS NULL OR a.ends_at > act_end) AND (a.revoked_at IS NULL OR a.revoked_at > act_end)
  AND named_among(target, a.targets || a.sources);
END $$;

CREATE FUNCTION authorizations_of_case(the_case uuid, act_start timestamptz, act_end timestamptz)
  RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY WITH reported AS (
    SELECT DISTINCT named ->> 'target' AS target FROM cases_case_reports cr JOIN reports_report r ON r.id = cr.report_id
    CROSS JOIN LATERAL jsonb_array_elements(r.targets) named WHERE cr.case_id = the_case
  )
  SELECT DISTINCT one.id FROM cases_case c
  CROSS JOIN LATERAL (
    SELECT target FROM reported
    UNION
    SELECT COALESCE(host(i.network) || '/' || masklen(i.network), i.value) FROM customers_identifier i
    WHERE i.service_id = c.service_id AND i.held_from <= act_end AND (i.held_until IS NULL OR i.held_until > act_start)
    AND NOT EXISTS (SELECT 1 FROM reported)
  ) named (target)
  CROSS JOIN LATERAL authorizations_of_target(c.customer_id, named.target, act_start, act_end) one (id)
  WHERE c.id = the_case;
END $$;

-- Citing what an authorization names, or what stands above or below it, owes a reason.
CREATE FUNCTION determination_despite_authorization() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  cited text := COALESCE((SELECT p.key FROM versions_postedprovision p WHERE p.id = NEW.provision_id),
                         (SELECT x.key FROM customers_deviation x WHERE x.id = NEW.deviation_id));
BEGIN
  IF EXISTS (
    WITH RECURSIVE named AS (
      SELECT DISTINCT k::text AS key FROM cases_determination d
      CROSS JOIN LATERAL authorizations_of_case(d.case_id, d.act_started_at, d.act_ended_at) one (id)
      JOIN cases_authorization a ON a.id = one.id CROSS JOIN LATERAL unnest(a.keys) k
      WHERE d.id = NEW.determination_id AND d.despite_authorization = ''
    ), up AS (
      SELECT key AS origin, key FROM (SELECT key FROM named UNION SELECT cited) begun
      UNION
      SELECT up.origin, p.parent_key::text FROM up
      JOIN versions_postedprovision p ON p.version_id = NEW.version_id AND p.key = up.key
    )
    SELECT 1 FROM up WHERE (up.origin = cited AND up.key IN (SELECT key FROM named))
                        OR (up.key = cited AND up.origin IN (SELECT key FROM named))) THEN
    RAISE EXCEPTION 'the act falls inside an authorization, and no reason is given'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'determination_despite_authorization';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER determination_despite_authorization BEFORE INSERT ON cases_citation
  FOR EACH ROW EXECUTE FUNCTION determination_despite_authorization();

-- A second person was not made one by who decided, and does not act for the customer (invariant 6).
CREATE FUNCTION determination_approver_is_independent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made boolean; acts boolean;
BEGIN
  EXECUTE format('SELECT %1$I.made_a_second_person_by($4, $1, ARRAY[d.decided_by], ''enforcement_approver''),
                         %1$I.acts_for_customer($4, $1, d.customer_id)
                  FROM %1$I.cases_determination d WHERE d.id = $2 AND d.decided_by = $3', TG_TABLE_SCHEMA)
    INTO made, acts USING NEW.approved_by, NEW.determination_id, NEW.decided_by, TG_TABLE_SCHEMA;
  IF made THEN
    RAISE EXCEPTION 'who decided invited the approver, or gave them the role'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approver_is_independent';
  END IF;
  IF acts THEN
    RAISE EXCEPTION 'the approver acts for the customer'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approver_acts_not_for_customer';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER determination_approver_is_independent BEFORE INSERT ON cases_approval
  FOR EACH ROW EXECUTE FUNCTION determination_approver_is_independent();

-- What a recipient answered moves out of sight with the report that it is about (the reports room keeps the words).
CREATE TRIGGER words_only_sealed BEFORE UPDATE ON cases_passingreply
  FOR EACH ROW EXECUTE FUNCTION words_only_sealed('text', 'raw_id');

-- On what an acknowledgement rests: an edition that is there, the person's own authority, paper attested by another. Plain
-- triggers and keys, which SET pgtrigger.ignore does not walk past.

CREATE FUNCTION acknowledged_edition_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE there boolean;
BEGIN
  IF NEW.edition_language <> '' THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.versions_policyversion v WHERE v.id = $1 AND (
        v.edition_digests ->> $2 = $3 OR (v.document ->> ''language'' = $2 AND v.digest = $3)))', TG_TABLE_SCHEMA)
      INTO there USING NEW.version_id, NEW.edition_language, NEW.edition_digest;
    IF NOT there THEN
      RAISE EXCEPTION 'the version has no such edition'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'acknowledged_edition_is_there';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER acknowledged_edition_is_there BEFORE INSERT ON acknowledgements_acknowledgement
  FOR EACH ROW EXECUTE FUNCTION acknowledged_edition_is_there();

CREATE FUNCTION rests_on_their_authority() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE theirs boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.customers_authority a
      WHERE a.id = $1 AND a.customer_id = $2 AND a.person = $3
        AND ($5 OR (a.starts_at <= $4 AND (a.ends_at IS NULL OR a.ends_at > $4))))', TG_TABLE_SCHEMA)
    INTO theirs USING NEW.authority_id, NEW.customer_id, NEW.person, NEW.at, NEW.method = 'paper';
  IF NOT theirs THEN
    RAISE EXCEPTION 'it rests on an authority of another person, or of another time'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'rests_on_their_authority';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rests_on_their_authority AFTER INSERT ON acknowledgements_acknowledgement
  FOR EACH ROW WHEN (NEW.authority_id IS NOT NULL) EXECUTE FUNCTION rests_on_their_authority();
CREATE TRIGGER rests_on_their_authority AFTER INSERT ON acknowledgements_decline
  FOR EACH ROW WHEN (NEW.authority_id IS NOT NULL) EXECUTE FUNCTION rests_on_their_authority();

CREATE FUNCTION paper_attested_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE good boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.acknowledgements_paper p
      WHERE p.id = $1 AND p.customer_id = $2 AND p.attested_by <> $3 AND p.recorded_at = $4)', TG_TABLE_SCHEMA)
    INTO good USING NEW.paper_id, NEW.customer_id, NEW.person, NEW.at;
  IF NOT good THEN
    RAISE EXCEPTION 'the paper is another customer''s, or its signer attests it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_attested_by_another';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER paper_attested_by_another AFTER INSERT ON acknowledgements_acknowledgement
  FOR EACH ROW WHEN (NEW.paper_id IS NOT NULL) EXECUTE FUNCTION paper_attested_by_another();
ALTER TABLE acknowledgements_paper ADD CONSTRAINT attester_is_somebody
  FOREIGN KEY (attested_by) REFERENCES people_user (pseudonym);

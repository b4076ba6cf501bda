-- What the database itself keeps of editions. Plain triggers, which SET pgtrigger.ignore does not walk past; each names its own
-- schema's tables in full: neither a search path nor a temporary table leads it elsewhere. What is checked at the end of the
-- transaction runs as the owner: before PostgreSQL 18 it would run in whatever role stands then, who may not read the schema.

CREATE FUNCTION edition_named_by_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE named boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.versions_policyversion
                  WHERE id = $1 AND edition_digests ->> $2 = $3)', TG_TABLE_SCHEMA)
    INTO named USING NEW.version_id, NEW.language, NEW.digest;
  IF NOT named THEN
    RAISE EXCEPTION 'the version was not posted with this edition'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_named_by_version';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER edition_named_by_version BEFORE INSERT ON versions_edition
  FOR EACH ROW EXECUTE FUNCTION edition_named_by_version();

CREATE FUNCTION version_has_its_editions() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE whole boolean;
BEGIN
  EXECUTE format('SELECT NOT EXISTS (SELECT 1 FROM jsonb_each_text($2) AS named
                  LEFT JOIN %I.versions_edition e ON e.version_id = $1 AND e.language = named.key
                  WHERE e.id IS NULL)', TG_TABLE_SCHEMA)
    INTO whole USING NEW.id, NEW.edition_digests;
  IF NOT whole THEN
    RAISE EXCEPTION 'the version names an edition that is not there'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'version_has_its_editions';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER version_has_its_editions AFTER INSERT ON versions_policyversion
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION version_has_its_editions();

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

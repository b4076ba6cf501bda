-- Who made somebody a second person is no first person to them (invariant 6). A grant is given and taken, never rewritten. Functions
-- carry the schema of the trigger that asks, since people stand in public too.

CREATE FUNCTION role_grant_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a role is given and taken, its grant is not rewritten'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'role_grant_stays';
END $$;
CREATE TRIGGER role_grant_stays BEFORE UPDATE ON people_staffrole
  FOR EACH ROW EXECUTE FUNCTION role_grant_stays();

CREATE FUNCTION upstream_reviewer_is_from_outside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE known boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.people_invitation i WHERE i.user_id = $1)
                  OR EXISTS (SELECT 1 FROM %1$I.people_staffrole r WHERE r.user_id = $1)', TG_TABLE_SCHEMA)
    INTO known USING NEW.user_id;
  IF known THEN
    RAISE EXCEPTION 'who has a place here is nobody from outside'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'upstream_reviewer_is_from_outside';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER upstream_reviewer_is_from_outside BEFORE INSERT ON people_staffrole
  FOR EACH ROW WHEN (NEW.upstream <> '') EXECUTE FUNCTION upstream_reviewer_is_from_outside();

-- That the upstream names the person stands in public, which no trigger here reads: its function lets the person in, as the owner.
CREATE FUNCTION upstream_reviewer_is_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> pg_get_userbyid((SELECT relowner FROM pg_class WHERE oid = TG_RELID)) THEN
    RAISE EXCEPTION 'only whom the upstream names is let in for it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'upstream_reviewer_is_named';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER upstream_reviewer_is_named BEFORE INSERT ON people_staffrole
  FOR EACH ROW WHEN (NEW.upstream <> '' AND NEW.role = 'appeal_reviewer' AND NEW.granted_by IS NULL)
  EXECUTE FUNCTION upstream_reviewer_is_named();

CREATE FUNCTION made_a_second_person_by(tenant text, second uuid, firsts uuid[], approving text) RETURNS boolean
  LANGUAGE plpgsql STABLE AS $$
DECLARE made boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (
      SELECT 1 FROM %1$I.people_user u WHERE u.pseudonym = $1 AND (
        EXISTS (SELECT 1 FROM %1$I.people_invitation i WHERE i.user_id = u.id AND i.invited_by = ANY ($2))
        OR EXISTS (SELECT 1 FROM %1$I.people_staffrole r
                   WHERE r.user_id = u.id AND r.role = $3 AND r.granted_by = ANY ($2))))', tenant)
    INTO made USING second, firsts, approving;
  RETURN made;
END $$;

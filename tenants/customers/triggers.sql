-- What the database keeps of deviations, authorities and whom a person acts for. Plain triggers and keys, which
-- SET pgtrigger.ignore does not walk past.

CREATE FUNCTION deviation_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ends_at IS NOT NULL AND NEW.ends_at IS DISTINCT FROM OLD.ends_at THEN
    RAISE EXCEPTION 'the end of a deviation is set once'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'deviation_ends_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER deviation_ends_once BEFORE UPDATE ON customers_deviation
  FOR EACH ROW EXECUTE FUNCTION deviation_ends_once();

CREATE FUNCTION deviation_of_the_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM customers_agreement a WHERE a.id = NEW.agreement_id
                 AND a.customer_id = NEW.customer_id AND a.starts_at <= NEW.starts_at) THEN
    RAISE EXCEPTION 'the agreement is another customer''s, or began later'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'deviation_of_the_customer';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER deviation_of_the_customer BEFORE INSERT ON customers_deviation
  FOR EACH ROW EXECUTE FUNCTION deviation_of_the_customer();
ALTER TABLE customers_deviation ADD CONSTRAINT recorder_is_somebody
  FOREIGN KEY (recorded_by) REFERENCES people_user (pseudonym);

CREATE FUNCTION authority_is_the_representatives() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE theirs boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.customers_membership m JOIN %1$I.people_user u ON u.id = m.user_id
      WHERE m.id = $1 AND m.capacity = ''representative'' AND m.customer_id = $2 AND u.pseudonym = $3)
    AND ($4 IS NULL OR EXISTS (SELECT 1 FROM %1$I.customers_membership r WHERE r.id = $4 AND r.customer_id = $2))',
    TG_TABLE_SCHEMA) INTO theirs USING NEW.membership_id, NEW.customer_id, NEW.person, NEW.replaced_id;
  IF NOT theirs THEN
    RAISE EXCEPTION 'an authority is that of a representative of the customer'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'authority_is_the_representatives';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER authority_is_the_representatives BEFORE INSERT ON customers_authority
  FOR EACH ROW EXECUTE FUNCTION authority_is_the_representatives();

CREATE FUNCTION authority_ends_only_earlier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ends_at IS NOT NULL AND (NEW.ends_at IS NULL OR NEW.ends_at > OLD.ends_at) THEN
    RAISE EXCEPTION 'the end of an authority only comes earlier'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'authority_ends_only_earlier';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER authority_ends_only_earlier BEFORE UPDATE ON customers_authority
  FOR EACH ROW EXECUTE FUNCTION authority_ends_only_earlier();
ALTER TABLE customers_authority ADD CONSTRAINT authority_recorder_is_somebody
  FOREIGN KEY (recorded_by) REFERENCES people_user (pseudonym);

CREATE FUNCTION acting_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[to_jsonb(NEW)] WHEN 'DELETE' THEN ARRAY[to_jsonb(OLD)]
                     ELSE ARRAY[to_jsonb(OLD), to_jsonb(NEW)] END;
  named uuid[];
BEGIN
  IF TG_TABLE_NAME = 'customers_membership' THEN
    SELECT array_agg((one->>'user_id')::uuid) INTO named FROM unnest(changed) one;
  ELSE
    SELECT array_agg(m.user_id) INTO named FROM unnest(changed) one
    JOIN customers_membership m ON m.customer_id = (one->>'customer_id')::uuid AND m.until IS NULL;
  END IF;
  -- In one order, so that two changes at once wait for each other and never both.
  UPDATE people_user SET acting_revision = acting_revision + 1
  WHERE id IN (SELECT id FROM people_user WHERE id = ANY (named) ORDER BY id FOR NO KEY UPDATE);
  RETURN NULL;
END $$;
CREATE TRIGGER acting_changed AFTER INSERT OR UPDATE OR DELETE ON customers_membership
  FOR EACH ROW EXECUTE FUNCTION acting_changed();
CREATE TRIGGER acting_changed AFTER INSERT OR UPDATE OR DELETE ON customers_agreement
  FOR EACH ROW EXECUTE FUNCTION acting_changed();
CREATE TRIGGER acting_changed AFTER INSERT OR UPDATE OR DELETE ON customers_deviation
  FOR EACH ROW EXECUTE FUNCTION acting_changed();

-- Whether somebody acts for a customer, for the rooms above that keep them from deciding about it (invariant 6).
CREATE FUNCTION acts_for_customer(tenant text, person uuid, customer uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE acts boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (
      SELECT 1 FROM %1$I.customers_membership m JOIN %1$I.people_user u ON u.id = m.user_id
      WHERE u.pseudonym = $1 AND m.customer_id = $2 AND m.until IS NULL)', tenant)
    INTO acts USING person, customer;
  RETURN acts;
END $$;

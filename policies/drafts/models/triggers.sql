-- Four eyes: who wrote is remembered, who approved did not write, and only approved words are posted, in every language. Plain
-- triggers, which SET pgtrigger.ignore does not walk past; each names its own schema's tables in full.

ALTER TABLE drafts_draft ADD CONSTRAINT draft_writer_is_somebody
  FOREIGN KEY (updated_by) REFERENCES people_user (pseudonym);
ALTER TABLE drafts_draftwriter ADD CONSTRAINT writer_is_somebody
  FOREIGN KEY (person) REFERENCES people_user (pseudonym);
ALTER TABLE drafts_draftapproval ADD CONSTRAINT draft_approver_is_somebody
  FOREIGN KEY (approved_by) REFERENCES people_user (pseudonym);

CREATE FUNCTION draft_remembers_writers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id <> OLD.id OR NEW.policy_id <> OLD.policy_id) THEN
    RAISE EXCEPTION 'a draft stays the draft it is'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_stays_itself';
  END IF;
  IF TG_OP = 'INSERT' OR NEW.document IS DISTINCT FROM OLD.document OR NEW.values IS DISTINCT FROM OLD.values THEN
    EXECUTE format('INSERT INTO %I.drafts_draftwriter (id, draft, person, since)
                    VALUES (gen_random_uuid(), $1, $2, $3) ON CONFLICT DO NOTHING', TG_TABLE_SCHEMA)
      USING NEW.id, NEW.updated_by, NEW.updated_at;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER draft_remembers_writers AFTER INSERT OR UPDATE ON drafts_draft
  FOR EACH ROW EXECUTE FUNCTION draft_remembers_writers();

CREATE FUNCTION draft_approved_by_a_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE approved boolean;
BEGIN
  IF NEW.status = 'approved' THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.drafts_draftapproval
                    WHERE draft = $1 AND revision = $2 AND template = $3)', TG_TABLE_SCHEMA)
      INTO approved USING NEW.id, NEW.revision, NEW.document;
    IF NOT approved THEN
      RAISE EXCEPTION 'nobody approved these words'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_approved_by_a_row';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER draft_approved_by_a_row BEFORE INSERT OR UPDATE ON drafts_draft
  FOR EACH ROW EXECUTE FUNCTION draft_approved_by_a_row();

CREATE FUNCTION approval_of_what_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stands boolean; wrote boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.drafts_draft WHERE id = $1 AND policy_id = $2 AND revision = $3
                  AND document = $4 AND status = ''in_review'')', TG_TABLE_SCHEMA)
    INTO stands USING NEW.draft, NEW.policy_id, NEW.revision, NEW.template;
  IF NOT stands THEN
    RAISE EXCEPTION 'the approval is not of the draft as it stands in review'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_of_what_stands';
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.drafts_draftwriter WHERE draft = $1 AND person = $2)',
                 TG_TABLE_SCHEMA)
    INTO wrote USING NEW.draft, NEW.approved_by;
  IF wrote AND coalesce(
       (SELECT r.four_eyes FROM public.resellers_reseller r WHERE r.schema_name = TG_TABLE_SCHEMA), true) THEN
    RAISE EXCEPTION 'the approver wrote in this draft'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_approver_did_not_write';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approval_of_what_stands BEFORE INSERT ON drafts_draftapproval
  FOR EACH ROW EXECUTE FUNCTION approval_of_what_stands();

CREATE FUNCTION posted_as_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE approved boolean;
BEGIN
  IF NOT coalesce(
       (SELECT r.four_eyes FROM public.resellers_reseller r WHERE r.schema_name = TG_TABLE_SCHEMA), true) THEN
    RETURN NEW;
  END IF;
  EXECUTE format('SELECT EXISTS (
      SELECT 1 FROM %1$I.drafts_draftapproval a
      JOIN %1$I.drafts_draft d ON d.id = a.draft AND d.revision = a.revision AND d.status = ''approved''
      WHERE a.policy_id = $1 AND a.template = $2 AND a.document = $3 AND a.digest = $4
      AND NOT EXISTS (SELECT 1 FROM %1$I.drafts_draftwriter w
                      WHERE w.draft = a.draft AND w.person = a.approved_by))', TG_TABLE_SCHEMA)
    INTO approved USING NEW.policy_id, NEW.template, NEW.document, NEW.digest;
  IF NOT approved THEN
    RAISE EXCEPTION 'no second person approved these words'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'posted_as_approved';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER posted_as_approved BEFORE INSERT ON versions_policyversion
  FOR EACH ROW EXECUTE FUNCTION posted_as_approved();

ALTER TABLE drafts_preparededition ADD CONSTRAINT prepared_edition_writer_is_somebody
  FOREIGN KEY (updated_by) REFERENCES people_user (pseudonym);

CREATE FUNCTION edition_remembers_writers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id <> OLD.id OR NEW.draft_id <> OLD.draft_id OR NEW.language <> OLD.language) THEN
    RAISE EXCEPTION 'an edition stays the edition it is'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_stays_itself';
  END IF;
  EXECUTE format('INSERT INTO %I.drafts_draftwriter (id, draft, person, since)
                  VALUES (gen_random_uuid(), $1, $2, $3) ON CONFLICT DO NOTHING', TG_TABLE_SCHEMA)
    USING NEW.draft_id, NEW.updated_by, NEW.updated_at;
  RETURN NEW;
END $$;
CREATE TRIGGER edition_remembers_writers AFTER INSERT OR UPDATE ON drafts_preparededition
  FOR EACH ROW EXECUTE FUNCTION edition_remembers_writers();

CREATE FUNCTION approval_names_editions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE same boolean;
BEGIN
  EXECUTE format('SELECT NOT EXISTS (
      SELECT 1 FROM jsonb_object_keys($2) AS named (language)
      FULL JOIN (SELECT language FROM %I.drafts_preparededition WHERE draft_id = $1) AS prepared USING (language)
      WHERE named.language IS NULL OR prepared.language IS NULL)', TG_TABLE_SCHEMA)
    INTO same USING NEW.draft, NEW.edition_digests;
  IF NOT same THEN
    RAISE EXCEPTION 'the approval is not of the editions as they stand'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_names_editions';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approval_names_editions BEFORE INSERT ON drafts_draftapproval
  FOR EACH ROW EXECUTE FUNCTION approval_names_editions();

CREATE FUNCTION posted_editions_as_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE approved boolean;
BEGIN
  IF NOT coalesce(
       (SELECT r.four_eyes FROM public.resellers_reseller r WHERE r.schema_name = TG_TABLE_SCHEMA), true) THEN
    RETURN NEW;
  END IF;
  EXECUTE format('SELECT EXISTS (
      SELECT 1 FROM %1$I.drafts_draftapproval a
      JOIN %1$I.drafts_draft d ON d.id = a.draft AND d.revision = a.revision AND d.status = ''approved''
      WHERE a.policy_id = $1 AND a.digest = $2 AND a.edition_digests = $3
      AND NOT EXISTS (SELECT 1 FROM %1$I.drafts_draftwriter w
                      WHERE w.draft = a.draft AND w.person = a.approved_by))', TG_TABLE_SCHEMA)
    INTO approved USING NEW.policy_id, NEW.digest, NEW.edition_digests;
  IF NOT approved THEN
    RAISE EXCEPTION 'no second person approved these editions'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'posted_editions_as_approved';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER posted_editions_as_approved BEFORE INSERT ON versions_policyversion
  FOR EACH ROW EXECUTE FUNCTION posted_editions_as_approved();

-- Where four eyes are asked for, the approver was not made one by a writer (invariant 6).
CREATE FUNCTION draft_approver_is_independent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made boolean;
BEGIN
  EXECUTE format('SELECT %1$I.made_a_second_person_by($3, $1, array_agg(w.person), ''approver'')
                  FROM %1$I.drafts_draftwriter w WHERE w.draft = $2', TG_TABLE_SCHEMA)
    INTO made USING NEW.approved_by, NEW.draft, TG_TABLE_SCHEMA;
  IF made AND coalesce(
       (SELECT r.four_eyes FROM public.resellers_reseller r WHERE r.schema_name = TG_TABLE_SCHEMA), true) THEN
    RAISE EXCEPTION 'a writer invited the approver, or gave them the role'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_approver_is_independent';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER draft_approver_is_independent BEFORE INSERT ON drafts_draftapproval
  FOR EACH ROW EXECUTE FUNCTION draft_approver_is_independent();

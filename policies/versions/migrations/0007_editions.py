"""Editions in other languages, and what the database keeps of them. Plain triggers, as in 0002_review.

An edition is posted with its version, which names its digest; who words one counts as a writer; four eyes see all.
What is checked at the end of the transaction runs as the owner: before PostgreSQL 18 it would run in whatever role
stands then, who may not read the schema.
"""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FORWARD = """
ALTER TABLE versions_preparededition ADD CONSTRAINT prepared_edition_writer_is_somebody
  FOREIGN KEY (updated_by) REFERENCES people_user (pseudonym);

CREATE FUNCTION edition_remembers_writers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id <> OLD.id OR NEW.draft_id <> OLD.draft_id OR NEW.language <> OLD.language) THEN
    RAISE EXCEPTION 'an edition stays the edition it is' USING ERRCODE = 'check_violation';
  END IF;
  EXECUTE format('INSERT INTO %I.versions_draftwriter (id, draft, person, since)
                  VALUES (gen_random_uuid(), $1, $2, $3) ON CONFLICT DO NOTHING', TG_TABLE_SCHEMA)
    USING NEW.draft_id, NEW.updated_by, NEW.updated_at;
  RETURN NEW;
END $$;
CREATE TRIGGER edition_remembers_writers AFTER INSERT OR UPDATE ON versions_preparededition
  FOR EACH ROW EXECUTE FUNCTION edition_remembers_writers();

CREATE FUNCTION edition_named_by_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE named boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.versions_policyversion
                  WHERE id = $1 AND edition_digests ->> $2 = $3)', TG_TABLE_SCHEMA)
    INTO named USING NEW.version_id, NEW.language, NEW.digest;
  IF NOT named THEN
    RAISE EXCEPTION 'the version was not posted with this edition' USING ERRCODE = 'check_violation';
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
    RAISE EXCEPTION 'the version names an edition that is not there' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER version_has_its_editions AFTER INSERT ON versions_policyversion
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION version_has_its_editions();

CREATE FUNCTION approval_names_editions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE same boolean;
BEGIN
  EXECUTE format('SELECT NOT EXISTS (
      SELECT 1 FROM jsonb_object_keys($2) AS named (language)
      FULL JOIN (SELECT language FROM %I.versions_preparededition WHERE draft_id = $1) AS prepared USING (language)
      WHERE named.language IS NULL OR prepared.language IS NULL)', TG_TABLE_SCHEMA)
    INTO same USING NEW.draft, NEW.edition_digests;
  IF NOT same THEN
    RAISE EXCEPTION 'the approval is not of the editions as they stand' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approval_names_editions BEFORE INSERT ON versions_draftapproval
  FOR EACH ROW EXECUTE FUNCTION approval_names_editions();

CREATE FUNCTION posted_editions_as_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE approved boolean;
BEGIN
  IF NOT coalesce(
       (SELECT r.four_eyes FROM public.resellers_reseller r WHERE r.schema_name = TG_TABLE_SCHEMA), true) THEN
    RETURN NEW;
  END IF;
  EXECUTE format('SELECT EXISTS (
      SELECT 1 FROM %1$I.versions_draftapproval a
      JOIN %1$I.versions_draft d ON d.id = a.draft AND d.revision = a.revision AND d.status = ''approved''
      WHERE a.policy_id = $1 AND a.digest = $2 AND a.edition_digests = $3
      AND NOT EXISTS (SELECT 1 FROM %1$I.versions_draftwriter w
                      WHERE w.draft = a.draft AND w.person = a.approved_by))', TG_TABLE_SCHEMA)
    INTO approved USING NEW.policy_id, NEW.digest, NEW.edition_digests;
  IF NOT approved THEN
    RAISE EXCEPTION 'no second person approved these editions' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER posted_editions_as_approved BEFORE INSERT ON versions_policyversion
  FOR EACH ROW EXECUTE FUNCTION posted_editions_as_approved();
"""

BACKWARD = """
DROP TRIGGER posted_editions_as_approved ON versions_policyversion;
DROP FUNCTION posted_editions_as_approved();
DROP TRIGGER approval_names_editions ON versions_draftapproval;
DROP FUNCTION approval_names_editions();
DROP TRIGGER version_has_its_editions ON versions_policyversion;
DROP FUNCTION version_has_its_editions();
DROP TRIGGER edition_named_by_version ON versions_edition;
DROP FUNCTION edition_named_by_version();
DROP TRIGGER edition_remembers_writers ON versions_preparededition;
DROP FUNCTION edition_remembers_writers();
ALTER TABLE versions_preparededition DROP CONSTRAINT prepared_edition_writer_is_somebody;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("versions", "0006_website"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=20)),
                ("document", models.JSONField()),
                ("template", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["language"],
            },
        ),
        migrations.CreateModel(
            name="PreparedEdition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=20)),
                ("words", models.JSONField(default=dict)),
                ("updated_at", models.DateTimeField()),
                ("updated_by", models.UUIDField()),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="policyversion",
            name="frozen",
        ),
        migrations.AddField(
            model_name="draftapproval",
            name="edition_digests",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="edition_digests",
            field=models.JSONField(default=dict),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."policy_id" IS DISTINCT FROM (NEW."policy_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."document" IS DISTINCT FROM (NEW."document") OR OLD."template" IS DISTINCT FROM (NEW."template") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."values" IS DISTINCT FROM (NEW."values") OR OLD."edition_digests" IS DISTINCT FROM (NEW."edition_digests") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."significance" IS DISTINCT FROM (NEW."significance") OR OLD."base_publisher" IS DISTINCT FROM (NEW."base_publisher") OR OLD."base_number" IS DISTINCT FROM (NEW."base_number") OR OLD."posted_at" IS DISTINCT FROM (NEW."posted_at") OR OLD."posted_by" IS DISTINCT FROM (NEW."posted_by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="db20d0dff6718f6de5f6dd162f33c7fc516d548d",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_aad2d",
                    table="versions_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="versions.policyversion"
            ),
        ),
        migrations.AddField(
            model_name="preparededition",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="editions", to="versions.draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("version", "language"), name="edition_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2059cc8a9c88a45e4c60da71f901c02f13230ce7",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_dee54",
                    table="versions_edition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="59b02099a030dba0f129cdf070702208a3301608",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_4d8f4",
                    table="versions_edition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="ef2fa77fc2334de87b29532564c9850286a8237a",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_a47ca",
                    table="versions_edition",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="preparededition",
            constraint=models.UniqueConstraint(fields=("draft", "language"), name="prepared_once"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

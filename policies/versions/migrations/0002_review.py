"""Review: comments, approvals, four eyes. Plain triggers, which `SET pgtrigger.ignore` does not walk past.

Each names its own schema's tables in full: neither a search path nor a temporary table leads it elsewhere.
"""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FORWARD = """
ALTER TABLE versions_draft ADD CONSTRAINT draft_writer_is_somebody
  FOREIGN KEY (updated_by) REFERENCES people_user (pseudonym);
ALTER TABLE versions_draftwriter ADD CONSTRAINT writer_is_somebody
  FOREIGN KEY (person) REFERENCES people_user (pseudonym);
ALTER TABLE versions_draftapproval ADD CONSTRAINT draft_approver_is_somebody
  FOREIGN KEY (approved_by) REFERENCES people_user (pseudonym);

CREATE FUNCTION draft_remembers_writers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id <> OLD.id OR NEW.policy_id <> OLD.policy_id) THEN
    RAISE EXCEPTION 'a draft stays the draft it is' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'INSERT' OR NEW.document IS DISTINCT FROM OLD.document OR NEW.values IS DISTINCT FROM OLD.values THEN
    EXECUTE format('INSERT INTO %I.versions_draftwriter (id, draft, person, since)
                    VALUES (gen_random_uuid(), $1, $2, $3) ON CONFLICT DO NOTHING', TG_TABLE_SCHEMA)
      USING NEW.id, NEW.updated_by, NEW.updated_at;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER draft_remembers_writers AFTER INSERT OR UPDATE ON versions_draft
  FOR EACH ROW EXECUTE FUNCTION draft_remembers_writers();

CREATE FUNCTION draft_approved_by_a_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE approved boolean;
BEGIN
  IF NEW.status = 'approved' THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.versions_draftapproval
                    WHERE draft = $1 AND revision = $2 AND template = $3)', TG_TABLE_SCHEMA)
      INTO approved USING NEW.id, NEW.revision, NEW.document;
    IF NOT approved THEN
      RAISE EXCEPTION 'nobody approved these words' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER draft_approved_by_a_row BEFORE INSERT OR UPDATE ON versions_draft
  FOR EACH ROW EXECUTE FUNCTION draft_approved_by_a_row();

CREATE FUNCTION approval_of_what_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stands boolean; wrote boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.versions_draft WHERE id = $1 AND policy_id = $2 AND revision = $3
                  AND document = $4 AND status = ''in_review'')', TG_TABLE_SCHEMA)
    INTO stands USING NEW.draft, NEW.policy_id, NEW.revision, NEW.template;
  IF NOT stands THEN
    RAISE EXCEPTION 'the approval is not of the draft as it stands in review' USING ERRCODE = 'check_violation';
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.versions_draftwriter WHERE draft = $1 AND person = $2)',
                 TG_TABLE_SCHEMA)
    INTO wrote USING NEW.draft, NEW.approved_by;
  IF wrote AND coalesce(
       (SELECT r.four_eyes FROM public.resellers_reseller r WHERE r.schema_name = TG_TABLE_SCHEMA), true) THEN
    RAISE EXCEPTION 'the approver wrote in this draft' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approval_of_what_stands BEFORE INSERT ON versions_draftapproval
  FOR EACH ROW EXECUTE FUNCTION approval_of_what_stands();

CREATE FUNCTION posted_as_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE approved boolean;
BEGIN
  IF NOT coalesce(
       (SELECT r.four_eyes FROM public.resellers_reseller r WHERE r.schema_name = TG_TABLE_SCHEMA), true) THEN
    RETURN NEW;
  END IF;
  EXECUTE format('SELECT EXISTS (
      SELECT 1 FROM %1$I.versions_draftapproval a
      JOIN %1$I.versions_draft d ON d.id = a.draft AND d.revision = a.revision AND d.status = ''approved''
      WHERE a.policy_id = $1 AND a.template = $2 AND a.document = $3 AND a.digest = $4
      AND NOT EXISTS (SELECT 1 FROM %1$I.versions_draftwriter w
                      WHERE w.draft = a.draft AND w.person = a.approved_by))', TG_TABLE_SCHEMA)
    INTO approved USING NEW.policy_id, NEW.template, NEW.document, NEW.digest;
  IF NOT approved THEN
    RAISE EXCEPTION 'no second person approved these words' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER posted_as_approved BEFORE INSERT ON versions_policyversion
  FOR EACH ROW EXECUTE FUNCTION posted_as_approved();
"""

BACKWARD = """
DROP TRIGGER posted_as_approved ON versions_policyversion;
DROP FUNCTION posted_as_approved();
DROP TRIGGER approval_of_what_stands ON versions_draftapproval;
DROP FUNCTION approval_of_what_stands();
DROP TRIGGER draft_approved_by_a_row ON versions_draft;
DROP FUNCTION draft_approved_by_a_row();
DROP TRIGGER draft_remembers_writers ON versions_draft;
DROP FUNCTION draft_remembers_writers();
ALTER TABLE versions_draftapproval DROP CONSTRAINT draft_approver_is_somebody;
ALTER TABLE versions_draftwriter DROP CONSTRAINT writer_is_somebody;
ALTER TABLE versions_draft DROP CONSTRAINT draft_writer_is_somebody;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("resellers", "0004_four_eyes"),
        ("versions", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="draft",
            name="updated_by",
            field=models.UUIDField(),
        ),
        migrations.CreateModel(
            name="DraftApproval",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("draft", models.UUIDField()),
                ("revision", models.PositiveIntegerField()),
                ("template", models.JSONField()),
                ("document", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("approved_by", models.UUIDField()),
                ("approved_at", models.DateTimeField()),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="versions.policy"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftComment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("draft", models.UUIDField(db_index=True)),
                ("key", models.CharField(blank=True, max_length=120)),
                ("text", models.TextField()),
                ("words", models.TextField(blank=True)),
                ("digest", models.CharField(max_length=64)),
                ("revision", models.PositiveIntegerField()),
                ("returned", models.BooleanField(default=False)),
                ("said_by", models.UUIDField()),
                ("said_at", models.DateTimeField()),
                ("resolved_by", models.UUIDField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="versions.policy"
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="versions.draftcomment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftWriter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("draft", models.UUIDField()),
                ("person", models.UUIDField()),
                ("since", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "person"), name="writer_once")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftwriter",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="63d211d97938b3de5cb56253b7d72d7623a5c5b8",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_a23a8",
                    table="versions_draftwriter",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftwriter",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="10480cd83f76f749d49051c65b24fe1cec236973",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_86be1",
                    table="versions_draftwriter",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftwriter",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="064732e070b862d3028f6754f3d8542fe7b42722",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_ebe2d",
                    table="versions_draftwriter",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="draftapproval",
            constraint=models.UniqueConstraint(fields=("draft", "revision"), name="approval_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a0ab60e01350c466819d7e3fcc83342d9647372e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_7d1f5",
                    table="versions_draftapproval",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="dedf54e5d76dee3465709ca714c02bbc9727149c",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_dc50b",
                    table="versions_draftapproval",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="d20aeb061f7c80225d1ece8a4a499bf95a05d5eb",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_068cf",
                    table="versions_draftapproval",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="draftcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolved_at", None), ("resolved_by", None)),
                    models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False), ("thread", None)),
                    _connector="OR",
                ),
                name="comment_resolved_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("thread", models.F("id")), _negated=True), name="comment_answers_another"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition=(
                        'WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR '
                        'OLD."policy_id" IS DISTINCT FROM (NEW."policy_id") OR '
                        'OLD."draft" IS DISTINCT FROM (NEW."draft") OR '
                        'OLD."key" IS DISTINCT FROM (NEW."key") OR '
                        'OLD."thread_id" IS DISTINCT FROM (NEW."thread_id") OR '
                        'OLD."text" IS DISTINCT FROM (NEW."text") OR '
                        'OLD."words" IS DISTINCT FROM (NEW."words") OR '
                        'OLD."digest" IS DISTINCT FROM (NEW."digest") OR '
                        'OLD."revision" IS DISTINCT FROM (NEW."revision") OR '
                        'OLD."returned" IS DISTINCT FROM (NEW."returned") OR '
                        'OLD."said_by" IS DISTINCT FROM (NEW."said_by") OR '
                        'OLD."said_at" IS DISTINCT FROM (NEW."said_at"))'
                    ),
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="466d4f74b82c0c0d5ee7472450a1f9ed3d0886c2",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_9edf4",
                    table="versions_draftcomment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7410213eb00c8d214fec9b1f31d918feed478119",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_d4546",
                    table="versions_draftcomment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="299c0b00be4a6c1640cf71496f3ab8d6b44dc459",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_341b4",
                    table="versions_draftcomment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

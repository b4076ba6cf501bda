"""On what basis representatives may bind their customer; what was known of it before becomes history."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION authority_is_the_representatives() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE theirs boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.customers_membership m JOIN %1$I.people_user u ON u.id = m.user_id
      WHERE m.id = $1 AND m.capacity = ''representative'' AND m.customer_id = $2 AND u.pseudonym = $3)
    AND ($4 IS NULL OR EXISTS (SELECT 1 FROM %1$I.customers_membership r WHERE r.id = $4 AND r.customer_id = $2))',
    TG_TABLE_SCHEMA) INTO theirs USING NEW.membership_id, NEW.customer_id, NEW.person, NEW.replaced_id;
  IF NOT theirs THEN
    RAISE EXCEPTION 'an authority is that of a representative of the customer' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER authority_is_the_representatives BEFORE INSERT ON customers_authority
  FOR EACH ROW EXECUTE FUNCTION authority_is_the_representatives();
CREATE FUNCTION authority_ends_only_earlier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ends_at IS NOT NULL AND (NEW.ends_at IS NULL OR NEW.ends_at > OLD.ends_at) THEN
    RAISE EXCEPTION 'the end of an authority only comes earlier' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER authority_ends_only_earlier BEFORE UPDATE ON customers_authority
  FOR EACH ROW EXECUTE FUNCTION authority_ends_only_earlier();
ALTER TABLE customers_authority ADD CONSTRAINT authority_recorder_is_somebody
  FOREIGN KEY (recorded_by) REFERENCES people_user (pseudonym);
INSERT INTO customers_authority (id, membership_id, customer_id, person, basis, words, starts_at, ends_at, filename,
    document_digest, path, recorded_at)
  SELECT gen_random_uuid(), m.id, m.customer_id, u.pseudonym, 'stated', m.authority, m.since,
         CASE WHEN m.until IS NOT NULL THEN greatest(m.until, m.since + interval '1 microsecond') END, '', '', '', m.since
  FROM customers_membership m JOIN people_user u ON u.id = m.user_id WHERE m.capacity = 'representative';
"""

BACKWARD = """
ALTER TABLE customers_authority DROP CONSTRAINT authority_recorder_is_somebody;
DROP TRIGGER authority_ends_only_earlier ON customers_authority;
DROP FUNCTION authority_ends_only_earlier();
DROP TRIGGER authority_is_the_representatives ON customers_authority;
DROP FUNCTION authority_is_the_representatives();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_deviations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Authority",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("office", "Office held"),
                            ("power_of_attorney", "Power of attorney"),
                            ("agreement", "Named in the agreement"),
                            ("stated", "Stated to us"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200)),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("filename", models.CharField(blank=True, max_length=200)),
                ("document_digest", models.CharField(blank=True, max_length=64)),
                ("path", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="authorities", to="customers.customer"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorities",
                        to="customers.membership",
                    ),
                ),
                (
                    "replaced",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="customers.membership",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["membership", "starts_at"], name="authority_of_membership")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["office", "power_of_attorney", "agreement", "stated"])),
                        name="authority_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="authority_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document_digest", ""), ("filename", ""), ("path", "")),
                            models.Q(
                                models.Q(("filename", ""), _negated=True),
                                models.Q(("document_digest", ""), _negated=True),
                                models.Q(("path", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="authority_document_whole",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="authority",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."membership_id" IS DISTINCT FROM (NEW."membership_id") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."person" IS DISTINCT FROM (NEW."person") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."filename" IS DISTINCT FROM (NEW."filename") OR OLD."document_digest" IS DISTINCT FROM (NEW."document_digest") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."replaced_id" IS DISTINCT FROM (NEW."replaced_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by" IS DISTINCT FROM (NEW."recorded_by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="241d2bfe789587e5ac25734f7064fa9ba035ad31",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_7c743",
                    table="customers_authority",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="authority",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="9e7746fe02990b388d13506e6ffacbcce033c83c",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_c5e4b",
                    table="customers_authority",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="authority",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="0017438b3a04c96b4e30770568bd69398eaafb01",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_1e1cc",
                    table="customers_authority",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

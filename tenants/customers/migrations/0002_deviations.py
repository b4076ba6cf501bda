"""Negotiated deviations of an agreement; their end is set once, by a plain trigger."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tenants.customers.models

ONCE = """
CREATE FUNCTION deviation_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ends_at IS NOT NULL AND NEW.ends_at IS DISTINCT FROM OLD.ends_at THEN
    RAISE EXCEPTION 'the end of a deviation is set once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER deviation_ends_once BEFORE UPDATE ON customers_deviation
  FOR EACH ROW EXECUTE FUNCTION deviation_ends_once();
CREATE FUNCTION deviation_of_the_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM customers_agreement a WHERE a.id = NEW.agreement_id
                 AND a.customer_id = NEW.customer_id AND a.starts_at <= NEW.starts_at) THEN
    RAISE EXCEPTION 'the agreement is another customer''s, or began later' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER deviation_of_the_customer BEFORE INSERT ON customers_deviation
  FOR EACH ROW EXECUTE FUNCTION deviation_of_the_customer();
ALTER TABLE customers_deviation ADD CONSTRAINT recorder_is_somebody
  FOREIGN KEY (recorded_by) REFERENCES people_user (pseudonym);
"""

BACK = """
ALTER TABLE customers_deviation DROP CONSTRAINT recorder_is_somebody;
DROP TRIGGER deviation_of_the_customer ON customers_deviation;
DROP FUNCTION deviation_of_the_customer();
DROP TRIGGER deviation_ends_once ON customers_deviation;
DROP FUNCTION deviation_ends_once();
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Deviation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("replaced", "Replaced by other words"),
                            ("added", "Added"),
                            ("not_applied", "Not applied"),
                        ],
                        max_length=20,
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("parent_key", models.CharField(blank=True, max_length=80)),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("discretionary", models.BooleanField(default=False)),
                ("text", models.TextField(blank=True)),
                ("general_digest", models.CharField(blank=True, max_length=64)),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("filename", models.CharField(max_length=200)),
                ("document_digest", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deviations", to="customers.agreement"
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deviations", to="customers.customer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("effect__in", ["replaced", "added", "not_applied"])),
                        name="deviation_effect",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="deviation_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("effect", "not_applied"), ("text", "")),
                            models.Q(
                                models.Q(("effect", "not_applied"), _negated=True),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="deviation_words",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("customer", "="),
                            ("key", "="),
                            (
                                tenants.customers.models.Span(
                                    "starts_at", "ends_at", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                        ],
                        name="deviation_once_per_key",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deviation",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition=(
                        'WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."customer_id" IS DISTINCT FROM (NEW'
                        '."customer_id") OR OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."e'
                        'ffect" IS DISTINCT FROM (NEW."effect") OR OLD."key" IS DISTINCT FROM (NEW."key") OR O'
                        'LD."parent_key" IS DISTINCT FROM (NEW."parent_key") OR OLD."kind" IS DISTINCT FROM (N'
                        'EW."kind") OR OLD."discretionary" IS DISTINCT FROM (NEW."discretionary") OR OLD."text'
                        '" IS DISTINCT FROM (NEW."text") OR OLD."general_digest" IS DISTINCT FROM (NEW."genera'
                        'l_digest") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."filename" IS'
                        ' DISTINCT FROM (NEW."filename") OR OLD."document_digest" IS DISTINCT FROM (NEW."docum'
                        'ent_digest") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."digest" IS DISTINCT '
                        'FROM (NEW."digest") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD.'
                        '"recorded_by" IS DISTINCT FROM (NEW."recorded_by"))'
                    ),
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fe77f96340eae4e6840fa42e1a1e16c00eb3fc6f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_fa7b8",
                    table="customers_deviation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deviation",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="fe67db9bcdcf73ffb6e8864d67d452ef5973b42d",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_066cc",
                    table="customers_deviation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deviation",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="da2d4d4979d4d65b842817accd4a06ca5c2ef2ea",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_80f46",
                    table="customers_deviation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(ONCE, BACK),
    ]

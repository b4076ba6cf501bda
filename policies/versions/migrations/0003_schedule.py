"""Scheduled versions that are put off: a frozen row for each move, and the effect moves only with one."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("versions", "0002_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="Postponement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("effect_before", models.DateTimeField()),
                ("effect_after", models.DateTimeField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField()),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="policyversion",
            name="frozen",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."policy_id" IS DISTINCT FROM (NEW."policy_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."document" IS DISTINCT FROM (NEW."document") OR OLD."template" IS DISTINCT FROM (NEW."template") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."values" IS DISTINCT FROM (NEW."values") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."significance" IS DISTINCT FROM (NEW."significance") OR OLD."base_publisher" IS DISTINCT FROM (NEW."base_publisher") OR OLD."base_number" IS DISTINCT FROM (NEW."base_number") OR OLD."posted_at" IS DISTINCT FROM (NEW."posted_at") OR OLD."posted_by" IS DISTINCT FROM (NEW."posted_by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="47e10f4d0374ac51c9a82a8b9bc4f32c9a0ce9f0",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_aad2d",
                    table="versions_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="effect_only_later",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."effective_at" IS DISTINCT FROM (NEW."effective_at"))',
                    func="\n        IF NEW.effective_at < OLD.effective_at OR NOT EXISTS (\n            SELECT 1 FROM versions_postponement\n            WHERE version_id = NEW.id AND effect_before = OLD.effective_at AND effect_after = NEW.effective_at\n        ) THEN\n            RAISE EXCEPTION 'pgtrigger: An effect moves only later, and only with a postponement on record';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="f95f22acbe5f4f965204a52bd38206323fe7ec45",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation='UPDATE OF "effective_at"',
                    pgid="pgtrigger_effect_only_later_d5c78",
                    table="versions_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="postponement",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="postponements", to="versions.policyversion"
            ),
        ),
        migrations.AddConstraint(
            model_name="postponement",
            constraint=models.UniqueConstraint(fields=("version", "effect_before"), name="postponement_once"),
        ),
        migrations.AddConstraint(
            model_name="postponement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("at__lt", models.F("effect_before")), ("effect_before__lt", models.F("effect_after"))
                ),
                name="postponement_before_effect",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postponement",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2e22d323ad7d70056981191051c65708fdb39bad",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_6d3e9",
                    table="versions_postponement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postponement",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="647c8ca957cb22c7494ba0825f3b98e45f4146e9",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_95e0f",
                    table="versions_postponement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postponement",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="e73f0c5457ef194e403984803a7f49409da699a1",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_bffff",
                    table="versions_postponement",
                    when="BEFORE",
                ),
            ),
        ),
    ]

"""The declared website: pages of ours that it frames, and the alarm while it does not show what is in force."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("versions", "0005_following"),
    ]

    operations = [
        migrations.AddField(
            model_name="postingproof",
            name="framed",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="WebsiteAlarm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("raised_at", models.DateTimeField()),
                ("cleared_at", models.DateTimeField(null=True)),
                ("raise_mailed_at", models.DateTimeField(null=True)),
                ("clear_mailed_at", models.DateTimeField(null=True)),
                (
                    "cleared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="versions.postingproof",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="website_alarms", to="versions.policy"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="versions.postingproof"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cleared_at", None)), fields=("policy",), name="alarm_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clear_mailed_at", None), ("cleared_at", None), ("cleared_by", None)),
                            models.Q(("cleared_at__gte", models.F("raised_at")), ("cleared_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="alarm_cleared_by_a_proof",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="websitealarm",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."policy_id" IS DISTINCT FROM (NEW."policy_id") OR OLD."raised_at" IS DISTINCT FROM (NEW."raised_at") OR OLD."raised_by_id" IS DISTINCT FROM (NEW."raised_by_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2889932913b4cb966f0aa636a9bf93a9fafa2517",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_96e23",
                    table="versions_websitealarm",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="websitealarm",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0cb9c08a719c12e6b166e1cc29f087e2d19a707a",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_69ca2",
                    table="versions_websitealarm",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="websitealarm",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="8fa6e331eb4ff6cecaf03ee28088677cd1f0f880",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_effbb",
                    table="versions_websitealarm",
                    when="BEFORE",
                ),
            ),
        ),
    ]

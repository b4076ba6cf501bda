"""Heads on their way elsewhere, and time stamps of them."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_blocks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("authority", models.CharField(max_length=300)),
                ("response", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("trusted", models.BooleanField()),
                (
                    "head",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stamp", to="ledger.treehead"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HeadErrand",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("mail", "By mail"), ("webhook", "By webhook"), ("stamp", "Time stamp")], max_length=10
                    ),
                ),
                ("address", models.CharField(max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sending", "Under way"),
                            ("delivered", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("queued_at", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("done_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, max_length=300)),
                (
                    "head",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="errands", to="ledger.treehead"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("head", "kind"), name="head_errand_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["mail", "webhook", "stamp"])), name="head_errand_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["queued", "sending", "delivered", "failed"])),
                        name="head_errand_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", False),
                            models.Q(("status", "delivered"), _negated=True),
                            _connector="OR",
                        ),
                        name="head_errand_done",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stamp",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d077eefef7f66cc3632f8a1e9fe89e9810e44d0b",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_118a0",
                    table="ledger_stamp",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stamp",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d38e61a87f83fb248a07c8042367778d66e3cf9f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_57900",
                    table="ledger_stamp",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stamp",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="9c01b5a08cb5b2d4beae7b228ba9c99687bfccf7",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_65d10",
                    table="ledger_stamp",
                    when="BEFORE",
                ),
            ),
        ),
    ]

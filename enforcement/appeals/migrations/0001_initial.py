"""Appeals and their decisions."""

import uuid
from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tenants.resellers.migrating

SQL = Path(__file__).parents[1] / "triggers.sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("cases", "0001_initial"),
        ("customers", "0001_initial"),
        ("holds", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("words", models.TextField(verbose_name="why it is wrong")),
                ("filed_by", models.UUIDField()),
                ("on_behalf", models.BooleanField(default=False)),
                ("filed_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("filed", "Filed"),
                            ("in_review", "In review"),
                            ("decided", "Decided"),
                            ("withdrawn", "Withdrawn"),
                            ("inadmissible", "Inadmissible"),
                        ],
                        default="filed",
                        max_length=20,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("dismissed_because", models.TextField(blank=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="customers.customer"
                    ),
                ),
                (
                    "determination",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="cases.determination",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="holds.measure",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["filed", "in_review", "decided", "withdrawn", "inadmissible"])
                        ),
                        name="appeal_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "inadmissible"), models.Q(("dismissed_because", ""), _negated=True)),
                            models.Q(models.Q(("status", "inadmissible"), _negated=True), ("dismissed_because", "")),
                            _connector="OR",
                        ),
                        name="appeal_dismissed_with_reasons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("determination__isnull", False), ("measure", None)),
                            models.Q(("determination", None), ("measure__isnull", False)),
                            _connector="OR",
                        ),
                        name="appeal_of_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["filed", "in_review", "decided"])),
                        fields=("determination",),
                        name="appeal_of_determination_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["filed", "in_review", "decided"])),
                        fields=("measure",),
                        name="appeal_of_measure_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppealMessage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("side", models.CharField(choices=[("customer", "Customer"), ("company", "Company")], max_length=10)),
                ("words", models.TextField()),
                ("written_by", models.UUIDField()),
                ("written_at", models.DateTimeField()),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="appeals.appeal"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["appeal", "written_at"], name="appeal_message_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["customer", "company"])), name="appeal_message_has_a_side"
                    ),
                    models.UniqueConstraint(fields=("id", "appeal"), name="appeal_message_of_appeal"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppealEvidence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("filename", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=200)),
                ("received_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("file_gone_at", models.DateTimeField(null=True)),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="appeals.appeal"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="appeals.appealmessage",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("removed_at", None)), fields=["path"], name="appeal_evidence_kept")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("file_gone_at", None), ("removed_at__isnull", False), _connector="OR"),
                        name="appeal_evidence_gone_once_removed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AppealDecision",
            fields=[
                (
                    "appeal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="decision",
                        serialize=False,
                        to="appeals.appeal",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("upheld", "Upheld"), ("overturned", "Overturned"), ("modified", "Modified")],
                        max_length=20,
                    ),
                ),
                ("reasons", models.TextField()),
                ("decided_by", models.UUIDField()),
                ("reviewed_by", models.UUIDField()),
                ("reviewed_at", models.DateTimeField()),
                (
                    "determination",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal_decisions",
                        to="cases.determination",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal_decisions",
                        to="holds.measure",
                    ),
                ),
                (
                    "measure_instead",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="holds.measure",
                    ),
                ),
                (
                    "replacement",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="cases.determination",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["upheld", "overturned", "modified"])), name="appeal_outcome"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("reviewed_by")), _negated=True),
                        name="appeal_another_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("measure", None), ("outcome", "modified"), ("replacement__isnull", False)),
                            models.Q(
                                models.Q(("measure", None), ("outcome", "modified"), _negated=True),
                                ("replacement", None),
                            ),
                            _connector="OR",
                        ),
                        name="appeal_modified_replaces",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("measure_instead", None),
                            models.Q(("measure__isnull", False), ("outcome", "modified")),
                            _connector="OR",
                        ),
                        name="appeal_measure_instead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("determination__isnull", False),
                            models.Q(("measure__isnull", False), ("outcome__in", ["upheld", "overturned"])),
                            _connector="OR",
                        ),
                        name="appeal_interim_stands_or_not",
                    ),
                ],
            },
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appeal",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."determination_id" IS DISTINCT FROM (NEW."determination_id") OR OLD."measure_id" IS DISTINCT FROM (NEW."measure_id") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."filed_by" IS DISTINCT FROM (NEW."filed_by") OR OLD."on_behalf" IS DISTINCT FROM (NEW."on_behalf") OR OLD."filed_at" IS DISTINCT FROM (NEW."filed_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="07bb4187b17aef50bc3c231c221e1f3425a11b16",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_8f747",
                    table="appeals_appeal",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appeal",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="5f2bfab9600bdeb9e048ef13f3a791d59508af53",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_43832",
                    table="appeals_appeal",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appeal",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="c9a98be3e079a5194c7c6fc21a1583313b0157ff",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_13f03",
                    table="appeals_appeal",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appealmessage",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fe2222690561113ebe10513917a67a3907cce76c",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_5e82b",
                    table="appeals_appealmessage",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appealmessage",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a3ad95e4e6aec54633ddd90e302fc0392a66de77",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_87868",
                    table="appeals_appealmessage",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appealmessage",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="84e10adc612cb35d0d3cfb90309bbbff0776eedf",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_3ebf6",
                    table="appeals_appealmessage",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appealevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."appeal_id" IS DISTINCT FROM (NEW."appeal_id") OR OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."filename" IS DISTINCT FROM (NEW."filename") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7205700bec97705faf4fb37a7e8736472933abae",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_6efef",
                    table="appeals_appealevidence",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appealevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4edca09e2a10082234d0f2b3b48fef59e9ae84d3",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_41b3b",
                    table="appeals_appealevidence",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appealevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="5a85ee2068723da823b1638944a922de8d62f5d5",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_fdbd2",
                    table="appeals_appealevidence",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appealdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ba0bb7affc6d1e489b9188416b4a65777905fc7a",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_ca36a",
                    table="appeals_appealdecision",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appealdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="2b25a39568de3e6fcf708a423689b200b850e79f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_b6101",
                    table="appeals_appealdecision",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="appealdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="8833f3969b204b314f671779c037136b3bd9c64d",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_13dd9",
                    table="appeals_appealdecision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]

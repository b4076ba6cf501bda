"""Drafts in every language, their review, and four eyes."""

import uuid
from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tenants.resellers.migrating

SQL = Path(__file__).parents[1] / "models" / "triggers.sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("versions", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("document", models.JSONField()),
                ("values", models.JSONField(default=dict)),
                ("base_publisher", models.CharField(blank=True, max_length=63)),
                ("base_number", models.PositiveIntegerField(null=True)),
                ("base_document", models.JSONField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("in_review", "In review"), ("approved", "Approved")],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("unconfirmed", models.JSONField(default=list)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField()),
                ("updated_by", models.UUIDField()),
                (
                    "policy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draft", to="versions.policy"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "approved"])), name="draft_status"
                    )
                ],
            },
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
                ("edition_digests", models.JSONField(default=dict)),
                ("approved_by", models.UUIDField()),
                ("approved_at", models.DateTimeField()),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="versions.policy"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "revision"), name="approval_once")],
            },
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
                        to="drafts.draftcomment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at", None), ("resolved_by", None)),
                            models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False), ("thread", None)),
                            _connector="OR",
                        ),
                        name="comment_resolved_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("thread", models.F("id")), _negated=True), name="comment_answers_another"
                    ),
                ],
            },
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
        migrations.CreateModel(
            name="PreparedEdition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=20)),
                ("words", models.JSONField(default=dict)),
                ("updated_at", models.DateTimeField()),
                ("updated_by", models.UUIDField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="editions", to="drafts.draft"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "language"), name="prepared_once")],
            },
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="draftwriter",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="5b81221f46b978dfccfe153ba3a1c58f6bfda1c7",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_1d995",
                    table="drafts_draftwriter",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="draftwriter",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="fd31efbb290546a8e12da6e095f411a820c845c3",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_caae2",
                    table="drafts_draftwriter",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="draftwriter",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="bf0f09c12be171855fae5ac63e439e368673607a",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_a7a30",
                    table="drafts_draftwriter",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="draftapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ab18507e18f0e14fecca0d0f3c96b322e489994c",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_21698",
                    table="drafts_draftapproval",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="draftapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="c900023320473086021517654d467d32d462717f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_85b3d",
                    table="drafts_draftapproval",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="draftapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="812e53e95d2756e851b2fa54b364ae522d30da50",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_3bf97",
                    table="drafts_draftapproval",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="draftcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."policy_id" IS DISTINCT FROM (NEW."policy_id") OR OLD."draft" IS DISTINCT FROM (NEW."draft") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."thread_id" IS DISTINCT FROM (NEW."thread_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."returned" IS DISTINCT FROM (NEW."returned") OR OLD."said_by" IS DISTINCT FROM (NEW."said_by") OR OLD."said_at" IS DISTINCT FROM (NEW."said_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="692575891b2dfa58dc0bdfd36f33b6204c895351",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_5349c",
                    table="drafts_draftcomment",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="draftcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1785fd4630c10dcd6619250454e71e7ea4d1f05f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_a15ed",
                    table="drafts_draftcomment",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="draftcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="ead962e44135eb1cf1745656ada718384e62b89d",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_3c1dd",
                    table="drafts_draftcomment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]

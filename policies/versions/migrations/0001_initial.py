"""Policies, posted versions with their provisions and editions, what is mandatory, and proof of posting."""

import uuid
from pathlib import Path

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tenants.resellers.migrating

SQL = Path(__file__).parents[1] / "models" / "triggers.sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("slug", models.SlugField(default="aup", unique=True)),
                ("title", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("template", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("values", models.JSONField()),
                ("edition_digests", models.JSONField(default=dict)),
                ("summary", models.TextField()),
                (
                    "significance",
                    models.CharField(choices=[("material", "Material"), ("editorial", "Editorial")], max_length=20),
                ),
                ("base_publisher", models.CharField(blank=True, max_length=63)),
                ("base_number", models.PositiveIntegerField(null=True)),
                ("posted_at", models.DateTimeField()),
                ("posted_by", models.UUIDField()),
                ("effective_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="versions.policy"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("policy", "number"), name="version_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("policy", "effective_at"),
                        name="version_effective_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effective_at__gte", models.F("posted_at"))), name="version_not_backdated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_at__lt", models.F("effective_at")),
                                ("withdrawn_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="version_withdrawn_before_effect",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("significance__in", ["material", "editorial"])), name="version_significance"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=20)),
                ("document", models.JSONField()),
                ("template", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="versions.policyversion",
                    ),
                ),
            ],
            options={
                "ordering": ["language"],
                "constraints": [models.UniqueConstraint(fields=("version", "language"), name="edition_once")],
            },
        ),
        migrations.CreateModel(
            name="PostedProvision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField()),
                ("parent_key", models.CharField(blank=True, max_length=120)),
                ("key", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=20)),
                ("category", models.CharField(blank=True, max_length=40)),
                ("number", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("needs_authorization", models.BooleanField()),
                ("discretionary", models.BooleanField()),
                ("acknowledge_separately", models.BooleanField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provisions",
                        to="versions.policyversion",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector("text", config="simple"), name="provision_words"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("text"), name="gin_trgm_ops"),
                        name="provision_letters",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "key"), name="provision_key"),
                    models.UniqueConstraint(fields=("version", "position"), name="provision_position"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostingProof",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("url", models.URLField()),
                ("fetched_at", models.DateTimeField()),
                ("http_status", models.PositiveSmallIntegerField(null=True)),
                ("body", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("shows_version", models.BooleanField()),
                ("framed", models.BooleanField(default=False)),
                ("problem", models.CharField(blank=True, max_length=300)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proofs", to="versions.policyversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Postponement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("effect_before", models.DateTimeField()),
                ("effect_after", models.DateTimeField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postponements",
                        to="versions.policyversion",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "effect_before"), name="postponement_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("at__lt", models.F("effect_before")), ("effect_before__lt", models.F("effect_after"))
                        ),
                        name="postponement_before_effect",
                    ),
                ],
            },
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
        migrations.CreateModel(
            name="Counterpart",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("publisher", models.CharField(max_length=63)),
                ("theirs", models.CharField(max_length=120)),
                ("own", models.CharField(max_length=120)),
                ("said_at", models.DateTimeField()),
                ("said_by", models.UUIDField()),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counterparts",
                        to="versions.policy",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("policy", "publisher", "theirs"), name="counterpart_once"),
                    models.UniqueConstraint(fields=("policy", "publisher", "own"), name="counterpart_of_one"),
                    models.CheckConstraint(condition=models.Q(("own", ""), _negated=True), name="counterpart_named"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MandatoryMark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120)),
                ("basis", models.CharField(max_length=500)),
                ("marked_at", models.DateTimeField()),
                ("marked_by", models.UUIDField()),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandatory_marks",
                        to="versions.policy",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("policy", "key"), name="mandatory_once"),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="mandatory_has_basis"
                    ),
                ],
            },
        ),
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="db470b7e32b786502b04233e884ef7958edcfa6c",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_19389",
                    table="versions_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="1138c2f50c40fb213d9fed4f4230a025493df47e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_be6d4",
                    table="versions_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
            model_name="postedprovision",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e71d1ba9c903e0609a2aef1b7ef1800e3c3c0530",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_9a773",
                    table="versions_postedprovision",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="postedprovision",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="01f96895d53289e4cf4fb0814c1422cbb6fb9b8f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_3e1bf",
                    table="versions_postedprovision",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="postedprovision",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="f2c4453c244aa54b2f5e05416a1fd96171ef8abb",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_56ab4",
                    table="versions_postedprovision",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="postingproof",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="83fb9abd449d5469b5d9881af90da636affddc6c",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_46d3b",
                    table="versions_postingproof",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="postingproof",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ab6c97d3d4b292ed16ba6dad332ba372d7175efd",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_5c325",
                    table="versions_postingproof",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="postingproof",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="ddb02cbcb70354b9101a544b0c916beca7bd1bf8",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_5c78b",
                    table="versions_postingproof",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]

"""Views, acknowledgements, declines, paper and reminders."""

import uuid
from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tenants.resellers.migrating

SQL = Path(__file__).parents[1] / "triggers.sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("versions", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("signed", "Signed paper"),
                            ("signing_service", "Signed with a signing service"),
                            ("mail", "Mail or letter"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("signed_on", models.DateField()),
                ("zone", models.CharField(max_length=50)),
                ("filename", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=40)),
                ("document_digest", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=200)),
                ("stated_authority", models.CharField(blank=True, max_length=200)),
                ("note", models.TextField(blank=True)),
                ("attested_by", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="customers.customer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("means__in", ["signed", "signing_service", "mail", "other"])),
                        name="paper_means",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document_digest", ""), _negated=True), models.Q(("path", ""), _negated=True)
                        ),
                        name="paper_has_a_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("person", models.UUIDField()),
                (
                    "capacity",
                    models.CharField(
                        choices=[("representative", "Representative"), ("account_user", "Account user")], max_length=20
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("portal", "On the portal"),
                            ("api", "Through the API"),
                            ("paper", "Outside the portal, on paper"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ticks", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("binding_digest", models.CharField(blank=True, default="", max_length=64)),
                ("edition_language", models.CharField(blank=True, default="", max_length=20)),
                ("edition_digest", models.CharField(blank=True, default="", max_length=64)),
                ("receipt", models.TextField()),
                (
                    "authority",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="customers.authority",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="customers.customer",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="versions.policyversion",
                    ),
                ),
                (
                    "paper",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgement",
                        to="acknowledgements.paper",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("version"),
                        models.F("person"),
                        models.F("customer"),
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.NullIf(models.F("binding_digest"), models.Value("")),
                            models.F("digest"),
                        ),
                        name="acknowledgement_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__in", ["representative", "account_user"])),
                        name="acknowledgement_capacity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["portal", "api", "paper"])), name="acknowledgement_method"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("edition_digest", ""), ("edition_language", "")),
                            models.Q(
                                models.Q(("edition_language", ""), _negated=True),
                                models.Q(("edition_digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="acknowledgement_edition_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", "paper"), ("paper__isnull", False)),
                            models.Q(models.Q(("method", "paper"), _negated=True), ("paper__isnull", True)),
                            _connector="OR",
                        ),
                        name="acknowledgement_on_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("authority__isnull", True), ("capacity", "representative"), _connector="OR"
                        ),
                        name="acknowledgement_authority",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderRun",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminder_runs",
                        to="versions.policyversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("days", models.PositiveSmallIntegerField()),
                ("since", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="customers.customer"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="versions.policyversion",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="acknowledgements.reminderrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "customer", "since", "days"), name="reminder_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="View",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("person", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("edition_language", models.CharField(blank=True, default="", max_length=20)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="views", to="customers.customer"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="views", to="versions.policyversion"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("version", "person", "customer"), name="view_once")],
            },
        ),
        migrations.CreateModel(
            name="Decline",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("binding_digest", models.CharField(max_length=64)),
                ("person", models.UUIDField()),
                (
                    "capacity",
                    models.CharField(
                        choices=[("representative", "Representative"), ("account_user", "Account user")], max_length=20
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("portal", "On the portal"),
                            ("api", "Through the API"),
                            ("paper", "Outside the portal, on paper"),
                        ],
                        max_length=20,
                    ),
                ),
                ("edition_language", models.CharField(max_length=20)),
                ("edition_digest", models.CharField(max_length=64)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "authority",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declines",
                        to="customers.authority",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="declines", to="customers.customer"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declines",
                        to="versions.policyversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "person", "customer", "binding_digest"), name="decline_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__in", ["representative", "account_user"])),
                        name="decline_capacity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["portal", "api"])), name="decline_method"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("authority__isnull", True), ("capacity", "representative"), _connector="OR"
                        ),
                        name="decline_authority",
                    ),
                ],
            },
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="decline",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="799ec3bd7c5809c5c699276fc4c4b0238799ba80",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_56385",
                    table="acknowledgements_decline",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="decline",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b09789bc760134d1d35f96d7bde8d67e9bc94ac4",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_e580b",
                    table="acknowledgements_decline",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="decline",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="f77ba875281e7edcb5087bb2dc39cf334dfbe594",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_fd2ad",
                    table="acknowledgements_decline",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="paper",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="19a22911f50c5279b76ec9416c6adbabdd68b484",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_8f5a2",
                    table="acknowledgements_paper",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="paper",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="964b746163d91a5e89340126da40b8d43c1af594",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_99ce8",
                    table="acknowledgements_paper",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="paper",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="9e8fe3ac3851885488c950a460de14337a1a6468",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_24b4e",
                    table="acknowledgements_paper",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2be166736062a746ca11e63dd3ab8e919b0a58c5",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_4cd8c",
                    table="acknowledgements_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="513b35c6dd42046af0febac02eb5f40eb9fb750f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_e40b7",
                    table="acknowledgements_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="b0509fda50fa8a2d1a88a592f941ecc18493e66b",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_a6404",
                    table="acknowledgements_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reminderrun",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="64a702653d103d0f8b0525465987b3dee39a3906",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_bc64f",
                    table="acknowledgements_reminderrun",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reminderrun",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d1d6ca05cb66c8ad20ff2a5979209f7f594483ed",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_70626",
                    table="acknowledgements_reminderrun",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reminderrun",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="fcec0de93d761170c7821886c8f798644c0ba016",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_8837d",
                    table="acknowledgements_reminderrun",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reminder",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="430b9e6ff7954c297320dfaf762015cfd22c8421",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_05dba",
                    table="acknowledgements_reminder",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reminder",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1d0f1009cac02a5dc1ba9c6bfb900ceb001ad518",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_46043",
                    table="acknowledgements_reminder",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reminder",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="204769d89e0b98e61f961267da28d97461b70466",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_69154",
                    table="acknowledgements_reminder",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="view",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ee3c3d670ff9afa47b62fe53168f29fc6bb77025",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_a8bde",
                    table="acknowledgements_view",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="view",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f9bde59724035e86d53345ee5fd8ec28738a4940",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_91c92",
                    table="acknowledgements_view",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="view",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="c673f0ec947e10bb5706f87e72e423a24e8e3f89",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_0b7d0",
                    table="acknowledgements_view",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]

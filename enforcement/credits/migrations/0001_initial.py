"""Service levels, interruptions, exclusions and credit statements."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("appeals", "0001_initial"),
        ("cases", "0001_initial"),
        ("customers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CreditStatement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("month", models.CharField(max_length=7)),
                ("sequence", models.PositiveSmallIntegerField()),
                ("timezone", models.CharField(max_length=50)),
                ("currency", models.CharField(max_length=3)),
                ("total", models.DecimalField(decimal_places=3, max_digits=13)),
                ("difference", models.DecimalField(decimal_places=3, max_digits=13)),
                ("assessment", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("computed_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved"),
                            ("issued", "Issued"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("status_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("remedy_key", models.CharField(max_length=120)),
                ("remedy_digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Interruption",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=80)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("cause", models.CharField(blank=True, max_length=200, verbose_name="cause")),
                ("recorded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Recomputation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("month", models.CharField(max_length=7)),
                ("marked_at", models.DateTimeField()),
                ("marked_by", models.UUIDField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ServiceLevel",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("tiers", models.JSONField()),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ServiceLevelTerm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Causation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("found_by", models.UUIDField()),
                ("found_at", models.DateTimeField()),
                (
                    "determination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="caused", to="cases.determination"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CreditMonth",
            fields=[
                ("month", models.CharField(max_length=7, primary_key=True, serialize=False)),
                ("timezone", models.CharField(max_length=50)),
                ("first_computed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__regex", "^[0-9]{4}-(0[1-9]|1[0-2])$")),
                        name="credit_month_written_once",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="creditmonth",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3b6cdf9fe8ae6500c9b77269277705040b854af2",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_e3fa7",
                    table="credits_creditmonth",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="creditmonth",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3ec531bd758cada97a806545f0606448b98b2c2d",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_ded5e",
                    table="credits_creditmonth",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="creditmonth",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="bea91fcaa46af38b6792a6de9fab996ce53c8433",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_09441",
                    table="credits_creditmonth",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="payment",
                        serialize=False,
                        to="credits.creditstatement",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=3, max_digits=13)),
                ("carried", models.DecimalField(decimal_places=3, default=0, max_digits=13)),
                ("currency", models.CharField(max_length=3)),
                ("paid_by", models.UUIDField()),
                ("paid_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="creditstatement",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="credit_statements", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="creditstatement",
            name="supersedes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="credits.creditstatement",
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="determination",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exclusions", to="cases.determination"
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exclusions", to="customers.service"
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exclusions", to="credits.creditstatement"
            ),
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "interruption",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="withdrawal",
                        serialize=False,
                        to="credits.interruption",
                    ),
                ),
                ("reason", models.TextField()),
                ("withdrawn_by", models.UUIDField()),
                ("withdrawn_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="interruption",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="interruptions", to="customers.service"
            ),
        ),
        migrations.AddField(
            model_name="causation",
            name="interruption",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="causations", to="credits.interruption"
            ),
        ),
        migrations.AddField(
            model_name="recomputation",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="recomputations", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="recomputation",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="recomputations", to="appeals.appealdecision"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicelevel",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3209a0282c0215d172220ff2960dacaf8d638a1e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_4dcd8",
                    table="credits_servicelevel",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicelevel",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="df26abff8302d66618fdec3048b6e9ca1153ac26",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_99c02",
                    table="credits_servicelevel",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicelevel",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="d2395e63048b36325abcf0009bd954b9464a51c3",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_ab3b6",
                    table="credits_servicelevel",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="servicelevelterm",
            name="level",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="credits.servicelevel"
            ),
        ),
        migrations.AddField(
            model_name="servicelevelterm",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="level_terms", to="customers.service"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("carried__gte", 0)), name="payment_not_negative"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e4c23061189f2637b5eafdc558ba90ccf59e39bc",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_b378b",
                    table="credits_payment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0a36fe8ecf303043535c32e168bdf027c2d5b7b6",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_566e1",
                    table="credits_payment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="5655deeb35b7ef2fdc5bea2a9e1d5c3b0e428160",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_23fe1",
                    table="credits_payment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="creditstatement",
            constraint=models.UniqueConstraint(
                fields=("customer", "month", "currency", "sequence"), name="statement_sequence"
            ),
        ),
        migrations.AddConstraint(
            model_name="creditstatement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "superseded"), _negated=True),
                fields=("customer", "month", "currency"),
                name="statement_one_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__regex", "^[0-9]{4}-(0[1-9]|1[0-2])$")), name="statement_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="creditstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "approved", "issued", "superseded"])),
                name="statement_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("difference", models.F("total")), ("sequence", 1), ("supersedes", None)),
                    models.Q(("sequence__gt", 1), ("supersedes__isnull", False)),
                    _connector="OR",
                ),
                name="statement_supersedes",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="creditstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."supersedes_id" IS DISTINCT FROM (NEW."supersedes_id") OR OLD."timezone" IS DISTINCT FROM (NEW."timezone") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."total" IS DISTINCT FROM (NEW."total") OR OLD."difference" IS DISTINCT FROM (NEW."difference") OR OLD."assessment" IS DISTINCT FROM (NEW."assessment") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."computed_at" IS DISTINCT FROM (NEW."computed_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f282d909d43a8024b8e71bff0851da01ee0ab79e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_d36ee",
                    table="credits_creditstatement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="creditstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3ee4b4f6751b0210f31a7439374006a394765c7a",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_d1243",
                    table="credits_creditstatement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="creditstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="781db615aa8c59e2ec22cbe9990c3a5810f382ec",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_205bb",
                    table="credits_creditstatement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="exclusion_span"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exclusion",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="880269286e35eedf6f929b38a1ddaf7250667385",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_594a8",
                    table="credits_exclusion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exclusion",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3686eda5eafb272e2eb0a641c189ac9587f25267",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_6aa13",
                    table="credits_exclusion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exclusion",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="f49905c51ecf6ae3f4ec58771908b147e5cd7abc",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_8465e",
                    table="credits_exclusion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="withdrawal_says_why"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="5f083cab38c57f8dcab807aa43606e0338f855af",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_9a43f",
                    table="credits_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="202c623d6db5e9a3612e7a08faca20cba5fcae7e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_518fb",
                    table="credits_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="d25a972ac95d15a8a83abd38b90de1d0ca85e4f8",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_0906a",
                    table="credits_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="interruption",
            constraint=models.UniqueConstraint(fields=("service", "reference"), name="interruption_once"),
        ),
        migrations.AddConstraint(
            model_name="interruption",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at", None), ("ends_at__gt", models.F("starts_at")), _connector="OR"),
                name="interruption_span",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interruption",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a9b49fb63cc9069431cfdc6cbb1704a1a4e9e727",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_b27b1",
                    table="credits_interruption",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interruption",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e3dfa0a3b4c6c9c70a1be6652cffb64615cadc9d",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_a3703",
                    table="credits_interruption",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interruption",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="dbe459249ede448c96699d9c78507aaaaa79b7f0",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_28b2e",
                    table="credits_interruption",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="causation",
            constraint=models.UniqueConstraint(fields=("interruption", "determination"), name="causation_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="causation",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="42462abed5482217342c64ff1626197461cfb0f6",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_c84b7",
                    table="credits_causation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="causation",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d83e98ba8cd6977de78744661ae2bd967cbebc8a",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_efb51",
                    table="credits_causation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="causation",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="fa287a2045d80cb3056713557f2699e00208b9fb",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_6f97b",
                    table="credits_causation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="recomputation",
            index=models.Index(
                condition=models.Q(("done_at", None)), fields=["customer", "month"], name="recomputation_waits"
            ),
        ),
        migrations.AddConstraint(
            model_name="recomputation",
            constraint=models.UniqueConstraint(fields=("decision", "customer", "month"), name="recomputation_once"),
        ),
        migrations.AddConstraint(
            model_name="recomputation",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at", None), ("done_at__gte", models.F("marked_at")), _connector="OR"),
                name="recomputed_after",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recomputation",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."marked_at" IS DISTINCT FROM (NEW."marked_at") OR OLD."marked_by" IS DISTINCT FROM (NEW."marked_by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="58dcbeae46b1886969560c5e42ca8d88e6ac1ee5",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_5521e",
                    table="credits_recomputation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recomputation",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f5a3711f4d53598139418abc06a6184cf6250460",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_26b1b",
                    table="credits_recomputation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recomputation",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="94ce7822be50f158237a1cb58c6132c9c1ae7496",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_74ee2",
                    table="credits_recomputation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="servicelevelterm",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_at", None)), fields=("service",), name="level_term_one_open"
            ),
        ),
    ]

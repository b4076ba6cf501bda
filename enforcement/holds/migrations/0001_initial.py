"""Measures, holds, statements of reasons and provisioning calls."""

import uuid
from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

SQL = Path(__file__).parents[1] / "triggers.sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("cases", "0001_initial"),
        ("customers", "0001_initial"),
        ("versions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("warning", "Warning"),
                            ("restriction", "Restriction"),
                            ("suspension", "Suspension"),
                            ("termination", "Termination"),
                        ],
                        max_length=20,
                    ),
                ),
                ("without_notice", models.BooleanField()),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ongoing_harm", "Harm to others is going on"),
                            ("legal_duty", "A law or an order requires it"),
                            ("network_protection", "The network or its users must be protected"),
                            ("repeated", "The violation was repeated after a warning"),
                        ],
                        max_length=30,
                    ),
                ),
                ("remedy_digest", models.CharField(max_length=64)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("needs_approval", models.BooleanField()),
                ("proposed_by", models.UUIDField()),
                ("proposed_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("pending_approval", "Pending approval"),
                            ("active", "Active"),
                            ("ended", "Ended"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="customers.customer"
                    ),
                ),
                (
                    "determination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="cases.determination"
                    ),
                ),
                (
                    "remedy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="versions.postedprovision",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="customers.service"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "reason",
                    models.CharField(
                        choices=[("abuse", "Abuse"), ("payment", "Payment"), ("request", "At the customer's request")],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("starts_at", models.DateTimeField()),
                ("placed_at", models.DateTimeField()),
                ("placed_by", models.UUIDField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.UUIDField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("lift_confirmed_at", models.DateTimeField(null=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="customers.service"
                    ),
                ),
                (
                    "measure",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="hold", to="holds.measure"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProvisioningCall",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sending", "Sending"),
                            ("delivered", "Delivered"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=20,
                    ),
                ),
                ("queued_at", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("event", models.CharField(max_length=40)),
                ("url", models.URLField()),
                ("payload", models.JSONField()),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="holds.hold"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatementOfReasons",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("issued_at", models.DateTimeField()),
                ("appeal_until", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements_of_reasons",
                        to="customers.customer",
                    ),
                ),
                (
                    "measure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statement", to="holds.measure"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MeasureApproval",
            fields=[
                (
                    "measure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="approval",
                        serialize=False,
                        to="holds.measure",
                    ),
                ),
                ("proposed_by", models.UUIDField()),
                ("approved_by", models.UUIDField()),
                ("approved_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("proposed_by", models.F("approved_by")), _negated=True),
                        name="measure_another_person",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f337afc63503af7acfef9e59a421a0e0a6116ad2",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_bac57",
                    table="holds_measureapproval",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="9ecad6158608d8be53d372070d187afcaad20398",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_6bc47",
                    table="holds_measureapproval",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="0cf543f00ebc96d451a150cc64225c10ef466205",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_41bed",
                    table="holds_measureapproval",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["proposed", "pending_approval", "active", "ended", "cancelled"])),
                name="measure_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("without_notice", False),
                    ("ground__in", ["ongoing_harm", "legal_duty", "network_protection", "repeated"]),
                    _connector="OR",
                ),
                name="measure_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "termination"), _negated=True), ("needs_approval", True), _connector="OR"
                ),
                name="measure_termination_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at", None), ("ends_at__gt", models.F("starts_at")), _connector="OR"),
                name="measure_span",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(fields=("id", "proposed_by"), name="measure_proposer"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."determination_id" IS DISTINCT FROM (NEW."determination_id") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."without_notice" IS DISTINCT FROM (NEW."without_notice") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."remedy_id" IS DISTINCT FROM (NEW."remedy_id") OR OLD."remedy_digest" IS DISTINCT FROM (NEW."remedy_digest") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."needs_approval" IS DISTINCT FROM (NEW."needs_approval") OR OLD."proposed_by" IS DISTINCT FROM (NEW."proposed_by") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="866ade53605c835da5dbd14f65acbbec2af9c2be",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_af5a1",
                    table="holds_measure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="5651a86e22e5eea4f9956a8fa162262fd90da299",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_4969a",
                    table="holds_measure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="b9d6f76c14c920ecb61e426b18e33dbcd0d0bfd3",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_643d1",
                    table="holds_measure",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(condition=models.Q(("lifted_at", None)), fields=["service"], name="hold_open"),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_at__gte", models.F("placed_at"))), name="hold_not_backdated"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at", None), ("lifted_by", None)),
                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                    _connector="OR",
                ),
                name="hold_lifted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure__isnull", False), ("reason", "abuse")),
                    models.Q(models.Q(("reason", "abuse"), _negated=True), ("measure", None)),
                    _connector="OR",
                ),
                name="hold_abuse_has_measure",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."measure_id" IS DISTINCT FROM (NEW."measure_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."placed_at" IS DISTINCT FROM (NEW."placed_at") OR OLD."placed_by" IS DISTINCT FROM (NEW."placed_by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6a14dffe51ae979a0ba649673d7700296f74252c",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_bea45",
                    table="holds_hold",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="347bf6b63d085904b7497da77a05ffa285efd16f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_291cb",
                    table="holds_hold",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="7a11e9373338574ee8c136c70045ab167a34c069",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_53b4e",
                    table="holds_hold",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="provisioningcall",
            constraint=models.UniqueConstraint(fields=("hold", "event"), name="call_once"),
        ),
        migrations.AddConstraint(
            model_name="provisioningcall",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["queued", "sending", "delivered", "failed"])), name="call_status"
            ),
        ),
        migrations.AddConstraint(
            model_name="provisioningcall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at__isnull", False), models.Q(("status", "delivered"), _negated=True), _connector="OR"
                ),
                name="call_delivered_has_instant",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementofreasons",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3eefe73e5e35f014f7f65e6837e6ea9596e6c22a",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_eb2be",
                    table="holds_statementofreasons",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementofreasons",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="eba6e902e702abef890ce6b7fd3c89d8b3ffd7bc",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_a3405",
                    table="holds_statementofreasons",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementofreasons",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="3b22c3c0620e6dcb1182572d3fb817f29f11067e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_9d594",
                    table="holds_statementofreasons",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]

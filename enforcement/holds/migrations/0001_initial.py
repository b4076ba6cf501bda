"""Measures, holds, statements of reasons and provisioning calls."""

import datetime
import uuid
from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
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
                            ("interim", "Interim suspension"),
                            ("suspension", "Suspension"),
                            ("termination", "Termination"),
                            ("reinstatement", "Reinstatement"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "restricts",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("outgoing_mail", "Outgoing mail"),
                            ("port", "A port"),
                            ("rate", "The rate"),
                            ("web", "The web"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("restricts_detail", models.CharField(blank=True, max_length=200)),
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
                ("finding", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="cases.case"
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="customers.customer"
                    ),
                ),
                (
                    "determination",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="cases.determination",
                    ),
                ),
                (
                    "reinstates",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reinstatements",
                        to="holds.measure",
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
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("abuse", "Abuse"),
                            ("payment", "Payment"),
                            ("request", "At the customer's request"),
                            ("maintenance", "Maintenance"),
                            ("legal_order", "Legal order"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "restricts",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("outgoing_mail", "Outgoing mail"),
                            ("port", "A port"),
                            ("rate", "The rate"),
                            ("web", "The web"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("restricts_detail", models.CharField(blank=True, max_length=200)),
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
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="holds.measure"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("lifted_at", None)), fields=["service"], name="hold_open"),
                    models.Index(fields=["placed_at", "id"], name="hold_placed"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_at__gte", models.F("placed_at"))), name="hold_not_backdated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="hold_lifted_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("measure__isnull", False), ("reason", "abuse")),
                            models.Q(models.Q(("reason", "abuse"), _negated=True), ("measure", None)),
                            _connector="OR",
                        ),
                        name="hold_abuse_has_measure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("restricts", ""), ("reason", "abuse"), _connector="OR"),
                        name="hold_restricts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["abuse", "payment", "request", "maintenance", "legal_order"])
                        ),
                        name="hold_reason",
                    ),
                    models.UniqueConstraint(fields=("measure", "service"), name="hold_once_per_service"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("was", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("extended_by", models.UUIDField()),
                ("extended_at", models.DateTimeField()),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="holds.measure"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("was"))), name="extension_moves_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("extended_at__lt", models.F("was"))), name="extension_of_what_is_open"
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="extension_reason"),
                    models.UniqueConstraint(fields=("measure", "was"), name="extension_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasuredService",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measured", to="holds.measure"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measured", to="customers.service"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("measure", "service"), name="measured_once")],
            },
        ),
        migrations.AddField(
            model_name="measure",
            name="services",
            field=models.ManyToManyField(
                related_name="measured_by", through="holds.MeasuredService", to="customers.service"
            ),
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
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("url", models.URLField()),
                ("payload", models.JSONField()),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="holds.hold"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("hold", "event", "round"), name="call_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["queued", "sending", "delivered", "failed"])),
                        name="call_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", False),
                            models.Q(("status", "delivered"), _negated=True),
                            _connector="OR",
                        ),
                        name="call_delivered_has_instant",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StateDifference",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("on", "On, though a hold here is open"), ("off", "Off, though no hold here is open")],
                        max_length=3,
                    ),
                ),
                ("since", models.DateTimeField(null=True)),
                ("found_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("accepted_by", models.UUIDField(null=True)),
                ("over_at", models.DateTimeField(null=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="state_differences",
                        to="customers.service",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("state__in", ["on", "off"])), name="difference_state"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("accepted_by", None)),
                            models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="difference_accepted_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("over_at", None)), fields=("service",), name="difference_once"
                    ),
                ],
            },
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
                    "extension",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement",
                        to="holds.extension",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="holds.measure"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "extension"), name="statement_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatesPull",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("pulled_at", models.DateTimeField()),
                ("url", models.URLField()),
                ("failure", models.CharField(blank=True, max_length=300)),
                ("services", models.PositiveIntegerField(default=0)),
                ("unknown", models.PositiveIntegerField(default=0)),
                ("differing", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["-pulled_at"], name="pull_newest")],
            },
        ),
        migrations.AddIndex(
            model_name="measure",
            index=models.Index(fields=["proposed_at", "id"], name="measure_proposed"),
        ),
        migrations.AddIndex(
            model_name="measure",
            index=models.Index(
                condition=models.Q(("status", "pending_approval")), fields=["proposed_at"], name="measure_pending"
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
                    ("kind__in", ["warning", "restriction", "interim", "suspension", "termination", "reinstatement"])
                ),
                name="measure_kind",
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
                condition=models.Q(
                    models.Q(("kind", "reinstatement"), _negated=True), ("needs_approval", True), _connector="OR"
                ),
                name="measure_reinstatement_approved",
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
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("kind", "interim"), _negated=True), ("determination__isnull", False), ("finding", "")
                    ),
                    models.Q(
                        models.Q(("finding", ""), _negated=True),
                        ("determination", None),
                        ("ends_at__isnull", False),
                        ("kind", "interim"),
                        ("without_notice", True),
                    ),
                    _connector="OR",
                ),
                name="measure_rests_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "interim"), _negated=True),
                    (
                        "ends_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("proposed_at"),
                            "+",
                            models.Value(datetime.timedelta(days=3), models.DurationField()),
                        ),
                    ),
                    _connector="OR",
                ),
                name="measure_interim_lapses",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "restriction"), ("restricts__in", ["outgoing_mail", "port", "rate", "web", "other"])
                    ),
                    models.Q(
                        models.Q(("kind", "restriction"), _negated=True), ("restricts", ""), ("restricts_detail", "")
                    ),
                    _connector="OR",
                ),
                name="measure_restricts",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "reinstatement"), ("reinstates__isnull", False)),
                    models.Q(models.Q(("kind", "reinstatement"), _negated=True), ("reinstates", None)),
                    _connector="OR",
                ),
                name="measure_reinstates",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(fields=("id", "proposed_by"), name="measure_proposer"),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="statespull",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d2f622da06a98d36e7f089df48908f74d8665185",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_d5cea",
                    table="holds_statespull",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="statespull",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ae50afc21985f78b6514ad48b2abdb0890f5a45e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_8fa6c",
                    table="holds_statespull",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="statespull",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="93804a587980683ea370e674f2ed291c655163b2",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_c490a",
                    table="holds_statespull",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."measure_id" IS DISTINCT FROM (NEW."measure_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."restricts" IS DISTINCT FROM (NEW."restricts") OR OLD."restricts_detail" IS DISTINCT FROM (NEW."restricts_detail") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."placed_at" IS DISTINCT FROM (NEW."placed_at") OR OLD."placed_by" IS DISTINCT FROM (NEW."placed_by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="cf80f52bfeb94c9a6c26c88d796e781a20edd68a",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_bea45",
                    table="holds_hold",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
            model_name="extension",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="5fc6d3f704a1cb4fbfcf7f0bba21649721465533",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_97082",
                    table="holds_extension",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="extension",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="9b0407b537be4fb7ebb01287ed56098a187e3254",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_21dbd",
                    table="holds_extension",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="extension",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="4ee7959450b2df236330976afa8608b7676b3584",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_2a8a0",
                    table="holds_extension",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="measuredservice",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="79273523d94a169db6f11d5b7a958aff01552356",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_0dd71",
                    table="holds_measuredservice",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="measuredservice",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="239aa3201217972eec278b6d477c32a7349e49f9",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_75a9e",
                    table="holds_measuredservice",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="measuredservice",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="201b5bd2dd8307cd3d143d37b01c4847b56a7d79",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_3bcfd",
                    table="holds_measuredservice",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."determination_id" IS DISTINCT FROM (NEW."determination_id") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."restricts" IS DISTINCT FROM (NEW."restricts") OR OLD."restricts_detail" IS DISTINCT FROM (NEW."restricts_detail") OR OLD."without_notice" IS DISTINCT FROM (NEW."without_notice") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."finding" IS DISTINCT FROM (NEW."finding") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reinstates_id" IS DISTINCT FROM (NEW."reinstates_id") OR OLD."remedy_id" IS DISTINCT FROM (NEW."remedy_id") OR OLD."remedy_digest" IS DISTINCT FROM (NEW."remedy_digest") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."needs_approval" IS DISTINCT FROM (NEW."needs_approval") OR OLD."proposed_by" IS DISTINCT FROM (NEW."proposed_by") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="542c5916d637d03f9dc58b54dc060ad6c9a97dfc",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_af5a1",
                    table="holds_measure",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
            model_name="statedifference",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."found_at" IS DISTINCT FROM (NEW."found_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4085aa24743d3dc6e21fd500f696ecceecaa5edf",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_5bb76",
                    table="holds_statedifference",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="statedifference",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a5b53cdc8fca58f50f95691e477db71f2902f932",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_c1e1d",
                    table="holds_statedifference",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="statedifference",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="bb0ca72a9c4cf045d82664d5e85f00ab5dfd5bbd",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_548be",
                    table="holds_statedifference",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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
        tenants.resellers.migrating.AddTrigger(
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

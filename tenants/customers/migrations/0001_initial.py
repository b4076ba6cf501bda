"""Customers, their agreements, services, people and authorities."""

import uuid
from pathlib import Path

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import tenants.customers.models
import tenants.resellers.migrating

SQL = Path(__file__).parents[1] / "triggers.sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=60, unique=True, verbose_name="reference")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=60, unique=True, verbose_name="agreement number")),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("defined_terms", models.JSONField(blank=True, default=dict, verbose_name="defined terms")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="customers.customer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="agreement_span",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Deviation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("replaced", "Replaced by other words"),
                            ("added", "Added"),
                            ("not_applied", "Not applied"),
                        ],
                        max_length=20,
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("parent_key", models.CharField(blank=True, max_length=80)),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("discretionary", models.BooleanField(default=False)),
                ("text", models.TextField(blank=True)),
                ("general_digest", models.CharField(blank=True, max_length=64)),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("filename", models.CharField(max_length=200)),
                ("document_digest", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deviations", to="customers.agreement"
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deviations", to="customers.customer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("effect__in", ["replaced", "added", "not_applied"])),
                        name="deviation_effect",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="deviation_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("effect", "not_applied"), ("text", "")),
                            models.Q(
                                models.Q(("effect", "not_applied"), _negated=True),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="deviation_words",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("customer", "="),
                            ("key", "="),
                            (
                                tenants.customers.models.Span(
                                    "starts_at", "ends_at", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                        ],
                        name="deviation_once_per_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "capacity",
                    models.CharField(
                        choices=[("representative", "Representative"), ("account_user", "Account user")], max_length=20
                    ),
                ),
                ("authority", models.CharField(blank=True, max_length=200, verbose_name="authority")),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="customers.customer"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("customer", "user"), name="membership_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__in", ["representative", "account_user"])),
                        name="membership_capacity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("office", "Office held"),
                            ("power_of_attorney", "Power of attorney"),
                            ("agreement", "Named in the agreement"),
                            ("stated", "Stated to us"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200)),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("filename", models.CharField(blank=True, max_length=200)),
                ("document_digest", models.CharField(blank=True, max_length=64)),
                ("path", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="authorities", to="customers.customer"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorities",
                        to="customers.membership",
                    ),
                ),
                (
                    "replaced",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="customers.membership",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["membership", "starts_at"], name="authority_of_membership")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["office", "power_of_attorney", "agreement", "stated"])),
                        name="authority_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="authority_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document_digest", ""), ("filename", ""), ("path", "")),
                            models.Q(
                                models.Q(("filename", ""), _negated=True),
                                models.Q(("document_digest", ""), _negated=True),
                                models.Q(("path", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="authority_document_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=60, unique=True, verbose_name="reference")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("monthly_price", models.DecimalField(decimal_places=3, max_digits=13, verbose_name="monthly price")),
                ("currency", models.CharField(default="EUR", max_length=3, verbose_name="currency")),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="services", to="customers.agreement"
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="services", to="customers.customer"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("network", "Address or network"), ("domain", "Domain"), ("number", "Phone number")],
                        max_length=20,
                    ),
                ),
                ("network", tenants.customers.models.NetworkField(blank=True, null=True)),
                ("value", models.CharField(blank=True, max_length=253)),
                ("port_from", models.PositiveIntegerField(blank=True, null=True)),
                ("port_to", models.PositiveIntegerField(blank=True, null=True)),
                ("held_from", models.DateTimeField()),
                ("held_until", models.DateTimeField(blank=True, null=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="identifiers", to="customers.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "network"), ("network__isnull", False), ("value", "")),
                            models.Q(
                                ("kind__in", ["domain", "number"]),
                                ("network__isnull", True),
                                models.Q(("value", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="identifier_value",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("port_from", None), ("port_to", None)),
                            models.Q(
                                ("kind", "network"),
                                ("port_from__gte", 1),
                                ("port_to__gte", models.F("port_from")),
                                ("port_to__lte", 65535),
                            ),
                            _connector="OR",
                        ),
                        name="identifier_ports",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("network__isnull", False)),
                        expressions=[
                            (django.contrib.postgres.indexes.OpClass("network", name="inet_ops"), "&&"),
                            (
                                tenants.customers.models.Ports(
                                    "port_from",
                                    "port_to",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                                ),
                                "&&",
                            ),
                            (
                                tenants.customers.models.Span(
                                    "held_from", "held_until", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                        ],
                        name="identifier_network_held_once",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("value", ""), _negated=True),
                        expressions=[
                            ("kind", "="),
                            ("value", "="),
                            (
                                tenants.customers.models.Span(
                                    "held_from", "held_until", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                        ],
                        name="identifier_value_held_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServicePrice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("monthly_price", models.DecimalField(decimal_places=3, max_digits=13)),
                ("currency", models.CharField(max_length=3)),
                ("starts_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="customers.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("service", "starts_at", "recorded_at"), name="service_price_once")
                ],
            },
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="deviation",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."effect" IS DISTINCT FROM (NEW."effect") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."parent_key" IS DISTINCT FROM (NEW."parent_key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."discretionary" IS DISTINCT FROM (NEW."discretionary") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."general_digest" IS DISTINCT FROM (NEW."general_digest") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."filename" IS DISTINCT FROM (NEW."filename") OR OLD."document_digest" IS DISTINCT FROM (NEW."document_digest") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by" IS DISTINCT FROM (NEW."recorded_by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fe77f96340eae4e6840fa42e1a1e16c00eb3fc6f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_fa7b8",
                    table="customers_deviation",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="deviation",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="fe67db9bcdcf73ffb6e8864d67d452ef5973b42d",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_066cc",
                    table="customers_deviation",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="deviation",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="da2d4d4979d4d65b842817accd4a06ca5c2ef2ea",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_80f46",
                    table="customers_deviation",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="authority",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."membership_id" IS DISTINCT FROM (NEW."membership_id") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."person" IS DISTINCT FROM (NEW."person") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."filename" IS DISTINCT FROM (NEW."filename") OR OLD."document_digest" IS DISTINCT FROM (NEW."document_digest") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."replaced_id" IS DISTINCT FROM (NEW."replaced_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by" IS DISTINCT FROM (NEW."recorded_by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="241d2bfe789587e5ac25734f7064fa9ba035ad31",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_7c743",
                    table="customers_authority",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="authority",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="9e7746fe02990b388d13506e6ffacbcce033c83c",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_c5e4b",
                    table="customers_authority",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="authority",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="0017438b3a04c96b4e30770568bd69398eaafb01",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_1e1cc",
                    table="customers_authority",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="serviceprice",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fc91306edecb9f089fb612fb6f2dba173ad34903",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_f2c7d",
                    table="customers_serviceprice",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="serviceprice",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="110a1132b7671e8de95381d0266510f7bee30b56",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_1ccca",
                    table="customers_serviceprice",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="serviceprice",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="144a8d667e8340153f3cb64ecfefed307f90433d",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_d8846",
                    table="customers_serviceprice",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]

"""Resellers, their hosts and releases, and row security."""

import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django_tenants.postgresql_backend.base
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tenants.resellers.migrating

SQL = Path(__file__).parents[1] / "row_security.sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Blueprint",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("sql", models.TextField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="blueprint_one_row")],
            },
        ),
        migrations.CreateModel(
            name="ClockOffset",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("offset", models.DurationField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="clock_offset_one_row")],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("publisher", models.CharField(db_index=True, max_length=63)),
                ("publisher_name", models.CharField(max_length=200)),
                ("policy", models.SlugField()),
                ("number", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("values", models.JSONField()),
                ("mandatory", models.JSONField(default=list)),
                ("summary", models.TextField()),
                ("effective_at", models.DateTimeField()),
                ("posted_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("publisher", "policy", "number"), name="release_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reseller",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "schema_name",
                    models.CharField(
                        db_index=True,
                        max_length=63,
                        unique=True,
                        validators=[django_tenants.postgresql_backend.base._check_schema_name],
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("legal_name", models.CharField(max_length=200, verbose_name="legal name")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="postal address")),
                ("abuse_mailbox", models.EmailField(blank=True, max_length=254, verbose_name="abuse mailbox")),
                (
                    "website",
                    models.URLField(
                        help_text="Where you tell customers that your AUP is posted.", verbose_name="website"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("provisioning", "Provisioning"),
                            ("active", "Active"),
                            ("suspended", "Suspended"),
                            ("closed", "Closed"),
                        ],
                        default="provisioning",
                        max_length=20,
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        default="#1f5f8b",
                        max_length=7,
                        validators=[django.core.validators.RegexValidator("^#[0-9a-fA-F]{6}$")],
                        verbose_name="accent colour",
                    ),
                ),
                ("logo", models.JSONField(default=dict, editable=False)),
                ("timezone", models.CharField(default="UTC", max_length=50, verbose_name="time zone")),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="How long before its effect a material version is posted. Some laws and agreements demand it.",
                        verbose_name="notice period in days",
                    ),
                ),
                (
                    "reminder_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(365),
                            ]
                        ),
                        blank=True,
                        default=list,
                        help_text="Days after a material version was posted on which customers that have not acknowledged it are reminded, such as 3, 7, 14. Empty: nobody is reminded.",
                        size=10,
                        verbose_name="reminders after days",
                    ),
                ),
                (
                    "appeal_days",
                    models.PositiveSmallIntegerField(
                        default=183,
                        help_text="How long a customer may appeal against what is determined or done from now on: 14 days at least; 183 are six months. What was promised before stays.",
                        validators=[
                            django.core.validators.MinValueValidator(14),
                            django.core.validators.MaxValueValidator(3660),
                        ],
                        verbose_name="days to appeal",
                    ),
                ),
                (
                    "evidence_limit",
                    models.PositiveIntegerField(
                        default=10000,
                        help_text="Files that come with reports, all together. Of this, strangers fill nine tenths at most.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100000000),
                        ],
                        verbose_name="evidence kept, in MB",
                    ),
                ),
                (
                    "evidence_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Counted from when its report was completed; never while an appeal may be filed, a case is open or a legal hold stands. 0: it is removed only on request.",
                        verbose_name="days until evidence is removed",
                    ),
                ),
                (
                    "exclude_any_customer",
                    models.BooleanField(
                        default=False,
                        help_text="Widens R10: an interruption that a violation caused earns no credit for any customer.",
                        verbose_name="exclude other customers' interruptions",
                    ),
                ),
                (
                    "four_eyes",
                    models.BooleanField(
                        default=False,
                        help_text="A version is posted only in words approved by somebody who wrote none of them.",
                        verbose_name="a second person approves",
                    ),
                ),
                (
                    "mail_rate",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="At most this many notices leave by mail a minute; 0: as they come.",
                        verbose_name="mails a minute",
                    ),
                ),
                (
                    "gate_material",
                    models.CharField(
                        choices=[
                            ("off", "Nothing"),
                            ("banner", "A banner on every page"),
                            ("page", "A page to pass before any other"),
                            ("block", "A banner, and a block once the time of grace is over"),
                        ],
                        default="banner",
                        help_text="What a customer’s people meet in their account. Appeals, notices and reports stay open.",
                        max_length=10,
                        verbose_name="until a material version is acknowledged",
                    ),
                ),
                (
                    "gate_editorial",
                    models.CharField(
                        choices=[
                            ("off", "Nothing"),
                            ("banner", "A banner on every page"),
                            ("page", "A page to pass before any other"),
                        ],
                        default="off",
                        help_text="Nobody is ever asked to acknowledge it.",
                        max_length=10,
                        verbose_name="until an editorial version is read",
                    ),
                ),
                (
                    "gate_grace_hours",
                    models.PositiveIntegerField(
                        default=336,
                        help_text="Counted for each person from when a notice of the version reached them; 336 hours are 14 days.",
                        validators=[django.core.validators.MaxValueValidator(8784)],
                        verbose_name="time of grace in hours",
                    ),
                ),
                ("effects", models.JSONField(default=list, editable=False)),
                (
                    "head_mailbox",
                    models.EmailField(
                        blank=True,
                        help_text="Gets a signed head a day: best somebody else's.",
                        max_length=254,
                        verbose_name="mailbox for ledger heads",
                    ),
                ),
                ("head_webhook_url", models.URLField(blank=True, verbose_name="webhook for ledger heads")),
                (
                    "timestamp_url",
                    models.URLField(
                        blank=True,
                        help_text="Stamps the heads of your ledger (RFC 3161).",
                        verbose_name="time-stamping authority",
                    ),
                ),
                ("provisioning_url", models.URLField(blank=True, verbose_name="provisioning endpoint")),
                (
                    "provisioning_states_url",
                    models.URLField(
                        blank=True,
                        help_text="Asked once a day, with a signature, which services run.",
                        verbose_name="list of states",
                    ),
                ),
                ("pages_revision", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField()),
                (
                    "upstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="downstream",
                        to="resellers.reseller",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Domain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(db_index=True, max_length=253, unique=True)),
                ("is_primary", models.BooleanField(db_index=True, default=True)),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="domains", to="resellers.reseller"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SweepFailure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("room", models.CharField(max_length=50)),
                ("error", models.CharField(max_length=100)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=0)),
                (
                    "reseller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sweep_failures",
                        to="resellers.reseller",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("reseller", "room"), name="sweep_failure_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="reseller",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["provisioning", "active", "suspended", "closed"])),
                name="reseller_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="reseller",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("upstream__isnull", True), models.Q(("upstream", models.F("id")), _negated=True), _connector="OR"
                ),
                name="reseller_not_own_upstream",
            ),
        ),
        migrations.AddConstraint(
            model_name="reseller",
            constraint=models.CheckConstraint(
                condition=models.Q(("gate_material__in", ["off", "banner", "page", "block"])),
                name="reseller_gate_material",
            ),
        ),
        migrations.AddConstraint(
            model_name="reseller",
            constraint=models.CheckConstraint(
                condition=models.Q(("gate_editorial__in", ["off", "banner", "page"])), name="reseller_gate_editorial"
            ),
        ),
        migrations.AddField(
            model_name="reseller",
            name="alert_service_label",
            field=models.CharField(
                default="service",
                help_text="In alerts that your monitoring sends: which of their labels holds your number of the service.",
                max_length=60,
                validators=[django.core.validators.RegexValidator("^[a-zA-Z_][a-zA-Z0-9_]*$")],
                verbose_name="label that names the service",
            ),
        ),
        migrations.CreateModel(
            name="ReviewRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("reseller", models.CharField(max_length=63)),
                ("reseller_name", models.CharField(max_length=200)),
                ("upstream", models.CharField(db_index=True, max_length=63)),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("reseller", "upstream"),
                        name="review_request_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedReviewer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=150)),
                ("named_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviewers",
                        to="resellers.reviewrequest",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("request", "email"),
                        name="named_reviewer_once",
                    )
                ],
            },
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3c559897c63e5dd4e330f4a9d195baa64e6993ed",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_583aa",
                    table="resellers_release",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="95d5474e79df09673d2cbae9c651f0be5c565708",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_f3bee",
                    table="resellers_release",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="54b756f0b9f91f9c28786029c3fccdf67e4b3365",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_1626d",
                    table="resellers_release",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reviewrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reseller" IS DISTINCT FROM (NEW."reseller") OR OLD."reseller_name" IS DISTINCT FROM (NEW."reseller_name") OR OLD."upstream" IS DISTINCT FROM (NEW."upstream") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="54e58cd5eaeb7beff4c36746afc4d53429329cd2",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_2a5e3",
                    table="resellers_reviewrequest",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reviewrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e6eb6a0c498f846db24b104438aa68c0d2571dbb",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_23107",
                    table="resellers_reviewrequest",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reviewrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="2322286598c3e758933225e5f741165d39237e54",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_7bdf4",
                    table="resellers_reviewrequest",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="namedreviewer",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."request_id" IS DISTINCT FROM (NEW."request_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."named_at" IS DISTINCT FROM (NEW."named_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6ddd62eeea2ed21b46a3528e3e7f75bb4d217be4",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_53f2e",
                    table="resellers_namedreviewer",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="namedreviewer",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7d4c9bdcf5b6c2f217f166cfa1d2d9586bf24dd0",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_7697d",
                    table="resellers_namedreviewer",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="namedreviewer",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="57efc05e0b6dc60c25afcef2b9f5842c99945c07",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_1d2b2",
                    table="resellers_namedreviewer",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]

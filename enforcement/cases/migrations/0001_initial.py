"""Cases, determinations and their citations."""

import uuid
from pathlib import Path

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
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
        ("people", "0001_initial"),
        ("customers", "0001_initial"),
        ("reports", "0001_initial"),
        ("versions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Determination",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("actor", models.CharField(max_length=200, verbose_name="who acted")),
                (
                    "actor_kind",
                    models.CharField(
                        choices=[
                            ("customer", "The customer itself"),
                            ("account_user", "A user of its account"),
                            ("third_party", "Somebody else, through the customer's service"),
                            ("unknown", "It is not known who"),
                        ],
                        default="account_user",
                        max_length=20,
                    ),
                ),
                (
                    "against",
                    models.CharField(
                        choices=[
                            ("others", "Other people, or nobody in particular"),
                            ("third_party_equipment", "Equipment of a third party"),
                            ("company_website", "The company's website"),
                            ("company_equipment", "The company's equipment"),
                            ("company_software", "The company's software"),
                        ],
                        default="others",
                        max_length=30,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("policy", "The policy forbids it"),
                            ("law", "The law forbids it, and the policy refers to that"),
                        ],
                        default="policy",
                        max_length=20,
                    ),
                ),
                (
                    "intent",
                    models.CharField(
                        choices=[("intentional", "Intentionally"), ("unintentional", "Unintentionally")], max_length=20
                    ),
                ),
                (
                    "conduct",
                    models.CharField(
                        choices=[
                            ("engaged", "Engaged in it"),
                            ("attempted", "Attempted it"),
                            ("fostered", "Fostered it"),
                            ("facilitated", "Facilitated it"),
                            ("permitted", "Permitted it"),
                            ("encouraged", "Encouraged others"),
                        ],
                        max_length=20,
                    ),
                ),
                ("act_started_at", models.DateTimeField()),
                ("act_ended_at", models.DateTimeField()),
                ("facts", models.TextField()),
                ("rationale", models.TextField(blank=True)),
                ("despite_authorization", models.TextField(blank=True)),
                ("needs_approval", models.BooleanField()),
                ("appeal_days", models.PositiveSmallIntegerField()),
                ("decided_by", models.UUIDField()),
                ("decided_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="determinations",
                        to="customers.customer",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="determinations",
                        to="customers.service",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("category", models.CharField(max_length=40)),
                ("summary", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("investigating", "Investigating"),
                            ("determined", "Determined"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.UUIDField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("reopened_at", models.DateTimeField(null=True)),
                ("assigned_at", models.DateTimeField(null=True)),
                ("assigned_by", models.UUIDField(null=True)),
                (
                    "priority",
                    models.CharField(
                        choices=[("low", "Low"), ("normal", "Normal"), ("high", "High"), ("urgent", "Urgent")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                ("priority_by", models.UUIDField(null=True)),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assigned_cases",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="customers.customer"
                    ),
                ),
                ("later_reports", models.ManyToManyField(related_name="earlier_cases", to="reports.report")),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="cases.case"
                    ),
                ),
                ("reports", models.ManyToManyField(related_name="cases", to="reports.report")),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="customers.service"
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="split_off",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["opened_at", "id"], name="case_opened"),
                    models.Index(
                        condition=models.Q(("status", "closed"), _negated=True),
                        fields=["opened_at", "id"],
                        name="case_not_closed",
                    ),
                    models.Index(
                        condition=models.Q(("status", "closed"), _negated=True),
                        fields=["category", "opened_at", "id"],
                        name="case_kind_open",
                    ),
                    models.Index(
                        condition=models.Q(("status", "closed"), _negated=True),
                        fields=["service", "-opened_at"],
                        name="case_service_open",
                    ),
                    models.Index(fields=["customer", "-opened_at"], name="case_of_customer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "investigating", "determined", "closed"])),
                        name="case_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", ["low", "normal", "high", "urgent"])), name="case_priority"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assigned_at", None), ("assigned_by", None), ("assignee", None)),
                            models.Q(
                                ("assigned_at__isnull", False),
                                ("assigned_by__isnull", False),
                                ("assignee__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="case_assigned_at_an_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", None), ("status", "closed"), _connector="OR"),
                        name="case_merged_is_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="case_merged_into_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=100, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("internal", "Internal"),
                            ("reporter", "To the reporter"),
                            ("customer", "To the customer"),
                        ],
                        max_length=10,
                        verbose_name="kind of note",
                    ),
                ),
                ("words", models.TextField(verbose_name="words")),
                ("changed_by", models.UUIDField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["internal", "reporter", "customer"])),
                        name="reply_template_kind",
                    ),
                    models.UniqueConstraint(fields=("kind", "title"), name="reply_template_title"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StrikeRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("category", models.CharField(max_length=40, unique=True)),
                ("weight", models.PositiveSmallIntegerField()),
                ("days", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__gt", 0), ("weight__gt", 0)), name="strikerule_counts"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StrikeThreshold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.PositiveIntegerField(unique=True)),
                (
                    "suggests",
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("points__gt", 0)), name="strikethreshold_points")
                ],
            },
        ),
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("resource", models.CharField(max_length=60)),
                ("unit", models.CharField(max_length=20)),
                ("period", models.CharField(choices=[("day", "a day"), ("month", "a calendar month")], max_length=10)),
                ("amount", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("pool", models.CharField(blank=True, max_length=60)),
                ("pool_size", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("share", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("set_by", models.UUIDField()),
                ("set_at", models.DateTimeField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allowances", to="customers.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__in", ["day", "month"])), name="allowance_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gte", 0), ("pool", ""), ("pool_size", None), ("share", None)),
                            models.Q(
                                ("amount", None),
                                ("pool_size__gt", 0),
                                ("share__gt", 0),
                                ("share__lte", 100),
                                models.Q(("pool", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="allowance_amount_or_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="allowance_span",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)), fields=("service", "resource"), name="allowance_one_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "determination",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="approval",
                        serialize=False,
                        to="cases.determination",
                    ),
                ),
                ("decided_by", models.UUIDField()),
                ("approved_by", models.UUIDField()),
                ("approved_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("approved_by")), _negated=True),
                        name="approval_another_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthorizationRequest",
            fields=[
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), size=None),
                ),
                (
                    "targets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=253), default=list, size=None
                    ),
                ),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=253), default=list, size=None
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(null=True, verbose_name="until")),
                ("rate", models.CharField(blank=True, max_length=200, verbose_name="how much")),
                ("rate_number", models.DecimalField(decimal_places=3, max_digits=18, null=True)),
                ("rate_unit", models.CharField(blank=True, max_length=40)),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("purpose", models.TextField(verbose_name="what for")),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for"),
                            ("granted", "Granted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=20,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("refused_because", models.TextField(blank=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="customers.customer"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="versions.policyversion"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="authorizationrequest_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("keys__len__gt", 0)), name="authorizationrequest_names_provisions"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("targets__len__gt", 0), ("sources__len__gt", 0), _connector="OR"),
                        name="authorizationrequest_names_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rate_number", None), ("rate_unit", "")),
                            models.Q(("rate_number__gt", 0), models.Q(("rate_unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="authorizationrequest_rate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["asked", "granted", "refused", "withdrawn"])),
                        name="authorizationrequest_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), models.Q(("refused_because", ""), _negated=True)),
                            models.Q(models.Q(("status", "refused"), _negated=True), ("refused_because", "")),
                            _connector="OR",
                        ),
                        name="authorizationrequest_refused_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Authorization",
            fields=[
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), size=None),
                ),
                (
                    "targets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=253), default=list, size=None
                    ),
                ),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=253), default=list, size=None
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(null=True, verbose_name="until")),
                ("rate", models.CharField(blank=True, max_length=200, verbose_name="how much")),
                ("rate_number", models.DecimalField(decimal_places=3, max_digits=18, null=True)),
                ("rate_unit", models.CharField(blank=True, max_length=40)),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("reference", models.CharField(blank=True, max_length=200, verbose_name="reference")),
                ("filename", models.CharField(blank=True, max_length=200)),
                ("document_digest", models.CharField(blank=True, max_length=64)),
                ("path", models.CharField(blank=True, max_length=200)),
                ("granted_by", models.UUIDField()),
                ("granted_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.UUIDField(null=True)),
                ("revoked_because", models.TextField(blank=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="customers.customer"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="versions.policyversion"
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorization",
                        to="cases.authorizationrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="authorization_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("keys__len__gt", 0)), name="authorization_names_provisions"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("targets__len__gt", 0), ("sources__len__gt", 0), _connector="OR"),
                        name="authorization_names_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rate_number", None), ("rate_unit", "")),
                            models.Q(("rate_number__gt", 0), models.Q(("rate_unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="authorization_rate",
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
                        name="authorization_document_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_because", ""), ("revoked_by", None)),
                            models.Q(
                                ("revoked_at__gte", models.F("granted_at")),
                                ("revoked_by__isnull", False),
                                models.Q(("revoked_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="authorization_revoked_with_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="determination",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="determinations", to="cases.case"
            ),
        ),
        migrations.CreateModel(
            name="CaseProposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("period_start", models.DateTimeField()),
                ("period_end", models.DateTimeField()),
                ("used", models.DecimalField(decimal_places=6, max_digits=24)),
                ("allowed", models.DecimalField(decimal_places=14, max_digits=36)),
                ("proposed_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("opened", "A case was opened"), ("dismissed", "Dismissed")],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                ("status_at", models.DateTimeField()),
                ("dismissed_because", models.TextField(blank=True)),
                (
                    "allowance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="cases.allowance"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("allowance", "period_start"), name="proposal_once_a_period"),
                    models.CheckConstraint(
                        condition=models.Q(("used__gt", models.F("allowed"))), name="proposal_past_the_allowance"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case", None), ("dismissed_because", ""), ("status", "proposed")),
                            models.Q(("case__isnull", False), ("dismissed_because", ""), ("status", "opened")),
                            models.Q(
                                ("case", None),
                                ("status", "dismissed"),
                                models.Q(("dismissed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                (
                    "determination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="citations", to="cases.determination"
                    ),
                ),
                (
                    "deviation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="customers.deviation",
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="versions.postedprovision",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="versions.policyversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("determination", "provision"), name="citation_once"),
                    models.UniqueConstraint(fields=("determination", "deviation"), name="citation_of_deviation_once"),
                    models.CheckConstraint(
                        condition=models.Q(("provision__isnull", False), ("deviation__isnull", False), _connector="OR"),
                        name="citation_names_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("no_violation", "No violation found"),
                            ("insufficient_evidence", "The evidence does not suffice"),
                        ],
                        max_length=30,
                    ),
                ),
                ("words", models.TextField()),
                ("found_by", models.UUIDField()),
                ("found_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["no_violation", "insufficient_evidence"])),
                        name="finding_outcome",
                    ),
                    models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="finding_says_why"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("internal", "Internal"),
                            ("reporter", "To the reporter"),
                            ("customer", "To the customer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField()),
                ("written_by", models.UUIDField()),
                ("written_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "-written_at"], name="note_of_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["internal", "reporter", "customer"])), name="note_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoteReader",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readers", to="cases.note"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="note_readers", to="reports.report"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("note", "report"), name="note_reader_once")],
            },
        ),
        migrations.CreateModel(
            name="Passing",
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
                ("number", models.PositiveIntegerField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("upstream", "Upstream"), ("downstream", "Downstream"), ("outside", "Outside")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("way", models.CharField(choices=[("mail", "By mail"), ("api", "By its API")], max_length=10)),
                ("address", models.CharField(max_length=500)),
                ("report", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("reason", models.TextField()),
                ("names_customer", models.BooleanField(default=False)),
                ("ground", models.TextField(blank=True)),
                ("passed_by", models.UUIDField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                ("status_url", models.CharField(blank=True, max_length=500)),
                (
                    "remote_status",
                    models.CharField(
                        blank=True,
                        choices=[("queued", "Queued"), ("processing", "Processing"), ("completed", "Completed")],
                        max_length=20,
                    ),
                ),
                ("remote_reason", models.CharField(blank=True, max_length=40)),
                ("remote_outcome", models.CharField(blank=True, max_length=40)),
                ("asks", models.PositiveIntegerField(default=0)),
                ("ask_at", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("ask_failure", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(null=True)),
                ("noted_at", models.DateTimeField(null=True)),
                ("noted_by", models.UUIDField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="passings", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PassedEvidence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("place", models.PositiveSmallIntegerField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="passed_in", to="reports.evidence"
                    ),
                ),
                (
                    "passing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="cases.passing"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("passing", "evidence"), name="passed_evidence_once"),
                    models.UniqueConstraint(fields=("passing", "place"), name="passed_evidence_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PassingReply",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("sender", models.CharField(blank=True, max_length=320)),
                ("automatic", models.BooleanField()),
                ("text", models.TextField(blank=True)),
                ("received_at", models.DateTimeField()),
                (
                    "passing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="cases.passing"
                    ),
                ),
                (
                    "raw",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_to_passing",
                        to="reports.rawreport",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["passing", "-received_at"], name="reply_of_passing")],
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("upstream", "Upstream"), ("downstream", "Downstream"), ("outside", "Outside")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("way", models.CharField(choices=[("mail", "By mail"), ("api", "By its API")], max_length=10)),
                ("address", models.CharField(max_length=500)),
                ("token", models.TextField(blank=True)),
                ("registered_at", models.DateTimeField()),
                ("registered_by", models.UUIDField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["upstream", "downstream", "outside"])), name="recipient_kind"
                    ),
                    models.CheckConstraint(condition=models.Q(("way__in", ["mail", "api"])), name="recipient_way"),
                    models.CheckConstraint(
                        condition=models.Q(("way", "api"), ("token", ""), _connector="OR"),
                        name="recipient_token_opens_an_api",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("name",), name="recipient_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="recipient_ended_by_somebody",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="passing",
            name="recipient",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="passings", to="cases.recipient"
            ),
        ),
        migrations.CreateModel(
            name="Reliance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                (
                    "determination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reliances", to="cases.determination"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reliances", to="reports.evidence"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("determination", "evidence"), name="reliance_once")],
            },
        ),
        migrations.CreateModel(
            name="Strike",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("category", models.CharField(max_length=40)),
                ("weight", models.PositiveSmallIntegerField()),
                ("given_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="strikes", to="customers.customer"
                    ),
                ),
                (
                    "determination",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="strike", to="cases.determination"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["customer", "given_at"], name="strikes_of_customer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("given_at")), ("weight__gt", 0)),
                        name="strike_counts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", True), ("undone_at__gte", models.F("given_at")), _connector="OR"
                        ),
                        name="strike_undone_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Usage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("resource", models.CharField(max_length=60)),
                ("reference", models.CharField(max_length=80)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("amount", models.DecimalField(decimal_places=6, max_digits=24)),
                ("imported_at", models.DateTimeField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="usage", to="customers.service"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["service", "resource", "starts_at"], name="usage_of_service")],
                "constraints": [
                    models.UniqueConstraint(fields=("service", "resource", "reference"), name="usage_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("ends_at__gt", models.F("starts_at"))),
                        name="usage_span",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Joining",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="joining",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("category", models.CharField(max_length=40)),
                ("acts_from", models.DateTimeField()),
                ("acts_until", models.DateTimeField()),
                ("joins", models.BooleanField(default=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("acts_until__gte", models.F("acts_from"))), name="joining_span"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("joins", True)),
                        expressions=[
                            ("service", "="),
                            ("category", "="),
                            (
                                tenants.customers.models.Span(
                                    "acts_from",
                                    "acts_until",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                                ),
                                "&&",
                            ),
                        ],
                        name="joining_one_case",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                condition=models.Q(("act_ended_at__gte", models.F("act_started_at"))), name="determination_span"
            ),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                condition=models.Q(("act_ended_at__lte", models.F("decided_at"))), name="determination_after_the_act"
            ),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("needs_approval", False), models.Q(("rationale", ""), _negated=True), _connector="OR"
                ),
                name="determination_rationale",
            ),
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.UniqueConstraint(fields=("id", "decided_by"), name="determination_decider"),
        ),
        migrations.AddIndex(
            model_name="passing",
            index=models.Index(fields=["queued_at", "id"], name="passing_newest"),
        ),
        migrations.AddIndex(
            model_name="passing",
            index=models.Index(condition=models.Q(("ask_at__isnull", False)), fields=["ask_at"], name="passing_to_ask"),
        ),
        migrations.AddIndex(
            model_name="passing",
            index=models.Index(
                condition=models.Q(("status__in", ["queued", "sending"])),
                fields=["next_attempt_at"],
                name="passing_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="passing",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["queued", "sending", "delivered", "failed"])), name="passing_status"
            ),
        ),
        migrations.AddConstraint(
            model_name="passing",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["upstream", "downstream", "outside"])), name="passing_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="passing",
            constraint=models.CheckConstraint(condition=models.Q(("way__in", ["mail", "api"])), name="passing_way"),
        ),
        migrations.AddConstraint(
            model_name="passing",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="passing_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="passing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ground", ""), ("names_customer", False)),
                    models.Q(("names_customer", True), models.Q(("ground", ""), _negated=True)),
                    _connector="OR",
                ),
                name="passing_names_the_customer_on_a_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="passing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                    models.Q(
                        ("sent_at", None),
                        ("status", "failed"),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="passing_withdrawn_before_it_was_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="passing",
            constraint=models.CheckConstraint(
                condition=models.Q(("remote_status__in", ["", "queued", "processing", "completed"])),
                name="passing_remote_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="passing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("noted_at", None), ("noted_by", None)),
                    models.Q(("noted_at__isnull", False), ("noted_by__isnull", False)),
                    _connector="OR",
                ),
                name="passing_noted_by_somebody",
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="recipient",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."registered_at" IS DISTINCT FROM (NEW."registered_at") OR OLD."registered_by" IS DISTINCT FROM (NEW."registered_by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2656f8349bf344ca8d38f032c9824dc44ebf3cd1",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_ce206",
                    table="cases_recipient",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="recipient",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="c347346e6ca9c65590aa4847449ef89cae373f03",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_81636",
                    table="cases_recipient",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="recipient",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="08c7e1546f9bfe9ce664c5f3450830825aa3b3f6",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_f2fae",
                    table="cases_recipient",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="allowance",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."resource" IS DISTINCT FROM (NEW."resource") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."pool" IS DISTINCT FROM (NEW."pool") OR OLD."pool_size" IS DISTINCT FROM (NEW."pool_size") OR OLD."share" IS DISTINCT FROM (NEW."share") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."set_by" IS DISTINCT FROM (NEW."set_by") OR OLD."set_at" IS DISTINCT FROM (NEW."set_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="74f70f17e5660a5e92bee9ba5ed311703644743f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_f6171",
                    table="cases_allowance",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="allowance",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4c25657d564ed1f758c10d329829a641ee358247",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_8d3e2",
                    table="cases_allowance",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="allowance",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="ddbf712ace82c82588dcacba948cd67fcb87b2ce",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_2e3da",
                    table="cases_allowance",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="bc5e8a1d6d0d7185697722e8378023eb21d396f4",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_314f0",
                    table="cases_approval",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="857927ccd1ab8255cd93e31bdaa5a7234a8b7a76",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_f5bdb",
                    table="cases_approval",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="62f144e670b8d1dc582849e6d9dd8f8dfcf58694",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_e1951",
                    table="cases_approval",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="authorizationrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."keys" IS DISTINCT FROM (NEW."keys") OR OLD."targets" IS DISTINCT FROM (NEW."targets") OR OLD."sources" IS DISTINCT FROM (NEW."sources") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."rate_number" IS DISTINCT FROM (NEW."rate_number") OR OLD."rate_unit" IS DISTINCT FROM (NEW."rate_unit") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."asked_by" IS DISTINCT FROM (NEW."asked_by") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fa010bb07d40370ad554ad357da9487fa51949a8",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_b5e89",
                    table="cases_authorizationrequest",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="authorizationrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1772379a84018f8872e5ff8a6bd9eba4a410258e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_c4934",
                    table="cases_authorizationrequest",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="authorizationrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="112f42f766984b48ab1e0074100556f3960e4092",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_6788d",
                    table="cases_authorizationrequest",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="authorization",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."keys" IS DISTINCT FROM (NEW."keys") OR OLD."targets" IS DISTINCT FROM (NEW."targets") OR OLD."sources" IS DISTINCT FROM (NEW."sources") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."rate_number" IS DISTINCT FROM (NEW."rate_number") OR OLD."rate_unit" IS DISTINCT FROM (NEW."rate_unit") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."request_id" IS DISTINCT FROM (NEW."request_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."filename" IS DISTINCT FROM (NEW."filename") OR OLD."document_digest" IS DISTINCT FROM (NEW."document_digest") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."granted_by" IS DISTINCT FROM (NEW."granted_by") OR OLD."granted_at" IS DISTINCT FROM (NEW."granted_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e98db0e92be78c439b76dd6ae219c40a3aa49230",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_490c0",
                    table="cases_authorization",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="authorization",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="738f806084c80462a05e8c64dfa885632ad57417",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_2e3f2",
                    table="cases_authorization",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="authorization",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="3f50d4c4f5846820f2a246a81fd5fe422647f617",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_25167",
                    table="cases_authorization",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="determination",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f584278e5649cc6efedfbe953cbdf0dd46cade0c",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_d1542",
                    table="cases_determination",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="determination",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="73e55a5f9125b4a15934a10ad4ccff20b5e9065c",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_3d11c",
                    table="cases_determination",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="determination",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="2da635463862c38714d77eec60067db546fc602e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_6eb42",
                    table="cases_determination",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="caseproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."allowance_id" IS DISTINCT FROM (NEW."allowance_id") OR OLD."period_start" IS DISTINCT FROM (NEW."period_start") OR OLD."period_end" IS DISTINCT FROM (NEW."period_end") OR OLD."used" IS DISTINCT FROM (NEW."used") OR OLD."allowed" IS DISTINCT FROM (NEW."allowed") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ac28880d0a6be79ce4b379ed4cce1236e4dde000",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_55c65",
                    table="cases_caseproposal",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="caseproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d110c60fcda47ba08d5229d330e333e37c082725",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_5b5a7",
                    table="cases_caseproposal",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="caseproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="9044977e06debdf488a0441f28460f4b56bed797",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_ec235",
                    table="cases_caseproposal",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a97e9eb470ff44456e5ee3781ca22bfb16c5a004",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_e85e7",
                    table="cases_citation",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="be9a8ab19aaa2ad8c2638ca9d6428c6c57e7bf62",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_d6795",
                    table="cases_citation",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="d050567bd8f96090dd6bd76b813ef4a3acb35a6d",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_f23e4",
                    table="cases_citation",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fb6b2b3600a132490dac2690af07d253b0ca49bd",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_12532",
                    table="cases_finding",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f25db2f2ca1e7b266c3690b47ac14fa01be8f8a6",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_be197",
                    table="cases_finding",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="d05d0ec50ac4fc77a3fe6a98b5ad9973d187ffe3",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_8732a",
                    table="cases_finding",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="59dd98e711b40c9f32ce5491576fbdf16a362430",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_d155c",
                    table="cases_note",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="2046140961aaeea3ccebbf9b033c2933ad9f2a17",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_c4e25",
                    table="cases_note",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="bed7129166c72400056ac96eda513b1be0031a1e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_eee19",
                    table="cases_note",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="notereader",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b2983bb08b6467c3095a203df3288713ca0781d6",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_e6afc",
                    table="cases_notereader",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="notereader",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b8b552a85d928bdc000d55f9b1e116bd889f5bf5",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_c6fc7",
                    table="cases_notereader",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="notereader",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="08ef15d78007379ef21c87af0d97e1c6f262b63d",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_28dec",
                    table="cases_notereader",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="passedevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="038dab00c5f1b52f2871df4d973c4bb1c1c50651",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_a5b16",
                    table="cases_passedevidence",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="passedevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="005d0accf544ed32ae70f00a3f0e45cb7254cf82",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_8ac3b",
                    table="cases_passedevidence",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="passedevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="642b3b3222fdf8db4fd333fab856ff78b99e7478",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_539a2",
                    table="cases_passedevidence",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="passingreply",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."passing_id" IS DISTINCT FROM (NEW."passing_id") OR OLD."raw_id" IS DISTINCT FROM (NEW."raw_id") OR OLD."sender" IS DISTINCT FROM (NEW."sender") OR OLD."automatic" IS DISTINCT FROM (NEW."automatic") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="5113cd8db233b7dfba93f6dc2719e3289d05e20a",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_8a475",
                    table="cases_passingreply",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="passingreply",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f690e1c7588f9a6037b2dbf534d07ec6e2a82dac",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_7256b",
                    table="cases_passingreply",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="passingreply",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="e978f465b5a946cca7dd6682053ff5c58290ee94",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_33a2d",
                    table="cases_passingreply",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="passing",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."recipient_id" IS DISTINCT FROM (NEW."recipient_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."report" IS DISTINCT FROM (NEW."report") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."names_customer" IS DISTINCT FROM (NEW."names_customer") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."passed_by" IS DISTINCT FROM (NEW."passed_by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d38250677b59e79dd93d7ecd00bffd54717cd341",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_00f9f",
                    table="cases_passing",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="passing",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a6f3ed374cde293c1c24754cd972e91afd003193",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_d851b",
                    table="cases_passing",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="passing",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="25780b9403048faa80062646a5a52c1e39c2bfc2",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_e5613",
                    table="cases_passing",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reliance",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9650b09644d1a91cb29a33a53e56698a58b6748f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_622a8",
                    table="cases_reliance",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reliance",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="6ff42b5bd947b3cbab6f3e85dd59e5d50591e707",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_a243a",
                    table="cases_reliance",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="reliance",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="3d7cd3597370bac96a3d12552398ec1c65ff0a17",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_63a88",
                    table="cases_reliance",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="strike",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."determination_id" IS DISTINCT FROM (NEW."determination_id") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."weight" IS DISTINCT FROM (NEW."weight") OR OLD."given_at" IS DISTINCT FROM (NEW."given_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7a9cb344b3023600697c065154007d7c30029ac8",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_1b4b8",
                    table="cases_strike",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="strike",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0a47db2cadcfc6f5b6f044c481ae200bc1d7bd1e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_cd205",
                    table="cases_strike",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="strike",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="443d09656295b400490b26fbe77ee276f91944da",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_e216d",
                    table="cases_strike",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="usage",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c9f5cbd7596f9acd4fad4a3a943684bc466b83a6",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_9e35c",
                    table="cases_usage",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="usage",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a98e4f3e79e873e9cf806d448711542dfb2e48ed",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_32ca1",
                    table="cases_usage",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="usage",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="b5230bcae304cc0a9cdcd617a731e152ca0dff4f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_eab49",
                    table="cases_usage",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]

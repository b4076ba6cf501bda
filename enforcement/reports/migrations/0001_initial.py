"""Reports, their reporters and evidence."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("filename", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=200)),
                ("received_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("form", "Public form"),
                            ("customer", "Customer's form"),
                            ("mail", "Mailbox"),
                            ("api", "API"),
                            ("staff", "Staff observation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("category", models.CharField(blank=True, max_length=40)),
                (
                    "target",
                    models.CharField(blank=True, max_length=253, verbose_name="address, network, domain or number"),
                ),
                ("port", models.PositiveIntegerField(null=True)),
                ("targets", models.JSONField(default=list)),
                ("started_at", models.DateTimeField(null=True, verbose_name="started")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                ("description", models.TextField(verbose_name="what happened")),
                ("identifier", models.CharField(blank=True, max_length=200, verbose_name="the reporter's own number")),
                (
                    "triage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unreadable", "It could not be read"),
                            ("no_target", "No address, domain or number is named"),
                            ("not_the_source", "Only the reporter's own or the victim's addresses are named"),
                            ("private_target", "Only private addresses are named"),
                            ("several_targets", "Several targets are named, and none stands out"),
                            ("no_time", "No time is named"),
                            ("time_in_doubt", "The time is in doubt"),
                            ("no_category", "No kind of violation is named"),
                            ("too_much", "There is more in it than is read"),
                            ("no_holder", "No service held it then"),
                            ("several_holders", "Several services held it then"),
                            ("own", "It is the company's own"),
                            ("too_old", "It happened too long ago"),
                        ],
                        max_length=20,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("follow_digest", models.CharField(max_length=64, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("queued", "Queued"), ("processing", "Processing"), ("completed", "Completed")],
                        default="queued",
                        max_length=20,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("case_opened", "A case was opened"),
                            ("no_violation", "No violation found"),
                            ("not_ours", "Not one of our services"),
                            ("duplicate", "Reported already"),
                            ("unusable", "Not enough to go on"),
                            ("muted", "Not looked into"),
                        ],
                        max_length=20,
                    ),
                ),
                ("completed_at", models.DateTimeField(null=True)),
                ("assigned_to", models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ReportMail",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("sender", models.CharField(blank=True, max_length=320)),
                ("automatic", models.BooleanField()),
                ("text", models.TextField(blank=True)),
                ("received_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=500)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SenderCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", models.CharField(max_length=64)),
                ("hour", models.DateTimeField(db_index=True)),
                ("number", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="MutedSender",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("sender", models.CharField(max_length=254, verbose_name="address or domain")),
                ("reason", models.CharField(max_length=300, verbose_name="why")),
                ("muted_by", models.UUIDField()),
                ("muted_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("sender",), name="muted_sender_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RawReport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("form", "Public form"),
                            ("customer", "Customer's form"),
                            ("mail", "Mailbox"),
                            ("api", "API"),
                            ("staff", "Staff observation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("form", models.CharField(choices=[("mail", "Mail"), ("xarf", "XARF")], max_length=10)),
                ("digest", models.CharField(max_length=64)),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveIntegerField()),
                ("path", models.CharField(max_length=200)),
                ("received_at", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("try_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("read_at", None)), fields=["try_at"], name="raw_report_unread"),
                    models.Index(fields=["-received_at", "id"], name="raw_report_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("door__in", ["mail", "api"])), name="raw_report_door")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rawreport",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."door" IS DISTINCT FROM (NEW."door") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."fingerprint" IS DISTINCT FROM (NEW."fingerprint") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."by" IS DISTINCT FROM (NEW."by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f1ba8cbb240595d139d38b2c37e03deb838c4544",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_aa221",
                    table="reports_rawreport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rawreport",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ba5259744344071fad3691b2fb513c73300aa68e",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_725ad",
                    table="reports_rawreport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rawreport",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="1cf9f2ddade8256c54ed4a8c5ffd7d373dc8cca7",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_e40e0",
                    table="reports_rawreport",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Reporter",
            fields=[
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="reporter",
                        serialize=False,
                        to="reports.report",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="your name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="your mail address")),
            ],
        ),
        migrations.AddField(
            model_name="report",
            name="customer",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="raw",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="reports.rawreport"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="service",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="customers.service"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="reports.report"
            ),
        ),
        migrations.AddField(
            model_name="reportmail",
            name="raw",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="reports.rawreport"
            ),
        ),
        migrations.AddField(
            model_name="reportmail",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="mails", to="reports.report"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                models.F("person"), django.db.models.functions.text.Lower("name"), name="saved_filter_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="sendercount",
            constraint=models.UniqueConstraint(fields=("network", "hour"), name="sender_count_once"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["received_at", "id"], name="report_received"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("status", "completed"), _negated=True),
                fields=["received_at", "id"],
                name="report_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("status", "completed"), _negated=True),
                fields=["assigned_to", "received_at", "id"],
                name="report_assigned",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(models.Q(("status", "completed"), _negated=True), ("service", None)),
                fields=["received_at", "id"],
                name="report_unmatched",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("status", "completed"), _negated=True),
                fields=["service", "received_at", "id"],
                name="report_service_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("status", "completed"), _negated=True),
                fields=["category", "received_at", "id"],
                name="report_kind_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["customer", "-received_at"], name="report_of_customer"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["queued", "processing", "completed"])), name="report_status"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__gte", models.F("started_at"))), name="report_span"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "triage__in",
                        [
                            "",
                            "unreadable",
                            "no_target",
                            "not_the_source",
                            "private_target",
                            "several_targets",
                            "no_time",
                            "time_in_doubt",
                            "no_category",
                            "too_much",
                            "no_holder",
                            "several_holders",
                            "own",
                            "too_old",
                        ],
                    )
                ),
                name="report_triage",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("triage", ""), _negated=True),
                    models.Q(
                        models.Q(("category", ""), _negated=True),
                        models.Q(("target", ""), _negated=True),
                        ("ended_at__isnull", False),
                        ("started_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="report_complete_or_triage",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(fields=("raw", "place"), name="report_once_per_incident"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("completed_at__isnull", False),
                        ("reason__in", ["case_opened", "no_violation", "not_ours", "duplicate", "unusable", "muted"]),
                        ("status", "completed"),
                    ),
                    models.Q(models.Q(("status", "completed"), _negated=True), ("completed_at", None), ("reason", "")),
                    _connector="OR",
                ),
                name="report_completed_with_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."raw_id" IS DISTINCT FROM (NEW."raw_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."target" IS DISTINCT FROM (NEW."target") OR OLD."port" IS DISTINCT FROM (NEW."port") OR OLD."targets" IS DISTINCT FROM (NEW."targets") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."identifier" IS DISTINCT FROM (NEW."identifier") OR OLD."triage" IS DISTINCT FROM (NEW."triage") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."follow_digest" IS DISTINCT FROM (NEW."follow_digest"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d0074d87acd9a23668dc0dc51cf0134eddfe5fea",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_7ccf7",
                    table="reports_report",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f8d64192fd3c789b34b5b0980a06c953eee8c7cd",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_5aedb",
                    table="reports_report",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="30a521d308b06accaf4852aec831571325969545",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_fc556",
                    table="reports_report",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="449236a220df550f6d1f0165d31be224f44b3903",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_99ec9",
                    table="reports_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7816d5d13d29443a704619c9e87b002ef5c5d8b4",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_c85d9",
                    table="reports_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="617cc2a60c9f38e0603c4c524c07dcc653df9c98",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_4a830",
                    table="reports_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportmail",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b34fbbd0130dfd1535138e985a6551dafd78ea6b",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_b93c9",
                    table="reports_reportmail",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportmail",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8da435f55dda94e68d34b3149422e169f79d75a7",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_7b674",
                    table="reports_reportmail",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportmail",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="53efb80c09cf07862f138b9b19f74731664b13e4",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_acbc8",
                    table="reports_reportmail",
                    when="BEFORE",
                ),
            ),
        ),
    ]

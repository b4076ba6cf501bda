"""People, their roles, links and tokens."""

import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import tenants.resellers.migrating

SQL = Path(__file__).parents[1] / "triggers.sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Logo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("data", models.BinaryField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("plate", models.CharField(blank=True, max_length=5)),
                ("uploaded_at", models.DateTimeField()),
                ("uploaded_by", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("pseudonym", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("email", models.EmailField(max_length=254, verbose_name="mail address")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("is_active", models.BooleanField(default=True)),
                ("acting_revision", models.PositiveIntegerField(default=0, editable=False)),
                ("sessions_revision", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("email"), name="user_email")
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100, verbose_name="what it is for")),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("gate", models.JSONField(default=dict, editable=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignInLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_in_links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SettingChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=40)),
                ("old", models.JSONField()),
                ("new", models.JSONField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "at"), name="setting_change_once")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("invited_by", models.UUIDField()),
                ("invited_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaffRole",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("operator", "Operator"),
                            ("administrator", "Administrator"),
                            ("editor", "Editor"),
                            ("approver", "Approver"),
                            ("case_officer", "Case officer"),
                            ("enforcement_approver", "Enforcement approver"),
                            ("appeal_reviewer", "Appeal reviewer"),
                            ("finance", "Finance"),
                            ("evidence_custodian", "Evidence custodian"),
                            ("auditor", "Auditor"),
                            ("partner", "Partner"),
                        ],
                        max_length=30,
                    ),
                ),
                ("granted_by", models.UUIDField(null=True)),
                ("upstream", models.CharField(blank=True, max_length=63)),
                ("granted_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "role"), name="staff_role_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "operator",
                                    "administrator",
                                    "editor",
                                    "approver",
                                    "case_officer",
                                    "enforcement_approver",
                                    "appeal_reviewer",
                                    "finance",
                                    "evidence_custodian",
                                    "auditor",
                                    "partner",
                                ],
                            )
                        ),
                        name="staff_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("upstream", ""),
                            models.Q(("granted_by", None), ("role", "appeal_reviewer")),
                            _connector="OR",
                        ),
                        name="staff_role_of_upstream",
                    ),
                ],
            },
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="logo",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1db772a44e8f4ee8286b20b4c47704fa8768cb0b",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_43579",
                    table="people_logo",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="logo",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="82ddd0afecc6446d44e05eb64cc56d865a7850c4",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_8c042",
                    table="people_logo",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="logo",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="19a842d578ebafe29b63053666efcc3abdb0f3ad",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_b2fa6",
                    table="people_logo",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="settingchange",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="812a3962c895d25eac35fd8cbd004bfb9399603f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_b506c",
                    table="people_settingchange",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="settingchange",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8cfe10cc30b1a71865e1aa6f7bab0464259f1a0a",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_7a232",
                    table="people_settingchange",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="settingchange",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="596690931edd4508417afc02a14c61b7709ee883",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_a61f1",
                    table="people_settingchange",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="52e1215274c611115a676a6c9bf27db6b7752f3f",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_e2852",
                    table="people_invitation",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="fe61f1e7a0f7bccbc1df20015d5a2dd265c1fcee",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_9a8f6",
                    table="people_invitation",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="d76b440a9959b64a28af0d744e2385ca2ac63914",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_08bb4",
                    table="people_invitation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="LinkRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254)),
                ("next", models.CharField(blank=True, max_length=500)),
                ("asked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SignInCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", models.CharField(max_length=64)),
                ("hour", models.DateTimeField(db_index=True)),
                ("number", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("network", "hour"), name="sign_in_count_once")],
            },
        ),
        migrations.CreateModel(
            name="AccountMail",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sign-in", "Link to sign in"),
                            ("invitation", "Invitation"),
                            ("roles", "Role given"),
                            ("address-confirm", "Mail address to confirm"),
                            ("address-asked", "Change of mail address asked for"),
                            ("address-changed", "Mail address changed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("facts", models.JSONField(default=dict)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="account_mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["queued", "sending", "delivered", "failed"])),
                        name="account_mail_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "sign-in",
                                    "invitation",
                                    "roles",
                                    "address-confirm",
                                    "address-asked",
                                    "address-changed",
                                ],
                            )
                        ),
                        name="account_mail_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AddressChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254, verbose_name="new mail address")),
                ("digest", models.CharField(max_length=64, null=True, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="address_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at", None), ("ended_at", None)),
                        fields=("user",),
                        name="address_change_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("session_key", models.CharField(max_length=40, unique=True)),
                (
                    "method",
                    models.CharField(choices=[("link", "Mailed link"), ("password", "Password")], max_length=10),
                ),
                ("browser", models.CharField(blank=True, max_length=200)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["link", "password"])), name="sign_in_method"
                    )
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]

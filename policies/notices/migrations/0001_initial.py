"""Notices and their deliveries."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import policies.notices.models
import tenants.resellers.migrating


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("people", "0001_initial"),
        ("versions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=250)),
                ("content", models.JSONField(default=dict)),
                ("path", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.UUIDField(null=True)),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="versions.policyversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "subject_type", "subject_id"), name="notice_once_per_kind_and_subject"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("queued_at", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, max_length=500)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mail", "Mail"),
                            ("inbox", "Portal inbox"),
                            ("webhook", "Webhook"),
                            ("atom", "Atom feed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300)),
                ("language", models.CharField(blank=True, default="", max_length=20)),
                ("round", models.PositiveSmallIntegerField(default=0)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sending", "Sending"),
                            ("sent", "Sent"),
                            ("delivered", "Delivered"),
                            ("bounced", "Bounced"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        max_length=20,
                    ),
                ),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="customers.customer",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="notices.notice"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["queued", "sending"])),
                        fields=["next_attempt_at"],
                        name="delivery_due",
                    ),
                    models.Index(fields=["recipient", "channel"], name="delivery_recipient"),
                    models.Index(
                        condition=models.Q(("status", "bounced")), fields=["-ended_at"], name="delivery_bounced"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "recipient", "channel"), name="delivery_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["queued", "sending", "sent", "delivered", "bounced", "failed", "cancelled"])
                        ),
                        name="delivery_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["mail", "inbox", "webhook", "atom"])),
                        name="delivery_channel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", False),
                            models.Q(("status__in", ["sent", "delivered", "bounced"]), _negated=True),
                            _connector="OR",
                        ),
                        name="delivery_sent_has_instant",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="sending",
                        serialize=False,
                        to="notices.notice",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("running", "Running"), ("paused", "Paused"), ("cancelled", "Cancelled")],
                        default="running",
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.UUIDField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["running", "paused", "cancelled"])), name="sending_status"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pace",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("left", models.IntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="pace_one_row")],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="notice_preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("mail", "Mail"),
                                ("inbox", "Portal inbox"),
                                ("webhook", "Webhook"),
                                ("atom", "Atom feed"),
                            ],
                            max_length=20,
                        ),
                        default=policies.notices.models.default_channels,
                        size=None,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=20)),
                ("webhook_url", models.CharField(blank=True, max_length=300)),
                ("feed_digest", models.CharField(max_length=64, null=True, unique=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channels__contained_by", ["mail", "inbox", "webhook", "atom"])),
                        name="preference_channels",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channels__contains", ["webhook"]), _negated=True),
                            models.Q(("webhook_url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="preference_webhook_has_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryEvent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("delayed", "Delayed"),
                            ("delivered", "Delivered"),
                            ("bounced", "Bounced"),
                            ("complained", "Reported as unwanted"),
                            ("again", "Asked for anew"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("source", models.CharField(max_length=200, null=True)),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="notices.delivery"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["delayed", "delivered", "bounced", "complained", "again"])),
                        name="delivery_event_what",
                    ),
                    models.UniqueConstraint(fields=("delivery", "what", "source"), name="delivery_event_once"),
                ],
            },
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="deliveryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d8d24d0ece55ca926e14163a60d274bf918f778a",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_a45d3",
                    table="notices_deliveryevent",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="deliveryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4c823670cab81f714239ac9b411fa994b096f505",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_74680",
                    table="notices_deliveryevent",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="deliveryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="28be095652adc8cf6d354c032fc77588ba6977af",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_c2bf1",
                    table="notices_deliveryevent",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="344af3d3a0c7c1be49d90ce2480b362dc9207e8c",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_22427",
                    table="notices_notice",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ef8f0f5cd3b410a7333bb4498da27afc0261a51b",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_32319",
                    table="notices_notice",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="92e6e70e6fdf4192b9ba5104a8d6a3fe9ddea241",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_74a3d",
                    table="notices_notice",
                    when="BEFORE",
                ),
            ),
        ),
    ]

"""What waits for staff, the mails that told of it, and the rota."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "Assigned to you"),
                            ("to_approve", "To approve"),
                            ("returned", "Returned to you"),
                            ("appealed", "Appealed"),
                            ("contested", "Credit contested"),
                            ("unconfirmed", "Not confirmed"),
                            ("overdue", "Overdue"),
                            ("passed", "Passed on, and answered"),
                            ("untaken", "Urgent, and nobody has taken it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.UUIDField()),
                ("since", models.DateTimeField()),
                ("title", models.CharField(max_length=300)),
                ("path", models.CharField(max_length=300)),
                ("urgent", models.BooleanField(default=False)),
                (
                    "not_for",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("by", models.UUIDField(null=True)),
                ("raised_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_alerts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at", None)), fields=["kind", "subject_type"], name="alert_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "subject_type", "subject_id", "since"), name="alert_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "assigned",
                                    "to_approve",
                                    "returned",
                                    "appealed",
                                    "contested",
                                    "unconfirmed",
                                    "overdue",
                                    "passed",
                                    "untaken",
                                ],
                            )
                        ),
                        name="alert_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at", None), ("taken_by", None)),
                            models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="alert_taken_at_an_instant",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlertMail",
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
                ("day", models.DateField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alert_mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "day"), name="alert_mail_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["queued", "sending", "delivered", "failed"])),
                        name="alert_mail_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlertLine",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="alerts.alert"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alert_lines",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="alerts.alertmail"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("alert", "user"), name="alert_told_once")],
            },
        ),
        migrations.CreateModel(
            name="AlertPreference",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "Assigned to you"),
                            ("to_approve", "To approve"),
                            ("returned", "Returned to you"),
                            ("appealed", "Appealed"),
                            ("contested", "Credit contested"),
                            ("unconfirmed", "Not confirmed"),
                            ("overdue", "Overdue"),
                            ("passed", "Passed on, and answered"),
                            ("untaken", "Urgent, and nobody has taken it"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("at_once", "At once"), ("daily", "Once a day, in one mail"), ("never", "Never")],
                        max_length=10,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alert_preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind"), name="alert_preference_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "assigned",
                                    "to_approve",
                                    "returned",
                                    "appealed",
                                    "contested",
                                    "unconfirmed",
                                    "overdue",
                                    "passed",
                                    "untaken",
                                ],
                            )
                        ),
                        name="alert_preference_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["at_once", "daily", "never"])), name="alert_preference_how"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlertState",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("looked_at", models.DateTimeField(null=True)),
                ("daily_until", models.DateField(null=True)),
                ("wait_minutes", models.PositiveSmallIntegerField(default=15)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="alert_state_one_row"),
                    models.CheckConstraint(condition=models.Q(("wait_minutes__lte", 1440)), name="alert_state_wait"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RotaShift",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        verbose_name="day",
                    ),
                ),
                ("starts", models.TimeField(verbose_name="from")),
                ("ends", models.TimeField(verbose_name="until")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rota_shifts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("weekday", "starts", "user"), name="rota_shift_once"),
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="rota_shift_weekday"),
                ],
            },
        ),
    ]

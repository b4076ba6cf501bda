"""Releases being taken over."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("drafts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TakeOver",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("publisher", models.CharField(max_length=63)),
                ("number", models.PositiveIntegerField()),
                ("base_publisher", models.CharField(blank=True, max_length=63)),
                ("base_number", models.PositiveIntegerField(null=True)),
                ("base_document", models.JSONField(null=True)),
                ("begun_at", models.DateTimeField()),
                ("begun_by", models.UUIDField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="take_overs", to="drafts.draft"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "publisher", "number"), name="take_over_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120)),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("taken", "Taken over"),
                            ("reworded", "Taken over in our own words"),
                            ("kept", "Left as it was"),
                        ],
                        max_length=20,
                    ),
                ),
                ("before", models.JSONField()),
                ("left", models.CharField(blank=True, max_length=64)),
                ("moved", models.BooleanField()),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.UUIDField()),
                (
                    "take_over",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="resolutions", to="following.takeover"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("take_over", "key"), name="resolution_once"),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["taken", "reworded", "kept"])), name="resolution_choice"
                    ),
                ],
            },
        ),
    ]

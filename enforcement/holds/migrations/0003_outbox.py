"""Calls to the provisioning endpoint have the shape of everything that is sent."""

import datetime as dt

from django.db import migrations, models
from django.db.models import Q

_LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class Migration(migrations.Migration):
    dependencies = [
        ("holds", "0002_persons"),
    ]

    operations = [
        migrations.RenameField("provisioningcall", "delivered_at", "sent_at"),
        migrations.AddField("provisioningcall", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "provisioningcall", "queued_at", models.DateTimeField(default=_LONG_AGO), preserve_default=False
        ),
        migrations.AlterField("provisioningcall", "answer", models.CharField(blank=True, max_length=500)),
        migrations.AddConstraint(
            "provisioningcall",
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | ~Q(status="delivered"), name="call_delivered_has_instant"
            ),
        ),
    ]

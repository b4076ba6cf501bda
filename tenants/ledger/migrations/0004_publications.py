"""Heads on their way elsewhere are publications, and have the shape of everything that is sent."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

_STATES = [("queued", "Queued"), ("sending", "Sending"), ("delivered", "Delivered"), ("failed", "Failed")]


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0003_heads_elsewhere"),
    ]

    operations = [
        *(
            migrations.RemoveConstraint("headerrand", name)
            for name in ("head_errand_once", "head_errand_kind", "head_errand_status", "head_errand_done")
        ),
        migrations.RenameModel("HeadErrand", "HeadPublication"),
        migrations.RenameField("headpublication", "done_at", "sent_at"),
        migrations.AddField("headpublication", "ended_at", models.DateTimeField(null=True)),
        migrations.AlterField("headpublication", "answer", models.CharField(blank=True, max_length=500)),
        migrations.AlterField(
            "headpublication", "status", models.CharField(choices=_STATES, default="queued", max_length=20)
        ),
        migrations.AlterField(
            "headpublication",
            "head",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="publications", to="ledger.treehead"
            ),
        ),
        migrations.AddConstraint(
            "headpublication", models.UniqueConstraint(fields=["head", "kind"], name="publication_once")
        ),
        migrations.AddConstraint(
            "headpublication",
            models.CheckConstraint(condition=Q(kind__in=["mail", "webhook", "stamp"]), name="publication_kind"),
        ),
        migrations.AddConstraint(
            "headpublication",
            models.CheckConstraint(
                condition=Q(status__in=["queued", "sending", "delivered", "failed"]), name="publication_status"
            ),
        ),
        migrations.AddConstraint(
            "headpublication",
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | ~Q(status="delivered"), name="publication_delivered_has_instant"
            ),
        ),
    ]

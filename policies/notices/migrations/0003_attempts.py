"""What failed is an attempt of the outbox; a delivery's events are what was said of it afterwards."""

from django.db import migrations, models
from django.db.models import Q

_KINDS = [
    ("delayed", "Delayed"),
    ("delivered", "Delivered"),
    ("bounced", "Bounced"),
    ("complained", "Reported as unwanted"),
    ("again", "Asked for anew"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0002_steering"),
    ]

    operations = [
        migrations.AlterField("deliveryevent", "what", models.CharField(choices=_KINDS, max_length=20)),
        migrations.RemoveConstraint("deliveryevent", "delivery_event_what"),
        migrations.AddConstraint(
            "deliveryevent",
            models.CheckConstraint(
                condition=Q(what__in=[value for value, _label in _KINDS]), name="delivery_event_what"
            ),
        ),
    ]

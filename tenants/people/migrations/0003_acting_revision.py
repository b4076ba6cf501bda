"""What a session and a token keep of the gate, and how they know that it is stale."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_logo"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="acting_revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="apitoken",
            name="gate",
            field=models.JSONField(default=dict, editable=False),
        ),
    ]

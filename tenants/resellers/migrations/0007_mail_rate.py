"""How many mails a minute may leave for a reseller."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resellers", "0006_logo"),
    ]

    operations = [
        migrations.AddField(
            model_name="reseller",
            name="mail_rate",
            field=models.PositiveIntegerField(
                default=0,
                help_text="At most this many notices leave by mail a minute; 0: as they come.",
                verbose_name="mails a minute",
            ),
        ),
    ]

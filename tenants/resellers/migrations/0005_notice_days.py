"""The notice period before a material version takes effect."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resellers", "0004_four_eyes"),
    ]

    operations = [
        migrations.AddField(
            model_name="reseller",
            name="notice_days",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="How long before its effect a material version is posted. Some laws and agreements demand it.",
                verbose_name="notice period in days",
            ),
        ),
    ]

"""What of the reseller's logo every page needs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resellers", "0005_notice_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="reseller",
            name="logo",
            field=models.JSONField(default=dict, editable=False),
        ),
    ]

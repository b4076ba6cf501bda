"""Counts the changes of a reseller's public pages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("resellers", "0002_row_security")]
    operations = [
        migrations.AddField(
            model_name="reseller",
            name="pages_revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        )
    ]

"""Whether somebody confirmed what an import proposed of a draft."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("versions", "0007_editions"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="to_confirm",
            field=models.BooleanField(default=False),
        ),
    ]

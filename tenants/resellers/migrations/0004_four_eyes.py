"""Whether a second person must approve what is posted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("resellers", "0003_pages_revision")]

    operations = [
        migrations.AddField(
            model_name="reseller",
            name="four_eyes",
            field=models.BooleanField(
                default=False,
                help_text="A version is posted only in words approved by somebody who wrote none of them.",
                verbose_name="a second person approves",
            ),
        ),
    ]

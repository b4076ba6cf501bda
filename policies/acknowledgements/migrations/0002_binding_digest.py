"""What an acknowledgement names beside the version: its words with what the agreement says otherwise."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("acknowledgements", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="acknowledgement",
            name="binding_digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]

"""The edition that was shown."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("acknowledgements", "0001_initial")]

    operations = []

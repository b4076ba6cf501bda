"""Whether a second person must approve what is posted."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("resellers", "0003_pages_revision")]

    operations = []

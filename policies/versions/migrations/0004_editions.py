"""Language editions of a version."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("versions", "0003_schedule")]

    operations = []

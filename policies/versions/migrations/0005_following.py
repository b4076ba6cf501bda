"""Decisions about upstream's provisions, mandatory marks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("versions", "0004_editions")]

    operations = []

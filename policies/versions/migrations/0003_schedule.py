"""Postponed and withdrawn versions, the proof's standing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("versions", "0002_review")]

    operations = []

"""Review: comments, approvals, four eyes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("versions", "0001_initial")]

    operations = []

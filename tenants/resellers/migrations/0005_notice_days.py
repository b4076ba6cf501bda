"""The notice period before a version takes effect."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("resellers", "0004_four_eyes")]

    operations = []

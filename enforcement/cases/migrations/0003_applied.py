"""A determination cites no provision that did not apply to the customer."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_persons")]

    operations = []

"""What the search over provisions reads."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("versions", "0005_following")]

    operations = []

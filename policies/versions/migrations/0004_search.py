"""What the search over provisions reads: the words, and the letters for a slip of the pen."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("versions", "0003_schedule")]

    operations = [
        migrations.AddIndex(
            model_name="postedprovision",
            index=GinIndex(SearchVector("text", config="simple"), name="provision_words"),
        ),
        migrations.AddIndex(
            model_name="postedprovision",
            index=GinIndex(OpClass(models.F("text"), name="gin_trgm_ops"), name="provision_letters"),
        ),
    ]

"""One acknowledgement for each person, customer and the very words that bind: a deviation that begins asks anew."""

from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf


class Migration(migrations.Migration):
    dependencies = [("acknowledgements", "0003_editions")]

    operations = [
        migrations.RemoveConstraint(model_name="acknowledgement", name="acknowledgement_once"),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(
                F("version"),
                F("person"),
                F("customer"),
                Coalesce(NullIf(F("binding_digest"), Value("")), F("digest")),
                name="acknowledgement_once",
            ),
        ),
    ]

"""After how many days customers that have not acknowledged are reminded."""

import django.contrib.postgres.fields
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resellers", "0007_mail_rate"),
    ]

    operations = [
        migrations.AddField(
            model_name="reseller",
            name="reminder_days",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(
                    validators=[
                        django.core.validators.MinValueValidator(1),
                        django.core.validators.MaxValueValidator(365),
                    ]
                ),
                blank=True,
                default=list,
                help_text="Days after a material version was posted on which customers that have not acknowledged it are reminded, such as 3, 7, 14. Empty: nobody is reminded.",
                size=10,
                verbose_name="reminders after days",
            ),
        ),
    ]

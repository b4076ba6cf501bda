"""What a customer meets who has not acknowledged the version in force, and what the gate sees of the versions."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resellers", "0008_reminder_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="reseller",
            name="effects",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name="reseller",
            name="gate_editorial",
            field=models.CharField(
                choices=[
                    ("off", "Nothing"),
                    ("banner", "A banner on every page"),
                    ("page", "A page to pass before any other"),
                ],
                default="off",
                help_text="Nobody is ever asked to acknowledge it.",
                max_length=10,
                verbose_name="until an editorial version is read",
            ),
        ),
        migrations.AddField(
            model_name="reseller",
            name="gate_grace_hours",
            field=models.PositiveIntegerField(
                default=336,
                help_text="Counted for each person from when a notice of the version reached them; 336 hours are 14 days.",
                validators=[django.core.validators.MaxValueValidator(8784)],
                verbose_name="time of grace in hours",
            ),
        ),
        migrations.AddField(
            model_name="reseller",
            name="gate_material",
            field=models.CharField(
                choices=[
                    ("off", "Nothing"),
                    ("banner", "A banner on every page"),
                    ("page", "A page to pass before any other"),
                    ("block", "A banner, and a block once the time of grace is over"),
                ],
                default="banner",
                help_text="What a customer’s people meet in their account. Appeals, notices and reports stay open.",
                max_length=10,
                verbose_name="until a material version is acknowledged",
            ),
        ),
        migrations.AddConstraint(
            model_name="reseller",
            constraint=models.CheckConstraint(
                condition=models.Q(("gate_material__in", ["off", "banner", "page", "block"])),
                name="reseller_gate_material",
            ),
        ),
        migrations.AddConstraint(
            model_name="reseller",
            constraint=models.CheckConstraint(
                condition=models.Q(("gate_editorial__in", ["off", "banner", "page"])), name="reseller_gate_editorial"
            ),
        ),
    ]

"""What the sweep could not wake in a tenant is kept in the public schema, for operators to see."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resellers", "0010_heads_elsewhere"),
    ]

    operations = [
        migrations.CreateModel(
            name="SweepFailure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("room", models.CharField(max_length=50)),
                ("error", models.CharField(max_length=100)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=0)),
                (
                    "reseller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sweep_failures",
                        to="resellers.reseller",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("reseller", "room"), name="sweep_failure_once")],
            },
        ),
    ]

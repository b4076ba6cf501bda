"""Pictures that stand for the reseller."""

import uuid

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Logo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("data", models.BinaryField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("plate", models.CharField(blank=True, max_length=5)),
                ("uploaded_at", models.DateTimeField()),
                ("uploaded_by", models.UUIDField()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="logo",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1db772a44e8f4ee8286b20b4c47704fa8768cb0b",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_43579",
                    table="people_logo",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="logo",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="82ddd0afecc6446d44e05eb64cc56d865a7850c4",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_8c042",
                    table="people_logo",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="logo",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="19a842d578ebafe29b63053666efcc3abdb0f3ad",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_b2fa6",
                    table="people_logo",
                    when="BEFORE",
                ),
            ),
        ),
    ]

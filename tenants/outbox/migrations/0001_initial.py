"""What is to be sent outside."""

import uuid

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import tenants.resellers.migrating


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("item", models.UUIDField(db_index=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=500)),
            ],
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="attempt",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2b232080ea8b7d0ca049b629043c1d845e5c3633",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_8eec7",
                    table="outbox_attempt",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="attempt",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="da6fb83b9cff911c59bf726b53e85ecf09957897",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_2d6c7",
                    table="outbox_attempt",
                    when="BEFORE",
                ),
            ),
        ),
        tenants.resellers.migrating.AddTrigger(
            model_name="attempt",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="b33a4be1e0358f33fa98be687b3ebb6d1ee1af3b",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_3846f",
                    table="outbox_attempt",
                    when="BEFORE",
                ),
            ),
        ),
    ]

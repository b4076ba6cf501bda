"""On what an acknowledgement rests: authority or paper; declining; reminders. Rows from before rest on neither."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION rests_on_their_authority() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE theirs boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.customers_authority a
      WHERE a.id = $1 AND a.customer_id = $2 AND a.person = $3
        AND ($5 OR (a.starts_at <= $4 AND (a.ends_at IS NULL OR a.ends_at > $4))))', TG_TABLE_SCHEMA)
    INTO theirs USING NEW.authority_id, NEW.customer_id, NEW.person, NEW.at, NEW.method = 'paper';
  IF NOT theirs THEN
    RAISE EXCEPTION 'it rests on an authority of another person, or of another time' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rests_on_their_authority AFTER INSERT ON acknowledgements_acknowledgement
  FOR EACH ROW WHEN (NEW.authority_id IS NOT NULL) EXECUTE FUNCTION rests_on_their_authority();
CREATE TRIGGER rests_on_their_authority AFTER INSERT ON acknowledgements_decline
  FOR EACH ROW WHEN (NEW.authority_id IS NOT NULL) EXECUTE FUNCTION rests_on_their_authority();
CREATE FUNCTION paper_attested_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE good boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.acknowledgements_paper p
      WHERE p.id = $1 AND p.customer_id = $2 AND p.attested_by <> $3 AND p.recorded_at = $4)', TG_TABLE_SCHEMA)
    INTO good USING NEW.paper_id, NEW.customer_id, NEW.person, NEW.at;
  IF NOT good THEN
    RAISE EXCEPTION 'the paper is another customer''s, or its signer attests it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER paper_attested_by_another AFTER INSERT ON acknowledgements_acknowledgement
  FOR EACH ROW WHEN (NEW.paper_id IS NOT NULL) EXECUTE FUNCTION paper_attested_by_another();
ALTER TABLE acknowledgements_paper ADD CONSTRAINT attester_is_somebody
  FOREIGN KEY (attested_by) REFERENCES people_user (pseudonym);
"""

BACKWARD = """
ALTER TABLE acknowledgements_paper DROP CONSTRAINT attester_is_somebody;
DROP TRIGGER paper_attested_by_another ON acknowledgements_acknowledgement;
DROP FUNCTION paper_attested_by_another();
DROP TRIGGER rests_on_their_authority ON acknowledgements_decline;
DROP TRIGGER rests_on_their_authority ON acknowledgements_acknowledgement;
DROP FUNCTION rests_on_their_authority();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("acknowledgements", "0004_binding_once"),
        ("customers", "0003_authority"),
        ("versions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decline",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("binding_digest", models.CharField(max_length=64)),
                ("person", models.UUIDField()),
                (
                    "capacity",
                    models.CharField(
                        choices=[("representative", "Representative"), ("account_user", "Account user")], max_length=20
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("portal", "On the portal"),
                            ("api", "Through the API"),
                            ("paper", "Outside the portal, on paper"),
                        ],
                        max_length=20,
                    ),
                ),
                ("edition_language", models.CharField(max_length=20)),
                ("edition_digest", models.CharField(max_length=64)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("signed", "Signed paper"),
                            ("signing_service", "Signed with a signing service"),
                            ("mail", "Mail or letter"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("signed_on", models.DateField()),
                ("zone", models.CharField(max_length=50)),
                ("filename", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=40)),
                ("document_digest", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=200)),
                ("stated_authority", models.CharField(blank=True, max_length=200)),
                ("note", models.TextField(blank=True)),
                ("attested_by", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("days", models.PositiveSmallIntegerField()),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ReminderRun",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="acknowledgement",
            name="acknowledgement_method",
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="authority",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acknowledgements",
                to="customers.authority",
            ),
        ),
        migrations.AlterField(
            model_name="acknowledgement",
            name="method",
            field=models.CharField(
                choices=[
                    ("portal", "On the portal"),
                    ("api", "Through the API"),
                    ("paper", "Outside the portal, on paper"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="decline",
            name="authority",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="declines",
                to="customers.authority",
            ),
        ),
        migrations.AddField(
            model_name="decline",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="declines", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="decline",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="declines", to="versions.policyversion"
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="paper",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acknowledgement",
                to="acknowledgements.paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["portal", "api", "paper"])), name="acknowledgement_method"
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "paper"), ("paper__isnull", False)),
                    models.Q(models.Q(("method", "paper"), _negated=True), ("paper__isnull", True)),
                    _connector="OR",
                ),
                name="acknowledgement_on_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("authority__isnull", True), ("capacity", "representative"), _connector="OR"),
                name="acknowledgement_authority",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="versions.policyversion"
            ),
        ),
        migrations.AddField(
            model_name="reminderrun",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reminder_runs", to="versions.policyversion"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="acknowledgements.reminderrun"
            ),
        ),
        migrations.AddConstraint(
            model_name="decline",
            constraint=models.UniqueConstraint(
                fields=("version", "person", "customer", "binding_digest"), name="decline_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decline",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__in", ["representative", "account_user"])), name="decline_capacity"
            ),
        ),
        migrations.AddConstraint(
            model_name="decline",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["portal", "api"])), name="decline_method"
            ),
        ),
        migrations.AddConstraint(
            model_name="decline",
            constraint=models.CheckConstraint(
                condition=models.Q(("authority__isnull", True), ("capacity", "representative"), _connector="OR"),
                name="decline_authority",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decline",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="799ec3bd7c5809c5c699276fc4c4b0238799ba80",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_56385",
                    table="acknowledgements_decline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decline",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b09789bc760134d1d35f96d7bde8d67e9bc94ac4",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_e580b",
                    table="acknowledgements_decline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decline",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="f77ba875281e7edcb5087bb2dc39cf334dfbe594",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_fd2ad",
                    table="acknowledgements_decline",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(("means__in", ["signed", "signing_service", "mail", "other"])), name="paper_means"
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document_digest", ""), _negated=True), models.Q(("path", ""), _negated=True)
                ),
                name="paper_has_a_file",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paper",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="19a22911f50c5279b76ec9416c6adbabdd68b484",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_8f5a2",
                    table="acknowledgements_paper",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paper",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="964b746163d91a5e89340126da40b8d43c1af594",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_99ce8",
                    table="acknowledgements_paper",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paper",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="9e8fe3ac3851885488c950a460de14337a1a6468",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_24b4e",
                    table="acknowledgements_paper",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminderrun",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="64a702653d103d0f8b0525465987b3dee39a3906",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_bc64f",
                    table="acknowledgements_reminderrun",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminderrun",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d1d6ca05cb66c8ad20ff2a5979209f7f594483ed",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_70626",
                    table="acknowledgements_reminderrun",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminderrun",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="fcec0de93d761170c7821886c8f798644c0ba016",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_8837d",
                    table="acknowledgements_reminderrun",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("version", "customer", "since", "days"), name="reminder_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminder",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="430b9e6ff7954c297320dfaf762015cfd22c8421",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_05dba",
                    table="acknowledgements_reminder",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminder",
            trigger=pgtrigger.compiler.Trigger(
                name="undeletable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1d0f1009cac02a5dc1ba9c6bfb900ceb001ad518",
                    ignore_func_name="_pgtrigger_should_ignore",
                    operation="DELETE",
                    pgid="pgtrigger_undeletable_46043",
                    table="acknowledgements_reminder",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminder",
            trigger=pgtrigger.compiler.Trigger(
                name="untruncatable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="204769d89e0b98e61f961267da28d97461b70466",
                    ignore_func_name="_pgtrigger_should_ignore",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_untruncatable_69154",
                    table="acknowledgements_reminder",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

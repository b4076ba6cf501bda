"""In which language words were shown and acknowledged; the database knows which editions there are."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION acknowledged_edition_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE there boolean;
BEGIN
  IF NEW.edition_language <> '' THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.versions_policyversion v WHERE v.id = $1 AND (
        v.edition_digests ->> $2 = $3 OR (v.document ->> ''language'' = $2 AND v.digest = $3)))', TG_TABLE_SCHEMA)
      INTO there USING NEW.version_id, NEW.edition_language, NEW.edition_digest;
    IF NOT there THEN
      RAISE EXCEPTION 'the version has no such edition' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER acknowledged_edition_is_there BEFORE INSERT ON acknowledgements_acknowledgement
  FOR EACH ROW EXECUTE FUNCTION acknowledged_edition_is_there();
"""

BACKWARD = """
DROP TRIGGER acknowledged_edition_is_there ON acknowledgements_acknowledgement;
DROP FUNCTION acknowledged_edition_is_there();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("acknowledgements", "0002_binding_digest"),
        ("customers", "0002_deviations"),
        ("versions", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="acknowledgement",
            name="edition_digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="edition_language",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="view",
            name="edition_language",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("edition_digest", ""), ("edition_language", "")),
                    models.Q(
                        models.Q(("edition_language", ""), _negated=True),
                        models.Q(("edition_digest", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="acknowledgement_edition_whole",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

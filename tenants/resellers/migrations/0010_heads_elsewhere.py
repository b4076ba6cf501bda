"""Where the heads of a ledger go, and who stamps them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resellers", "0009_gate"),
    ]

    operations = [
        migrations.AddField(
            model_name="reseller",
            name="head_mailbox",
            field=models.EmailField(
                blank=True,
                help_text="Gets a signed head a day: best somebody else's.",
                max_length=254,
                verbose_name="mailbox for ledger heads",
            ),
        ),
        migrations.AddField(
            model_name="reseller",
            name="head_webhook_url",
            field=models.URLField(blank=True, verbose_name="webhook for ledger heads"),
        ),
        migrations.AddField(
            model_name="reseller",
            name="timestamp_url",
            field=models.URLField(
                blank=True,
                help_text="Stamps the heads of your ledger (RFC 3161).",
                verbose_name="time-stamping authority",
            ),
        ),
    ]

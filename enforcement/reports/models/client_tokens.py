"""What machines call their own reports by, so that one sent twice is one."""

import uuid

from django.db import models

from enforcement.reports.models.raw import RawReport
from enforcement.reports.models.reports import Report


class ClientToken(models.Model):
    """An account's own name for what it sent at an instant (UTC), forgotten after a day; `digest` is of the body.

    `key` is its Idempotency-Key, or the `report_id` of a XARF report; `account` is the pseudonym behind the API token.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="+")
    raw = models.ForeignKey(RawReport, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="client_token_once")]
        indexes = [models.Index(fields=["at"], name="client_token_at")]

    def __str__(self) -> str:
        return self.key

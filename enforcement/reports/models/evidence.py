"""The files that came with reports."""

import uuid

from django.db import models

from enforcement.reports.models.reports import Report
from tenants.resellers.freeze import frozen


class Evidence(models.Model):
    """A file that came with a report; named by its digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, models.PROTECT, related_name="evidence")
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    received_at = models.DateTimeField()

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return self.filename

"""Mails that answer what we wrote about a report, or that rooms above keep about one."""

import uuid

from django.db import models

from enforcement.reports.models.raw import RawReport
from enforcement.reports.models.reports import Report
from tenants.resellers.freeze import frozen


class RelatedMail(models.Model):
    """A mail that a room above keeps, and one of the reports that it is about: it is as sealed, and kept as long."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    raw = models.ForeignKey(RawReport, models.PROTECT, related_name="related")
    report = models.ForeignKey(Report, models.PROTECT, related_name="related_mails")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["raw", "report"], name="related_mail_once")]
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.id)


class ReportMail(models.Model):
    """A mail that answers what we wrote about a report: the reporter's, or a machine's, which is never answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, models.PROTECT, related_name="mails")
    raw = models.OneToOneField(RawReport, models.PROTECT, related_name="answer")
    sender = models.CharField(max_length=320, blank=True)
    automatic = models.BooleanField()
    text = models.TextField(blank=True)
    received_at = models.DateTimeField()

    class Meta:
        triggers = frozen(mutable=("text",))

    def __str__(self) -> str:
        return self.sender

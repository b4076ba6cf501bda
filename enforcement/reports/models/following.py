"""What a reporter says after the report, more words and files and one complaint; and the mail about its outcome."""

import uuid

from django.db import models

from enforcement.reports.models.reports import Reason, Report
from tenants.outbox.models import OutboxItem, OutboxStatus
from tenants.resellers.freeze import frozen


class Addition(models.Model):
    """Words that the reporter added on the report's own page, perhaps with files; empty once they are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, models.PROTECT, related_name="additions")
    words = models.TextField(blank=True)
    added_at = models.DateTimeField()

    class Meta:
        triggers = frozen(mutable=("words",))

    def __str__(self) -> str:
        return f"{self.report} {self.added_at:%Y-%m-%d %H:%M}"


class Complaint(models.Model):
    """The reporter says, once, that the outcome is wrong: somebody else than who completed it looks again.

    `reason`, `completed_at` and `completed_by` are those of the outcome complained about; where it is that of a case,
    `found` is its code and `found_by` who found it.
    """

    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="complaint")
    words = models.TextField(blank=True)
    filed_at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=Reason)
    completed_at = models.DateTimeField()
    completed_by = models.UUIDField(null=True)
    found = models.CharField(max_length=30, blank=True)
    found_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(found="", found_by=None) | ~models.Q(found="") & models.Q(found_by__isnull=False),
                name="complaint_found_by_somebody",
            )
        ]
        triggers = frozen(mutable=("words",))

    def __str__(self) -> str:
        return f"{self.report} {self.filed_at:%Y-%m-%d}"


class OutcomeMail(OutboxItem):
    """The mail that tells a reporter that there is an outcome; where it goes to is read when it is sent."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="outcome_mails")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "queued_at"], name="outcome_mail_once"),
            models.CheckConstraint(condition=models.Q(status__in=OutboxStatus.values), name="outcome_mail_status"),
        ]

    def __str__(self) -> str:
        return str(self.report)

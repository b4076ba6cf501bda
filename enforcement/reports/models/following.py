"""What a reporter says after the report, more words and files and one complaint; and the mails we send there."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class MailToReporter(OutboxItem):
    """A mail that tells a reporter that a report arrived, or that there is an outcome.

    Where it goes to is read when it is sent. Of reports that came in one mail `report` is the first, and `answering`
    the Message-ID of that mail.
    """

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Report arrived")
        OUTCOME = "outcome", _("Outcome")

    kind = models.CharField(max_length=20, choices=Kind)
    report = models.ForeignKey(Report, models.PROTECT, related_name="mails_to_reporter")
    answering = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "kind", "queued_at"], name="mail_to_reporter_once"),
            models.CheckConstraint(condition=models.Q(status__in=OutboxStatus.values), name="mail_to_reporter_status"),
            models.CheckConstraint(condition=models.Q(kind__in=["received", "outcome"]), name="mail_to_reporter_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.report_id}"

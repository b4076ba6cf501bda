"""What nobody is to look at, how long it must be kept, whom it was reported to, and what was removed."""

import uuid

from django.db import models
from django.db.models import Q

from enforcement.reports.models.evidence import Evidence
from enforcement.reports.models.raw import RawReport
from enforcement.reports.models.reports import Report
from tenants.resellers.freeze import frozen


class Sealing(models.Model):
    """A report was sealed with all that came with it: at arrival (`sealed_by` None), or by a person."""

    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="sealing")
    sealed_at = models.DateTimeField()
    sealed_by = models.UUIDField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.report} {self.sealed_at:%Y-%m-%d}"


class SealedText(models.Model):
    """Words of a sealed report, moved out of the row they stood in: `subject` is its id, `column` what it is called.

    `text` becomes empty where it repeats what was removed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, models.PROTECT, related_name="sealed_texts")
    subject = models.UUIDField()
    column = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "column"], name="sealed_text_once")]
        triggers = frozen(mutable=("text",))

    def __str__(self) -> str:
        return f"{self.column} {self.subject}"


class LegalHold(models.Model):
    """Everything that came with the report is kept until this ends; `placed_by` None: it was sealed at arrival."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, models.PROTECT, related_name="legal_holds")
    reason = models.TextField()
    placed_at = models.DateTimeField()
    placed_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_because="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
                name="legal_hold_ended_by_somebody",
            ),
        ]
        triggers = frozen(mutable=("ended_at", "ended_by", "ended_because"))

    def __str__(self) -> str:
        return f"{self.report} {self.placed_at:%Y-%m-%d}"


class AuthorityReport(models.Model):
    """The report was passed to an authority: which, when, and under which number it is known there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, models.PROTECT, related_name="authority_reports")
    authority = models.CharField(max_length=200)
    reference = models.CharField(max_length=200)
    reported_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(authority="") & ~Q(reference=""), name="authority_report_names_authority_and_number"
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.authority} {self.reference}"


class Removal(models.Model):
    """A file or a raw report was removed; its row stays, and this says when, by whom (None: its time was over), why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    evidence = models.OneToOneField(Evidence, models.PROTECT, null=True, related_name="removal")
    raw = models.OneToOneField(RawReport, models.PROTECT, null=True, related_name="removal")
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    removed_at = models.DateTimeField()
    removed_by = models.UUIDField(null=True)
    reason = models.TextField()
    file_gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence=None, raw__isnull=False) | Q(evidence__isnull=False, raw=None),
                name="removal_of_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["path"], condition=Q(file_gone_at=None), name="removal_file_to_go")]
        triggers = frozen(mutable=("file_gone_at",))

    def __str__(self) -> str:
        return self.digest

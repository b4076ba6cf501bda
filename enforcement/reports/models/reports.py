"""Abuse reports, who sent them, and how many came from where."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.customers.models import Customer, Service
from tenants.resellers.freeze import frozen


class ReportStatus(models.TextChoices):
    """Where a report stands."""

    QUEUED = "queued", _("Queued")
    PROCESSING = "processing", _("Processing")
    COMPLETED = "completed", _("Completed")


class Reason(models.TextChoices):
    """Why a report was completed."""

    CASE_OPENED = "case_opened", _("A case was opened")
    NO_VIOLATION = "no_violation", _("No violation found")
    NOT_OURS = "not_ours", _("Not one of our services")
    DUPLICATE = "duplicate", _("Reported already")
    UNUSABLE = "unusable", _("Not enough to go on")


class Source(models.TextChoices):
    """Which door a report came through; one intake behind all of them (R11)."""

    FORM = "form", _("Public form")
    CUSTOMER = "customer", _("Customer's form")
    API = "api", _("API")
    STAFF = "staff", _("Staff observation")


class Report(models.Model):
    """Somebody says that a violation happened. The words are frozen, the handling moves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    source = models.CharField(max_length=20, choices=Source)
    category = models.CharField(max_length=40)
    target = models.CharField(_("address, network, domain or number"), max_length=253)
    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"))
    description = models.TextField(_("what happened"))
    received_at = models.DateTimeField()
    follow_digest = models.CharField(max_length=64, unique=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="reports")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="reports")
    status = models.CharField(max_length=20, choices=ReportStatus, default=ReportStatus.QUEUED)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ReportStatus.values), name="report_status"),
            models.CheckConstraint(condition=Q(ended_at__gte=models.F("started_at")), name="report_span"),
            models.CheckConstraint(
                condition=Q(status="completed", completed_at__isnull=False, reason__in=Reason.values)
                | (~Q(status="completed") & Q(completed_at=None, reason="")),
                name="report_completed_with_reason",
            ),
        ]
        triggers = frozen(mutable=("service", "customer", "status", "reason", "completed_at"))

    def __str__(self) -> str:
        return f"R-{self.number}"

    @property
    def ahead(self) -> dt.timedelta | None:
        """How long after the report came in it says that something happened: the reporter's clock is ahead by that."""
        latest = max(self.started_at, self.ended_at)
        return latest - self.received_at if latest > self.received_at else None


class Reporter(models.Model):
    """Who reported; personal data that can be erased without touching the report."""

    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="reporter")
    name = models.CharField(_("your name"), max_length=150, blank=True)
    email = models.EmailField(_("your mail address"), blank=True)

    def __str__(self) -> str:
        return self.name or self.email


class SenderCount(models.Model):
    """How many reports came from one network in one hour; `network` is a keyed digest, forgotten after that hour."""

    network = models.CharField(max_length=64)
    hour = models.DateTimeField(db_index=True)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "hour"], name="sender_count_once")]

    def __str__(self) -> str:
        return str(self.number)

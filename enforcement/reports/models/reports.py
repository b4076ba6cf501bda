"""Abuse reports, who sent them, and how many came from where."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.reports.models.raw import RawReport, Source
from tenants.customers.models import Customer, Service
from tenants.resellers.freeze import frozen
from tenants.resellers.hourly_counts import HourlyCount


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
    MUTED = "muted", _("Not looked into")


class Triage(models.TextChoices):
    """Why a person has to look before a report is about one of the services; the first nine are the reading's."""

    UNREADABLE = "unreadable", _("It could not be read")
    NO_TARGET = "no_target", _("No address, domain or number is named")
    NOT_THE_SOURCE = "not_the_source", _("Only the reporter's own or the victim's addresses are named")
    PRIVATE_TARGET = "private_target", _("Only private addresses are named")
    SEVERAL_TARGETS = "several_targets", _("Several targets are named, and none stands out")
    NO_TIME = "no_time", _("No time is named")
    TIME_IN_DOUBT = "time_in_doubt", _("The time is in doubt")
    NO_CATEGORY = "no_category", _("No kind of violation is named")
    TOO_MUCH = "too_much", _("There is more in it than is read")
    NO_HOLDER = "no_holder", _("No service held it then")
    SEVERAL_HOLDERS = "several_holders", _("Several services held it then")
    OWN = "own", _("It is the company's own")
    TOO_OLD = "too_old", _("It happened too long ago")


class Report(models.Model):
    """Somebody says that a violation happened. The words are frozen, the handling moves.

    `targets` are what it is about (`{"target": "192.0.2.7", "port": 50122}`), `target` and `port` the first of them.
    With `triage`, target, kind and times may be missing, and a person says which service it is about, if any.

    Of a `sealed` report the words stand elsewhere (`SealedText`), where only an evidence custodian reads them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    source = models.CharField(max_length=20, choices=Source)
    raw = models.ForeignKey(RawReport, models.PROTECT, null=True, related_name="reports")
    place = models.PositiveSmallIntegerField(default=0)  # which of the incidents of one mail
    category = models.CharField(max_length=40, blank=True)
    target = models.CharField(_("address, network, domain or number"), max_length=253, blank=True)
    port = models.PositiveIntegerField(null=True)
    targets = models.JSONField(default=list)
    started_at = models.DateTimeField(_("started"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    description = models.TextField(_("what happened"), blank=True)
    sealed = models.BooleanField(default=False)
    identifier = models.CharField(_("the reporter's own number"), max_length=200, blank=True)
    triage = models.CharField(max_length=20, choices=Triage, blank=True)
    received_at = models.DateTimeField()
    follow_digest = models.CharField(max_length=64, unique=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="reports")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="reports")
    status = models.CharField(max_length=20, choices=ReportStatus, default=ReportStatus.QUEUED)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    completed_at = models.DateTimeField(null=True)
    completed_by = models.UUIDField(null=True)
    assigned_to = models.UUIDField(null=True)  # the pseudonym of who looks into it

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(completed_by=None) | Q(status="completed"), name="report_completed_by"),
            models.CheckConstraint(condition=Q(sealed=False) | Q(description=""), name="report_sealed_says_nothing"),
            models.CheckConstraint(condition=Q(status__in=ReportStatus.values), name="report_status"),
            models.CheckConstraint(condition=Q(ended_at__gte=models.F("started_at")), name="report_span"),
            models.CheckConstraint(condition=Q(triage__in=["", *Triage.values]), name="report_triage"),
            models.CheckConstraint(
                condition=~Q(triage="")
                | ~Q(category="") & ~Q(target="") & Q(started_at__isnull=False, ended_at__isnull=False),
                name="report_complete_or_triage",
            ),
            models.UniqueConstraint(fields=["raw", "place"], name="report_once_per_incident"),
            models.CheckConstraint(
                condition=Q(status="completed", completed_at__isnull=False, reason__in=Reason.values)
                | (~Q(status="completed") & Q(completed_at=None, reason="")),
                name="report_completed_with_reason",
            ),
        ]
        # The desk's lists: everything, what waits, and of that what is somebody's, nobody's service, or one service's.
        indexes = [
            models.Index(fields=["received_at", "id"], name="report_received"),
            models.Index(fields=["received_at", "id"], condition=~Q(status="completed"), name="report_waiting"),
            models.Index(
                fields=["assigned_to", "received_at", "id"], condition=~Q(status="completed"), name="report_assigned"
            ),
            models.Index(
                fields=["received_at", "id"],
                condition=~Q(status="completed") & Q(service=None),
                name="report_unmatched",
            ),
            models.Index(
                fields=["service", "received_at", "id"], condition=~Q(status="completed"), name="report_service_waiting"
            ),
            models.Index(
                fields=["category", "received_at", "id"], condition=~Q(status="completed"), name="report_kind_waiting"
            ),
            models.Index(fields=["customer", "-received_at"], name="report_of_customer"),
        ]
        triggers = frozen(
            mutable=(
                "service",
                "customer",
                "status",
                "reason",
                "completed_at",
                "completed_by",
                "assigned_to",
                "sealed",
                "description",
            )
        )

    def __str__(self) -> str:
        return f"R-{self.number}"

    @property
    def ahead(self) -> dt.timedelta | None:
        """How long after the report came in it says that something happened: the reporter's clock is ahead by that."""
        if self.started_at is None or self.ended_at is None:
            return None
        latest = max(self.started_at, self.ended_at)
        return latest - self.received_at if latest > self.received_at else None


class Reporter(models.Model):
    """Who reported; personal data that can be erased without touching the report."""

    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="reporter")
    name = models.CharField(_("your name"), max_length=150, blank=True)
    email = models.EmailField(_("your mail address"), blank=True)

    def __str__(self) -> str:
        return self.name or self.email


class SenderCount(HourlyCount):
    """How many reports came from one network, address or account in one hour."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "hour"], name="sender_count_once")]

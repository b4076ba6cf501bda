"""What a service may use of a resource in a period, the usage that was imported, and what was past it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenants.customers.models import Service
from tenants.resellers.freeze import frozen


class Period(models.TextChoices):
    """How long an allowance is for, in the reseller's time zone."""

    DAY = "day", _("a day")
    MONTH = "month", _("a calendar month")


class Allowance(models.Model):
    """Of one resource: an amount, or a share (in percent) of a pool of a size; frozen but for its end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.PROTECT, related_name="allowances")
    resource = models.CharField(max_length=60)
    unit = models.CharField(max_length=20)
    period = models.CharField(max_length=10, choices=Period)
    amount = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    pool = models.CharField(max_length=60, blank=True)
    pool_size = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    share = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    set_by = models.UUIDField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(period__in=Period.values), name="allowance_period"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, pool="", pool_size=None, share=None)
                | (Q(amount=None, pool_size__gt=0, share__gt=0, share__lte=100) & ~Q(pool="")),
                name="allowance_amount_or_share",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="allowance_span"
            ),
            models.UniqueConstraint(
                fields=["service", "resource"], condition=Q(ends_at=None), name="allowance_one_open"
            ),
        ]
        triggers = frozen(mutable=("ends_at",))

    def __str__(self) -> str:
        return self.resource


class Usage(models.Model):
    """What a service used from one instant to another, as it was imported; named by the meter's own reference."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.PROTECT, related_name="usage")
    resource = models.CharField(max_length=60)
    reference = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    amount = models.DecimalField(max_digits=24, decimal_places=6)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "resource", "reference"], name="usage_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at"), amount__gte=0), name="usage_span"),
        ]
        indexes = [models.Index(fields=["service", "resource", "starts_at"], name="usage_of_service")]
        triggers = frozen()

    def __str__(self) -> str:
        return self.reference


class ProposalStatus(models.TextChoices):
    """What became of a proposal; nothing happens by itself."""

    PROPOSED = "proposed", _("Proposed")
    OPENED = "opened", _("A case was opened")
    DISMISSED = "dismissed", _("Dismissed")


class CaseProposal(models.Model):
    """Usage past an allowance in one period, as it stood when it was first found; staff open a case or dismiss it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    allowance = models.ForeignKey(Allowance, models.PROTECT, related_name="proposals")
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    used = models.DecimalField(max_digits=24, decimal_places=6)
    allowed = models.DecimalField(max_digits=36, decimal_places=14)
    proposed_at = models.DateTimeField()
    status = models.CharField(max_length=20, choices=ProposalStatus, default=ProposalStatus.PROPOSED)
    status_at = models.DateTimeField()
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="proposals")
    dismissed_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["allowance", "period_start"], name="proposal_once_a_period"),
            models.CheckConstraint(condition=Q(used__gt=F("allowed")), name="proposal_past_the_allowance"),
            models.CheckConstraint(
                condition=Q(status="proposed", case=None, dismissed_because="")
                | Q(status="opened", case__isnull=False, dismissed_because="")
                | (Q(status="dismissed", case=None) & ~Q(dismissed_because="")),
                name="proposal_status",
            ),
        ]
        triggers = frozen(mutable=("status", "status_at", "case", "dismissed_because"))

    def __str__(self) -> str:
        return f"{self.allowance}: {self.used}"

"""What else a month's credits rest on: maintenance that was announced, and which customer was past due or claimed."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.credits.models.months import MONTH
from tenants.customers.models import Customer, Service
from tenants.resellers.freeze import frozen


class Maintenance(models.Model):
    """Maintenance announced before it began, of all services or of those named; it can be taken back until it is over.

    It excludes nothing by itself: only a level with a clause about maintenance does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(_("what is done"), max_length=200)
    everywhere = models.BooleanField()
    services = models.ManyToManyField(Service, through="MaintainedService", related_name="maintenance")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    announced_at = models.DateTimeField()
    announced_by = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="maintenance_span"),
            models.CheckConstraint(condition=Q(announced_at__lte=F("starts_at")), name="maintenance_announced_before"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | (
                    Q(withdrawn_at__gte=F("announced_at"), withdrawn_at__lt=F("ends_at"), withdrawn_by__isnull=False)
                    & ~Q(withdrawal_reason="")
                ),
                name="maintenance_withdrawn_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="maintenance_begun")]
        triggers = frozen(mutable=("withdrawn_at", "withdrawn_by", "withdrawal_reason"))

    def __str__(self) -> str:
        return self.title


class MaintainedService(models.Model):
    """A service that maintenance was announced for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    maintenance = models.ForeignKey(Maintenance, models.PROTECT, related_name="maintained")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["maintenance", "service"], name="maintained_once")]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.maintenance_id} {self.service_id}"


class PastDue(models.Model):
    """A customer owed what was due from `starts_at` until `ends_at` (null: still)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="past_dues")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="past_due_span"),
            models.UniqueConstraint(fields=["customer"], condition=Q(ends_at=None), name="past_due_one_open"),
        ]
        triggers = frozen(mutable=("ends_at",))

    def __str__(self) -> str:
        return f"{self.customer_id} {self.starts_at}"


class CreditClaim(models.Model):
    """A customer asked for the credit of a month, for all its services; `claimed_at` is when it reached the company."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="credit_claims")
    month = models.CharField(max_length=7)
    claimed_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "month"], name="credit_claim_once"),
            models.CheckConstraint(condition=Q(month__regex=MONTH), name="credit_claim_month"),
            models.CheckConstraint(condition=Q(claimed_at__lte=F("recorded_at")), name="credit_claim_not_to_come"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.customer_id} {self.month}"

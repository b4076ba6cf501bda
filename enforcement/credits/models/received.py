"""Credits that the vendor gave to the reseller: documents received, which name services by reference alone."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from enforcement.credits.models.months import MONTH
from tenants.resellers.freeze import frozen


class ReceivedCredit(models.Model):
    """A document by which a vendor credited the reseller for a month; `digest` is of what it says.

    The file is kept where one came, with the digest of its bytes. One that was wrong, or that the vendor superseded, is
    withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    vendor = models.CharField(max_length=200)
    reference = models.CharField(max_length=80)
    month = models.CharField(max_length=7)
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=13, decimal_places=3)
    digest = models.CharField(max_length=64)
    filename = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=200, blank=True)
    document_digest = models.CharField(max_length=64, blank=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "reference"], condition=Q(withdrawn_at=None), name="received_credit_once"
            ),
            models.CheckConstraint(condition=Q(month__regex=MONTH), name="received_credit_month"),
            models.CheckConstraint(condition=Q(total__gte=0), name="received_credit_not_negative"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="received_credit_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(path="", document_digest="", filename="")
                | ~(Q(path="") | Q(document_digest="") | Q(filename="")),
                name="received_credit_file",
            ),
        ]
        triggers = frozen(mutable=("withdrawn_by", "withdrawn_at", "withdrawal_reason"))

    def __str__(self) -> str:
        return f"{self.vendor} {self.reference}"


class ReceivedLine(models.Model):
    """What a document credits for some services and the time in which they were down.

    `intervals` are pairs of instants in UTC, in order; `starts_at` and `ends_at` are the first and the last of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    credit = models.ForeignKey(ReceivedCredit, models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    services = ArrayField(models.CharField(max_length=60))
    intervals = models.JSONField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    amount = models.DecimalField(max_digits=13, decimal_places=3)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["credit", "place"], name="received_line_place"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="received_line_span"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="received_line_not_negative"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return ", ".join(self.services)

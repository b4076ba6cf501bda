"""Credit statements, the exclusions in them, and their payments."""

import uuid
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Determination
from enforcement.credits.compact import expanded
from enforcement.credits.models.months import MONTH
from tenants.customers.models import Customer
from tenants.resellers.freeze import frozen


class StatementStatus(models.TextChoices):
    """Where a credit statement stands."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    ISSUED = "issued", _("Issued")
    SUPERSEDED = "superseded", _("Superseded")


class CreditStatement(models.Model):
    """A customer's credits for one month: `assessment` shows every interval; a changed fact makes a new one.

    `content` is the text whose SHA-256 the digest is; `computed_by` is the pseudonym of who asked for it, empty for the
    server's command line.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="credit_statements")
    month = models.CharField(max_length=7)
    sequence = models.PositiveSmallIntegerField()
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    timezone = models.CharField(max_length=50)
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=13, decimal_places=3)
    difference = models.DecimalField(max_digits=13, decimal_places=3)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    computed_at = models.DateTimeField()
    computed_by = models.UUIDField(null=True)
    status = models.CharField(max_length=20, choices=StatementStatus, default=StatementStatus.DRAFT)
    status_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "month", "currency", "sequence"], name="statement_sequence"),
            models.UniqueConstraint(
                fields=["customer", "month", "currency"],
                condition=~Q(status="superseded"),
                name="statement_one_standing",
            ),
            models.CheckConstraint(condition=Q(month__regex=MONTH), name="statement_month"),
            models.CheckConstraint(condition=Q(status__in=StatementStatus.values), name="statement_status"),
            models.CheckConstraint(
                condition=Q(sequence=1, supersedes=None, difference=F("total"))
                | Q(sequence__gt=1, supersedes__isnull=False),
                name="statement_supersedes",
            ),
        ]
        triggers = frozen(mutable=("status", "status_at"))

    def __str__(self) -> str:
        return f"CR-{self.number}"

    @cached_property
    def assessment(self) -> dict[str, Any]:
        """What the content says: each service with its terms and every stretch of time."""
        return expanded(self.content)


class Exclusion(models.Model):
    """A statement excludes time by a determination and a remedy provision (R10), between these two instants.

    Which seconds between them, and of which service, stands in the statement's content.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    statement = models.ForeignKey(CreditStatement, models.PROTECT, related_name="exclusions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="exclusions")
    remedy_key = models.CharField(max_length=120)
    remedy_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="exclusion_span"),
            models.UniqueConstraint(
                fields=["statement", "determination", "remedy_key", "remedy_digest"], name="exclusion_once"
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.starts_at} {self.ends_at}"


class Payment(models.Model):
    """What was due of a statement was paid out: once; `carried` was paid too much before and taken off it."""

    statement = models.OneToOneField(CreditStatement, models.PROTECT, primary_key=True, related_name="payment")
    amount = models.DecimalField(max_digits=13, decimal_places=3)
    carried = models.DecimalField(max_digits=13, decimal_places=3, default=0)
    currency = models.CharField(max_length=3)
    paid_by = models.UUIDField()
    paid_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0, carried__gte=0), name="payment_not_negative")]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

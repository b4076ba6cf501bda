"""Months that are computed, and those that are computed again."""

import uuid

from django.db import models
from django.db.models import F, Q

from enforcement.appeals.models import AppealDecision
from tenants.customers.models import Customer
from tenants.resellers.freeze import frozen

#: A month is written in one way: ASCII digits.
MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"


class CreditMonth(models.Model):
    """A month that credits were computed for, in the time zone that held when it began, whatever is set later."""

    month = models.CharField(max_length=7, primary_key=True)
    timezone = models.CharField(max_length=50)
    first_computed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(month__regex=MONTH), name="credit_month_written_once")]
        triggers = frozen()

    def __str__(self) -> str:
        return self.month


class Recomputation(models.Model):
    """A month of a customer that a worker computes again: an appeal took away what it rested on (R10).

    Without `decision`, an interruption of that month was recorded, ended, corrected, withdrawn or linked since.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision = models.ForeignKey(AppealDecision, models.PROTECT, null=True, related_name="recomputations")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="recomputations")
    month = models.CharField(max_length=7)
    marked_at = models.DateTimeField()
    marked_by = models.UUIDField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "customer", "month"], name="recomputation_once"),
            models.CheckConstraint(condition=Q(done_at=None) | Q(done_at__gte=F("marked_at")), name="recomputed_after"),
        ]
        indexes = [models.Index(fields=["customer", "month"], condition=Q(done_at=None), name="recomputation_waits")]
        triggers = frozen(mutable=("done_at",))

    def __str__(self) -> str:
        return f"{self.customer_id} {self.month}"

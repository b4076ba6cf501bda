"""Runs: a month that a worker computes, for whom it still has to, and what it would change where it only looks."""

import uuid

from django.db import models
from django.db.models import F, Q

from enforcement.credits.models.months import MONTH
from enforcement.credits.models.statements import CreditStatement
from tenants.customers.models import Customer


class CreditRun(models.Model):
    """Somebody asked for a month to be computed; a `preview` writes no statement, only what would change.

    A worker goes on where another one stopped. Of the `customers` it began with, some are `left`, and some `failed`;
    `made` and `unchanged` count statements.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    month = models.CharField(max_length=7)
    preview = models.BooleanField()
    asked_by = models.UUIDField(null=True)  # a pseudonym; None: the server's command line
    asked_at = models.DateTimeField()
    customers = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    failed = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "preview"], condition=Q(ended_at=None), name="credit_run_one_open"
            ),
            models.CheckConstraint(condition=Q(month__regex=MONTH), name="credit_run_month"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("asked_at")), name="credit_run_span"),
        ]
        indexes = [models.Index(fields=["month", "-asked_at"], name="credit_run_newest")]

    def __str__(self) -> str:
        return f"{self.month} {self.asked_at:%Y-%m-%d %H:%M}"


class RunCustomer(models.Model):
    """A customer that a run has still to compute or, with a `failure`, could not; one that is computed has no row."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="waiting")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "customer"], name="run_customer_once")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.failure}"


class PreviewedChange(models.Model):
    """What a preview found that a run would write: a first statement, or one that supersedes `before`."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="changes")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    before = models.ForeignKey(CreditStatement, models.PROTECT, null=True, related_name="+")
    total = models.DecimalField(max_digits=13, decimal_places=3)
    difference = models.DecimalField(max_digits=13, decimal_places=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "customer", "currency"], name="previewed_change_once")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.total} {self.currency}"

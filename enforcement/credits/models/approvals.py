"""The amount above which a credit takes a second person; who approved a statement, and who issued it as which note."""

import uuid

from django.db import models
from django.db.models import Q

from enforcement.credits.models.statements import CreditStatement
from tenants.resellers.freeze import frozen


class ApprovalLimit(models.Model):
    """From `set_at` on a credit of more than `amount` in the currency takes a second person; each change is a row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=13, decimal_places=3)
    set_by = models.UUIDField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["currency", "set_at"], name="approval_limit_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, currency__regex="^[A-Z]{3}$"), name="approval_limit_amount"
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class StatementApproval(models.Model):
    """Finance agreed with a draft; of a large credit somebody who neither computed nor issued it (invariant 6)."""

    statement = models.OneToOneField(CreditStatement, models.PROTECT, primary_key=True, related_name="approval")
    approved_by = models.UUIDField()
    approved_at = models.DateTimeField()

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.statement_id)


class StatementIssue(models.Model):
    """A statement was sent to the customer as a credit note: its number, and what was due of it at that instant.

    `credited` is the statement's total without what its month was paid, below zero where that was too much; `carried`
    is what other months were paid too much and is taken off it.
    """

    statement = models.OneToOneField(CreditStatement, models.PROTECT, primary_key=True, related_name="issue")
    number = models.PositiveIntegerField(unique=True)
    addressee = models.CharField(max_length=200)
    credited = models.DecimalField(max_digits=13, decimal_places=3)
    carried = models.DecimalField(max_digits=13, decimal_places=3)
    issued_by = models.UUIDField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(carried__gte=0), name="statement_issue_carries")]
        triggers = frozen()

    def __str__(self) -> str:
        return f"CN-{self.number}"

"""A case's outcome without a violation; a row of its own, so that no measure, appeal or exclusion can rest on it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.resellers.freeze import frozen


class FindingOutcome(models.TextChoices):
    """What was found instead of a violation; reporters are told it in these words."""

    NO_VIOLATION = "no_violation", _("No violation found")
    INSUFFICIENT_EVIDENCE = "insufficient_evidence", _("The evidence does not suffice")


class Finding(models.Model):
    """Staff looked and determined no violation; frozen. `words` are internal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="findings")
    outcome = models.CharField(max_length=30, choices=FindingOutcome)
    words = models.TextField()
    found_by = models.UUIDField()
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=FindingOutcome.values), name="finding_outcome"),
            models.CheckConstraint(condition=~Q(words=""), name="finding_says_why"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.get_outcome_display())

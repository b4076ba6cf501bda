"""Appeals against determinations and how another person decided them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Determination
from tenants.customers.models import Customer
from tenants.resellers.freeze import frozen


class AppealStatus(models.TextChoices):
    """Where an appeal stands."""

    FILED = "filed", _("Filed")
    IN_REVIEW = "in_review", _("In review")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    INADMISSIBLE = "inadmissible", _("Inadmissible")


class Outcome(models.TextChoices):
    """What became of the determination."""

    UPHELD = "upheld", _("Upheld")
    OVERTURNED = "overturned", _("Overturned")
    MODIFIED = "modified", _("Modified")


class Appeal(models.Model):
    """A customer says that a determination is wrong; the words are frozen, the handling moves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="appeals")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="appeals")
    words = models.TextField(_("why the determination is wrong"))
    filed_by = models.UUIDField()
    filed_at = models.DateTimeField()
    status = models.CharField(max_length=20, choices=AppealStatus, default=AppealStatus.FILED)
    status_at = models.DateTimeField()
    dismissed_because = models.TextField(blank=True)  # why it is inadmissible; a decision has a row of its own

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=AppealStatus.values), name="appeal_status"),
            models.CheckConstraint(
                condition=(Q(status="inadmissible") & ~Q(dismissed_because=""))
                | (~Q(status="inadmissible") & Q(dismissed_because="")),
                name="appeal_dismissed_with_reasons",
            ),
            models.UniqueConstraint(
                fields=["determination"], condition=Q(status__in=["filed", "in_review"]), name="appeal_one_open"
            ),
        ]
        triggers = frozen(mutable=("status", "status_at", "dismissed_because"))

    def __str__(self) -> str:
        return f"A-{self.number}"


class AppealDecision(models.Model):
    """How a third person decided: neither who decided nor who approved (invariant 6; also a trigger)."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, primary_key=True, related_name="decision")
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="appeal_decisions")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reasons = models.TextField()
    #: Modified: what was determined instead, by who reviewed.
    replacement = models.OneToOneField(Determination, models.PROTECT, null=True, related_name="replaces")
    decided_by = models.UUIDField()
    reviewed_by = models.UUIDField()
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="appeal_outcome"),
            models.CheckConstraint(condition=~Q(decided_by=F("reviewed_by")), name="appeal_another_person"),
            models.CheckConstraint(
                condition=Q(outcome="modified", replacement__isnull=False)
                | (~Q(outcome="modified") & Q(replacement=None)),
                name="appeal_modified_replaces",
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return self.outcome

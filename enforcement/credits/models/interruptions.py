"""Interruptions of services, those that never were, and what caused one."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Determination
from enforcement.credits.terms import Cause
from tenants.customers.models import Service
from tenants.resellers.freeze import frozen


class Interruption(models.Model):
    """A service did not work from `starts_at` until `ends_at`; frozen but for its end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.PROTECT, related_name="interruptions")
    reference = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    cause = models.CharField(_("cause"), max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "reference"], name="interruption_once"),
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="interruption_span"),
        ]
        triggers = frozen(mutable=("ends_at",))

    def __str__(self) -> str:
        return self.reference

    @property
    def attributed(self) -> "Attribution | None":
        """What staff said last of whose cause it was."""
        return max(self.attributions.all(), key=lambda one: one.sequence, default=None)

    @property
    def cause_found(self) -> "Causation | None":
        """What staff found last of the violation that caused it."""
        return max(self.causations.all(), key=lambda one: one.found_at, default=None)


class Withdrawal(models.Model):
    """An interruption was recorded and never was: it counts in nothing that is computed from now on."""

    interruption = models.OneToOneField(Interruption, models.PROTECT, primary_key=True, related_name="withdrawal")
    reason = models.TextField()
    withdrawn_by = models.UUIDField()
    withdrawn_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_says_why")]
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.interruption_id)


class FoundCause(models.TextChoices):
    """Whose cause staff say an interruption was; the company's own takes back what was said before."""

    COMPANY = "company", _("Ours")
    FORCE_MAJEURE = Cause.FORCE_MAJEURE.value, Cause.FORCE_MAJEURE.label
    OWN_ACT = Cause.OWN_ACT.value, Cause.OWN_ACT.label


class Attribution(models.Model):
    """Staff said what an interruption was caused by, and why; the latest counts, and those before stay to be read.

    It excludes nothing by itself: only a level with a clause about that cause does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    interruption = models.ForeignKey(Interruption, models.PROTECT, related_name="attributions")
    sequence = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=20, choices=FoundCause)
    reason = models.TextField()
    said_by = models.UUIDField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interruption", "sequence"], name="attribution_sequence"),
            models.CheckConstraint(condition=Q(cause__in=FoundCause.values), name="attribution_cause"),
            models.CheckConstraint(condition=~Q(reason=""), name="attribution_says_why"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.interruption_id} {self.cause}"


class Causation(models.Model):
    """Staff found that a determined violation caused an interruption (R10).

    Another one follows only where an appeal overturned the determination; the one before stays, and excludes nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    interruption = models.ForeignKey(Interruption, models.PROTECT, related_name="causations")
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="caused")
    found_by = models.UUIDField()
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interruption", "determination"], name="causation_once")]
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.interruption_id)

"""Interruptions of services, those that never were, and what caused one."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Determination
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

"""Interruptions of services, those that never were, and what caused one."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Determination
from enforcement.credits.terms import Cause
from tenants.customers.models import Service
from tenants.resellers.freeze import frozen

#: An end is said once; only monitoring, which reports its alert again, moves it, and only later.
ENDS_ONCE = pgtrigger.Trigger(
    name="ends_once",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("ends_at"),  # type: ignore[no-untyped-call]  # pgtrigger gives this one no types
    condition=pgtrigger.Q(old__ends_at__isnull=False, old__ends_at__df=pgtrigger.F("new__ends_at")),
    func="""
        IF NEW.ends_at IS NULL OR NEW.ends_at < OLD.ends_at OR NOT EXISTS (
            SELECT 1 FROM credits_monitoringalert WHERE interruption_id = NEW.id AND ends_at = NEW.ends_at
        ) THEN
            RAISE EXCEPTION 'pgtrigger: An interruption ends once; a correction is a row of its own';
        END IF;
        RETURN NEW;
    """,
)


class Interruption(models.Model):
    """A service did not work from `starts_at` until `ends_at`; frozen but for its end, which is said once.

    A correction is a row of its own that `replaces` one, which is withdrawn with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.PROTECT, related_name="interruptions")
    reference = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    cause = models.CharField(_("cause"), max_length=200, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "reference"], name="interruption_once"),
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="interruption_span"),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="interruption_replaces_another"),
        ]
        indexes = [models.Index(fields=["starts_at"], condition=Q(ends_at=None), name="interruption_goes_on")]
        triggers = [*frozen(mutable=("ends_at",)), ENDS_ONCE]

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
    """An interruption was recorded and never was, or not so: it counts in nothing that is computed from now on."""

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


class MonitoringAlert(models.Model):
    """What monitoring reported under one fingerprint and start, however often; kept though it names no known service.

    `name` is what its label says of the service. `interruption` is the one that it made. `ends_at` is the latest end
    reported, and `heard_at` when it was last reported to go on. Staff set it aside where it is about no service.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fingerprint = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=200)
    labels = models.JSONField()
    received_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    interruption = models.OneToOneField(Interruption, models.PROTECT, null=True, related_name="alert")
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fingerprint", "starts_at"], name="monitoring_alert_once"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="monitoring_alert_span"
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at=None, set_aside_by=None)
                | Q(set_aside_at__isnull=False, set_aside_by__isnull=False, interruption=None),
                name="monitoring_alert_set_aside",
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"], condition=Q(interruption=None, set_aside_at=None), name="monitoring_alert_waits"
            )
        ]
        triggers = frozen(mutable=("ends_at", "heard_at", "interruption", "set_aside_at", "set_aside_by"))

    def __str__(self) -> str:
        return f"{self.labels.get('alertname') or self.fingerprint}"


class MonitoringName(models.Model):
    """Which service monitoring means by a name that is no service's reference; None: no service of a customer."""

    name = models.CharField(max_length=200, primary_key=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="monitoring_names")
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

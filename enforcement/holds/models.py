"""Measures, the holds they put on services, statements of reasons, and calls to the provisioning endpoint."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Determination
from policies.versions.models import PostedProvision
from tenants.customers.models import Customer, Service
from tenants.outbox.models import OutboxItem, OutboxStatus
from tenants.resellers.freeze import frozen


class MeasureKind(models.TextChoices):
    """What is done about a violation."""

    WARNING = "warning", _("Warning")
    RESTRICTION = "restriction", _("Restriction")
    SUSPENSION = "suspension", _("Suspension")
    TERMINATION = "termination", _("Termination")


class MeasureStatus(models.TextChoices):
    """Where a measure stands."""

    PROPOSED = "proposed", _("Proposed")
    PENDING_APPROVAL = "pending_approval", _("Pending approval")
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")


class Ground(models.TextChoices):
    """Why a measure was taken without notice (R9)."""

    ONGOING_HARM = "ongoing_harm", _("Harm to others is going on")
    LEGAL_DUTY = "legal_duty", _("A law or an order requires it")
    NETWORK_PROTECTION = "network_protection", _("The network or its users must be protected")
    REPEATED = "repeated", _("The violation was repeated after a warning")


class Measure(models.Model):
    """An enforcement action on a determination (R9): what, on which service, from when, on which provision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="measures")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="measures")
    service = models.ForeignKey(Service, models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=20, choices=MeasureKind)
    without_notice = models.BooleanField()
    ground = models.CharField(max_length=30, choices=Ground, blank=True)
    remedy = models.ForeignKey(PostedProvision, models.PROTECT, related_name="measures")
    remedy_digest = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)  # None: until lifted
    needs_approval = models.BooleanField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    status = models.CharField(max_length=20, choices=MeasureStatus, default=MeasureStatus.PROPOSED)
    status_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=MeasureStatus.values), name="measure_status"),
            models.CheckConstraint(
                condition=Q(without_notice=False) | Q(ground__in=Ground.values), name="measure_ground"
            ),
            models.CheckConstraint(
                condition=~Q(kind="termination") | Q(needs_approval=True), name="measure_termination_approved"
            ),
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="measure_span"),
            models.UniqueConstraint(fields=["id", "proposed_by"], name="measure_proposer"),
        ]
        triggers = frozen(mutable=("status", "status_at"))

    def __str__(self) -> str:
        return f"{self.kind} {self.service_id}"


class MeasureApproval(models.Model):
    """Another person approved the measure; the database refuses the same one (invariant 6)."""

    measure = models.OneToOneField(Measure, models.PROTECT, primary_key=True, related_name="approval")
    proposed_by = models.UUIDField()
    approved_by = models.UUIDField()
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(proposed_by=F("approved_by")), name="measure_another_person"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.measure_id)


class HoldReason(models.TextChoices):
    """Whose hold it is; lifting one never lifts another (invariant 7)."""

    ABUSE = "abuse", _("Abuse")
    PAYMENT = "payment", _("Payment")
    REQUEST = "request", _("At the customer's request")


class Hold(models.Model):
    """A service is off from `starts_at` until `lifted_at`; enabled exactly if it has no open hold."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.PROTECT, related_name="holds")
    measure = models.OneToOneField(Measure, models.PROTECT, null=True, related_name="hold")
    reason = models.CharField(max_length=20, choices=HoldReason)
    note = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    placed_at = models.DateTimeField()
    placed_by = models.UUIDField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    lift_confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__gte=F("placed_at")), name="hold_not_backdated"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="hold_lifted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(reason="abuse", measure__isnull=False) | (~Q(reason="abuse") & Q(measure=None)),
                name="hold_abuse_has_measure",
            ),
        ]
        indexes = [models.Index(fields=["service"], condition=Q(lifted_at=None), name="hold_open")]
        triggers = frozen(mutable=("lifted_at", "lifted_by", "confirmed_at", "lift_confirmed_at"))

    def __str__(self) -> str:
        return f"{self.reason} {self.service_id}"


class StatementOfReasons(models.Model):
    """What the customer is told: provisions with text and digest, facts, duration, how to appeal. Frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    measure = models.OneToOneField(Measure, models.PROTECT, related_name="statement")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="statements_of_reasons")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    appeal_until = models.DateTimeField()  # promised, whatever the setting becomes

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return f"S-{self.number}"


class ProvisioningCall(OutboxItem):
    """A signed webhook to the reseller's provisioning endpoint about a hold, kept until it was taken."""

    hold = models.ForeignKey(Hold, models.PROTECT, related_name="calls")
    event = models.CharField(max_length=40)
    url = models.URLField()
    payload = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hold", "event"], name="call_once"),
            models.CheckConstraint(condition=Q(status__in=OutboxStatus.values), name="call_status"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | ~Q(status="delivered"), name="call_delivered_has_instant"
            ),
        ]

    def __str__(self) -> str:
        return self.event

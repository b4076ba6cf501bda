"""Service levels, interruptions, credit statements and the exclusions in them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.appeals.models import AppealDecision
from enforcement.cases.models import Determination
from tenants.customers.models import Customer, Service
from tenants.resellers.freeze import frozen


class ServiceLevel(models.Model):
    """What is promised a month and what is credited below it: tiers of [below percent, credit percent] as text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(_("name"), max_length=100, unique=True)
    tiers = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return self.name


class ServiceLevelTerm(models.Model):
    """From when until when a service has a service level."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.PROTECT, related_name="level_terms")
    level = models.ForeignKey(ServiceLevel, models.PROTECT, related_name="terms")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service"], condition=Q(ends_at=None), name="level_term_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.level_id}"


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


class StatementStatus(models.TextChoices):
    """Where a credit statement stands."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    ISSUED = "issued", _("Issued")
    SUPERSEDED = "superseded", _("Superseded")


class CreditStatement(models.Model):
    """A customer's credits for one month: `assessment` shows every interval; a changed fact makes a new one."""

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
    assessment = models.JSONField()
    digest = models.CharField(max_length=64)
    computed_at = models.DateTimeField()
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


class Exclusion(models.Model):
    """An interval that earns no credit, by which determination and which remedy provision (R10)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    statement = models.ForeignKey(CreditStatement, models.PROTECT, related_name="exclusions")
    service = models.ForeignKey(Service, models.PROTECT, related_name="exclusions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="exclusions")
    remedy_key = models.CharField(max_length=120)
    remedy_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="exclusion_span")]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.starts_at} {self.ends_at}"


class Recomputation(models.Model):
    """A month of a customer that a worker computes again, since an appeal took away what it rested on (R10)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision = models.ForeignKey(AppealDecision, models.PROTECT, related_name="recomputations")
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

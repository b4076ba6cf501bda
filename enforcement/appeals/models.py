"""Appeals against determinations and measures, and how another person decided them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Case, Determination
from enforcement.holds.models import Measure
from tenants.customers.models import Customer, Service
from tenants.resellers.freeze import frozen


class AppealStatus(models.TextChoices):
    """Where an appeal stands."""

    FILED = "filed", _("Filed")
    IN_REVIEW = "in_review", _("In review")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    INADMISSIBLE = "inadmissible", _("Inadmissible")


class Side(models.TextChoices):
    """Who writes about an appeal."""

    CUSTOMER = "customer", _("Customer")
    COMPANY = "company", _("Company")


class Outcome(models.TextChoices):
    """What became of what was appealed."""

    UPHELD = "upheld", _("Upheld")
    OVERTURNED = "overturned", _("Overturned")
    MODIFIED = "modified", _("Modified")


class Appeal(models.Model):
    """A customer says that a determination, or a measure, is wrong; the words are frozen, the handling moves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    determination = models.ForeignKey(Determination, models.PROTECT, null=True, related_name="appeals")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="appeals")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="appeals")
    words = models.TextField(_("why it is wrong"))
    filed_by = models.UUIDField()
    #: Staff filed it, as the customer asked by telephone or mail; who did reviews it not.
    on_behalf = models.BooleanField(default=False)
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
            models.CheckConstraint(
                condition=Q(determination__isnull=False, measure=None) | Q(determination=None, measure__isnull=False),
                name="appeal_of_one",
            ),
            models.UniqueConstraint(
                fields=["determination"],
                condition=Q(status__in=["filed", "in_review", "decided"]),
                name="appeal_of_determination_once",
            ),
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(status__in=["filed", "in_review", "decided"]),
                name="appeal_of_measure_once",
            ),
        ]
        triggers = frozen(mutable=("status", "status_at", "dismissed_because"))

    def __str__(self) -> str:
        return f"A-{self.number}"

    @property
    def against(self) -> Determination | Measure:
        """What is appealed."""
        found = self.measure or self.determination
        assert found is not None
        return found

    @property
    def at_issue(self) -> Determination | None:
        """The determination that is appealed, or that the appealed measure rests on; an interim suspension on none."""
        return self.measure.determination if self.measure else self.determination

    @property
    def case(self) -> Case:
        """The case that what is appealed belongs to."""
        return self.against.case

    @property
    def service(self) -> Service:
        """The service that it is about."""
        return self.against.service


class AppealMessage(models.Model):
    """What one side wrote to the other about an open appeal. Frozen; whose side somebody is on, a trigger asks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10, choices=Side)
    words = models.TextField()
    written_by = models.UUIDField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="appeal_message_has_a_side"),
            models.UniqueConstraint(fields=["id", "appeal"], name="appeal_message_of_appeal"),
        ]
        indexes = [models.Index(fields=["appeal", "written_at"], name="appeal_message_in_order")]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.side} {self.written_at:%Y-%m-%d %H:%M}"


class AppealEvidence(models.Model):
    """A file that was sent with an appeal, or with a message about it; named by its digest.

    `removed_at`: its time was over; the row stays. `file_gone_at`: the storage no longer holds it for this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="evidence")
    message = models.ForeignKey(AppealMessage, models.PROTECT, null=True, related_name="evidence")
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    file_gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file_gone_at=None) | Q(removed_at__isnull=False), name="appeal_evidence_gone_once_removed"
            ),
        ]
        indexes = [
            models.Index(fields=["path"], condition=Q(removed_at=None), name="appeal_evidence_kept"),
        ]
        triggers = frozen(mutable=("removed_at", "file_gone_at"))

    def __str__(self) -> str:
        return self.filename


class AppealDecision(models.Model):
    """How a third person decided: neither who decided nor who approved (invariant 6; also a trigger)."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, primary_key=True, related_name="decision")
    #: What was appealed, or what the appealed measure rests on; None: an interim suspension, which rests on none.
    determination = models.ForeignKey(Determination, models.PROTECT, null=True, related_name="appeal_decisions")
    #: Set where only a measure on it was appealed, and so decided about.
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="appeal_decisions")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reasons = models.TextField()
    #: Modified: what was determined instead, by who reviewed.
    replacement = models.OneToOneField(Determination, models.PROTECT, null=True, related_name="replaces")
    #: Of a measure, modified: what was proposed instead, by who reviewed.
    measure_instead = models.OneToOneField(Measure, models.PROTECT, null=True, related_name="replaces")
    decided_by = models.UUIDField()  # the determination, or the interim suspension
    reviewed_by = models.UUIDField()
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="appeal_outcome"),
            models.CheckConstraint(condition=~Q(decided_by=F("reviewed_by")), name="appeal_another_person"),
            models.CheckConstraint(
                condition=Q(outcome="modified", measure=None, replacement__isnull=False)
                | (~Q(outcome="modified", measure=None) & Q(replacement=None)),
                name="appeal_modified_replaces",
            ),
            models.CheckConstraint(
                condition=Q(measure_instead=None) | Q(outcome="modified", measure__isnull=False),
                name="appeal_measure_instead",
            ),
            models.CheckConstraint(
                condition=Q(determination__isnull=False)
                | Q(measure__isnull=False, outcome__in=["upheld", "overturned"]),
                name="appeal_interim_stands_or_not",
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return self.outcome

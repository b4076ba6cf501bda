"""Measures, the holds they put on services, statements of reasons, and calls to the provisioning endpoint."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Case, Determination
from policies.versions.models import PostedProvision
from tenants.customers.models import Customer, Service
from tenants.outbox.models import OutboxItem, OutboxStatus
from tenants.resellers.freeze import frozen


class MeasureKind(models.TextChoices):
    """What is done about a violation."""

    WARNING = "warning", _("Warning")
    RESTRICTION = "restriction", _("Restriction")
    INTERIM = "interim", _("Interim suspension")
    SUSPENSION = "suspension", _("Suspension")
    TERMINATION = "termination", _("Termination")
    REINSTATEMENT = "reinstatement", _("Reinstatement")


class Restricted(models.TextChoices):
    """What of a service a restriction takes away, while the rest runs."""

    OUTGOING_MAIL = "outgoing_mail", _("Outgoing mail")
    PORT = "port", _("A port")
    RATE = "rate", _("The rate")
    WEB = "web", _("The web")
    OTHER = "other", _("Something else")


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


#: An interim suspension lasts no longer; the database refuses a later end (ADR 0018).
INTERIM_LASTS = dt.timedelta(hours=72)


class Measure(models.Model):
    """An enforcement action (R9): what, on which services, from when, on which provision.

    It rests on a determination; an interim suspension on its case, and on what is thought to go on (`finding`).
    `service` is the first of its services. Its end moves later by an `Extension`, never otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.PROTECT, related_name="measures")
    determination = models.ForeignKey(Determination, models.PROTECT, null=True, related_name="measures")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="measures")
    service = models.ForeignKey(Service, models.PROTECT, related_name="measures")
    services: models.ManyToManyField[Service, "MeasuredService"] = models.ManyToManyField(
        Service, through="MeasuredService", related_name="measured_by"
    )
    kind = models.CharField(max_length=20, choices=MeasureKind)
    restricts = models.CharField(max_length=20, choices=Restricted, blank=True)
    restricts_detail = models.CharField(max_length=200, blank=True)
    without_notice = models.BooleanField()
    ground = models.CharField(max_length=30, choices=Ground, blank=True)
    finding = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    reinstates = models.ForeignKey("self", models.PROTECT, null=True, related_name="reinstatements")
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
            models.CheckConstraint(condition=Q(kind__in=MeasureKind.values), name="measure_kind"),
            models.CheckConstraint(
                condition=Q(without_notice=False) | Q(ground__in=Ground.values), name="measure_ground"
            ),
            models.CheckConstraint(
                condition=~Q(kind="termination") | Q(needs_approval=True), name="measure_termination_approved"
            ),
            models.CheckConstraint(
                condition=~Q(kind="reinstatement") | Q(needs_approval=True), name="measure_reinstatement_approved"
            ),
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="measure_span"),
            models.CheckConstraint(
                condition=Q(~Q(kind="interim"), determination__isnull=False, finding="")
                | Q(~Q(finding=""), kind="interim", determination=None, without_notice=True, ends_at__isnull=False),
                name="measure_rests_on",
            ),
            models.CheckConstraint(
                condition=~Q(kind="interim")
                | Q(ends_at__lte=F("proposed_at") + models.Value(INTERIM_LASTS, models.DurationField())),
                name="measure_interim_lapses",
            ),
            models.CheckConstraint(
                condition=Q(kind="restriction", restricts__in=Restricted.values)
                | Q(~Q(kind="restriction"), restricts="", restricts_detail=""),
                name="measure_restricts",
            ),
            models.CheckConstraint(
                condition=Q(kind="reinstatement", reinstates__isnull=False)
                | Q(~Q(kind="reinstatement"), reinstates=None),
                name="measure_reinstates",
            ),
            models.UniqueConstraint(fields=["id", "proposed_by"], name="measure_proposer"),
        ]
        indexes = [
            models.Index(fields=["proposed_at", "id"], name="measure_proposed"),
            models.Index(fields=["proposed_at"], condition=Q(status="pending_approval"), name="measure_pending"),
        ]
        triggers = frozen(mutable=("status", "status_at", "ends_at"))

    def __str__(self) -> str:
        return f"{self.kind} {self.service_id}"

    @property
    def statement(self) -> "StatementOfReasons":
        """The statement issued when it took effect; those of its extensions stand beside it."""
        return self.statements.get(extension=None)


class MeasuredService(models.Model):
    """One of the services that a measure is about. Frozen; of an interim suspension none follows another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="measured")
    service = models.ForeignKey(Service, models.PROTECT, related_name="measured")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "service"], name="measured_once")]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.measure_id} {self.service_id}"


class Extension(models.Model):
    """The end of an open measure moved later, and why. Frozen; the customer gets a statement of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="extensions")
    was = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.TextField()
    extended_by = models.UUIDField()
    extended_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("was")), name="extension_moves_later"),
            models.CheckConstraint(condition=Q(extended_at__lt=F("was")), name="extension_of_what_is_open"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_reason"),
            models.UniqueConstraint(fields=["measure", "was"], name="extension_once"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.measure_id} {self.ends_at:%Y-%m-%d}"


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
    MAINTENANCE = "maintenance", _("Maintenance")
    LEGAL_ORDER = "legal_order", _("Legal order")


class Hold(models.Model):
    """A service is off from `starts_at` until `lifted_at`; enabled exactly if it has no open hold.

    One that says what it `restricts` takes only that away: the service runs.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.PROTECT, related_name="holds")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="holds")
    reason = models.CharField(max_length=20, choices=HoldReason)
    restricts = models.CharField(max_length=20, choices=Restricted, blank=True)
    restricts_detail = models.CharField(max_length=200, blank=True)
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
            models.CheckConstraint(condition=Q(restricts="") | Q(reason="abuse"), name="hold_restricts"),
            models.CheckConstraint(condition=Q(reason__in=HoldReason.values), name="hold_reason"),
            models.UniqueConstraint(fields=["measure", "service"], name="hold_once_per_service"),
        ]
        indexes = [
            models.Index(fields=["service"], condition=Q(lifted_at=None), name="hold_open"),
            models.Index(fields=["placed_at", "id"], name="hold_placed"),
        ]
        triggers = frozen(mutable=("lifted_at", "lifted_by", "confirmed_at", "lift_confirmed_at"))

    def __str__(self) -> str:
        return f"{self.reason} {self.service_id}"


class StatementOfReasons(models.Model):
    """What the customer is told: provisions with text and digest, facts, duration, how to appeal. Frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="statements")
    extension = models.OneToOneField(Extension, models.PROTECT, null=True, related_name="statement")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="statements_of_reasons")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    appeal_until = models.DateTimeField()  # promised, whatever the setting becomes

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "extension"], name="statement_once", nulls_distinct=False)
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"S-{self.number}"


class ProvisioningCall(OutboxItem):
    """A signed webhook to the reseller's provisioning endpoint about a hold, kept until it was taken."""

    hold = models.ForeignKey(Hold, models.PROTECT, related_name="calls")
    event = models.CharField(max_length=40)
    # How often it was asked for anew: a receiver takes each as a message of its own.
    round = models.PositiveSmallIntegerField(default=0)
    url = models.URLField()
    payload = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hold", "event", "round"], name="call_once"),
            models.CheckConstraint(condition=Q(status__in=OutboxStatus.values), name="call_status"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | ~Q(status="delivered"), name="call_delivered_has_instant"
            ),
        ]

    def __str__(self) -> str:
        return self.event


class StatesPull(models.Model):
    """One reading of the provider's own list of states: what came of it. Frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pulled_at = models.DateTimeField()
    url = models.URLField()
    failure = models.CharField(max_length=300, blank=True)  # empty: it was read
    services = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)  # references of no service here
    differing = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-pulled_at"], name="pull_newest")]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.pulled_at:%Y-%m-%d %H:%M}"


class ProviderState(models.TextChoices):
    """What the provider says of a service that the holds here say otherwise of."""

    ON = "on", _("On, though a hold here is open")
    OFF = "off", _("Off, though no hold here is open")


class StateDifference(models.Model):
    """A service that the provider has on or off without us: from when it was found until it was gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.PROTECT, related_name="state_differences")
    state = models.CharField(max_length=3, choices=ProviderState)
    since = models.DateTimeField(null=True)  # as the provider says
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ProviderState.values), name="difference_state"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="difference_accepted_by_somebody",
            ),
            models.UniqueConstraint(fields=["service"], condition=Q(over_at=None), name="difference_once"),
        ]
        triggers = frozen(mutable=("seen_at", "accepted_at", "accepted_by", "over_at"))

    def __str__(self) -> str:
        return f"{self.service_id} {self.state}"

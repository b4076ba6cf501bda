"""Resellers, their hosts and the releases they offer downstream, in the public schema."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from tenants.resellers.freeze import frozen


class Status(models.TextChoices):
    """Whether a reseller's hosts are served."""

    PROVISIONING = "provisioning", _("Provisioning")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


class Gate(models.TextChoices):
    """What a customer's person meets who has not acknowledged, or not read, the version in force."""

    OFF = "off", _("Nothing")
    BANNER = "banner", _("A banner on every page")
    PAGE = "page", _("A page to pass before any other")
    BLOCK = "block", _("A banner, and a block once the time of grace is over")


#: What can be set for an editorial version: it never asks for an acknowledgement, so it blocks nobody.
EDITORIAL_GATES = [Gate.OFF, Gate.BANNER, Gate.PAGE]


class Reseller(TenantMixin):
    """A company that sells under its own copy of the AUP: "Company" in R3. The vendor is one too."""

    auto_create_schema = False

    name = models.CharField(_("name"), max_length=120)
    legal_name = models.CharField(_("legal name"), max_length=200)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    abuse_mailbox = models.EmailField(_("abuse mailbox"), blank=True)
    website = models.URLField(_("website"), help_text=_("Where you tell customers that your AUP is posted."))
    status = models.CharField(max_length=20, choices=Status, default=Status.PROVISIONING)
    upstream = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="downstream")
    accent = models.CharField(
        _("accent colour"), max_length=7, default="#1f5f8b", validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    # What of the logo every page needs: id, width, height, plate; empty where the name stands instead.
    logo = models.JSONField(default=dict, editable=False)
    timezone = models.CharField(_("time zone"), max_length=50, default="UTC")
    notice_days = models.PositiveSmallIntegerField(
        _("notice period in days"),
        default=0,
        help_text=_("How long before its effect a material version is posted. Some laws and agreements demand it."),
    )
    reminder_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(365)]),
        verbose_name=_("reminders after days"),
        default=list,
        blank=True,
        size=10,
        help_text=_(
            "Days after a material version was posted on which customers that have not acknowledged it are reminded,"
            " such as 3, 7, 14. Empty: nobody is reminded."
        ),
    )
    appeal_days = models.PositiveSmallIntegerField(
        _("days to appeal"),
        default=183,
        validators=[MinValueValidator(14), MaxValueValidator(3660)],
        help_text=_(
            "How long a customer may appeal against what is determined or done from now on: 14 days at least; 183 are"
            " six months. What was promised before stays."
        ),
    )
    evidence_limit = models.PositiveIntegerField(
        _("evidence kept, in MB"),
        default=10_000,
        validators=[MinValueValidator(1), MaxValueValidator(100_000_000)],
        help_text=_("Files that come with reports, all together. Of this, strangers fill nine tenths at most."),
    )
    evidence_days = models.PositiveSmallIntegerField(
        _("days until evidence is removed"),
        default=0,
        help_text=_(
            "Counted from when its report was completed; never while an appeal may be filed, a case is open or a legal"
            " hold stands. 0: it is removed only on request."
        ),
    )
    exclude_any_customer = models.BooleanField(
        _("exclude other customers' interruptions"),
        default=False,
        help_text=_("Widens R10: an interruption that a violation caused earns no credit for any customer."),
    )
    alert_service_label = models.CharField(
        _("label that names the service"),
        max_length=60,
        default="service",
        validators=[RegexValidator(r"^[a-zA-Z_][a-zA-Z0-9_]*$")],
        help_text=_("In alerts that your monitoring sends: which of their labels holds your number of the service."),
    )
    four_eyes = models.BooleanField(
        _("a second person approves"),
        default=False,
        help_text=_("A version is posted only in words approved by somebody who wrote none of them."),
    )
    mail_rate = models.PositiveIntegerField(
        _("mails a minute"),
        default=0,
        help_text=_("At most this many notices leave by mail a minute; 0: as they come."),
    )
    gate_material = models.CharField(
        _("until a material version is acknowledged"),
        max_length=10,
        choices=Gate,
        default=Gate.BANNER,
        help_text=_("What a customer’s people meet in their account. Appeals, notices and reports stay open."),
    )
    gate_editorial = models.CharField(
        _("until an editorial version is read"),
        max_length=10,
        choices=[(gate.value, gate.label) for gate in EDITORIAL_GATES],
        default=Gate.OFF,
        help_text=_("Nobody is ever asked to acknowledge it."),
    )
    gate_grace_hours = models.PositiveIntegerField(
        _("time of grace in hours"),
        default=14 * 24,
        validators=[MaxValueValidator(366 * 24)],
        help_text=_("Counted for each person from when a notice of the version reached them; 336 hours are 14 days."),
    )
    # The versions in force and to come, [number, significance, effect] each: the gate sees them without a query.
    effects = models.JSONField(default=list, editable=False)
    head_mailbox = models.EmailField(
        _("mailbox for ledger heads"), blank=True, help_text=_("Gets a signed head a day: best somebody else's.")
    )
    head_webhook_url = models.URLField(_("webhook for ledger heads"), blank=True)
    timestamp_url = models.URLField(
        _("time-stamping authority"), blank=True, help_text=_("Stamps the heads of your ledger (RFC 3161).")
    )
    provisioning_url = models.URLField(_("provisioning endpoint"), blank=True)
    provisioning_states_url = models.URLField(
        _("list of states"), blank=True, help_text=_("Asked once a day, with a signature, which services run.")
    )
    # Counts the changes of what public pages show, so that a page kept in memory is known to be stale without a query.
    pages_revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="reseller_status"),
            models.CheckConstraint(
                condition=models.Q(upstream__isnull=True) | ~models.Q(upstream=models.F("id")),
                name="reseller_not_own_upstream",
            ),
            models.CheckConstraint(condition=models.Q(gate_material__in=Gate.values), name="reseller_gate_material"),
            models.CheckConstraint(
                condition=models.Q(gate_editorial__in=EDITORIAL_GATES), name="reseller_gate_editorial"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        """The canonical host, without a port."""
        return str(self.domains.get(is_primary=True).domain)


class Domain(DomainMixin):
    """A host that a reseller is served on."""


class Release(models.Model):
    """A posted version that a reseller offers its downstream; written by the publisher only (row security)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    publisher = models.CharField(max_length=63, db_index=True)
    publisher_name = models.CharField(max_length=200)
    policy = models.SlugField()
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    values = models.JSONField()
    mandatory = models.JSONField(default=list)
    summary = models.TextField()
    effective_at = models.DateTimeField()
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publisher", "policy", "number"], name="release_number"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.publisher} {self.policy} {self.number}"


class ReviewRequest(models.Model):
    """A reseller asks its upstream to name people who review its appeals; written by it only (row security)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reseller = models.CharField(max_length=63)
    reseller_name = models.CharField(max_length=200)
    upstream = models.CharField(max_length=63, db_index=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reseller", "upstream"], condition=models.Q(ended_at=None), name="review_request_once"
            ),
        ]
        triggers = frozen(mutable=("ended_at",))

    def __str__(self) -> str:
        return f"{self.reseller} {self.upstream}"


class NamedReviewer(models.Model):
    """A person whom an upstream lets review a reseller's appeals; written by the upstream only (row security)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey(ReviewRequest, models.PROTECT, related_name="reviewers")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    named_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "email"], condition=models.Q(withdrawn_at=None), name="named_reviewer_once"
            ),
        ]
        triggers = frozen(mutable=("withdrawn_at",))

    def __str__(self) -> str:
        return self.name


class SweepFailure(models.Model):
    """What the sweep could not wake in a tenant; here until it could, for operators to see."""

    reseller = models.ForeignKey(Reseller, on_delete=models.CASCADE, related_name="sweep_failures")
    room = models.CharField(max_length=50)
    # Only the kind: what an error says may quote a tenant's rows. The log has it all.
    error = models.CharField(max_length=100)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reseller", "room"], name="sweep_failure_once")]

    def __str__(self) -> str:
        return f"{self.reseller_id} {self.room}: {self.error}"


class ClockOffset(models.Model):
    """How far the settable clock of tests, demo and story is from the database's; unused in production."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    offset = models.DurationField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="clock_offset_one_row")]

    def __str__(self) -> str:
        return str(self.offset)


class Blueprint(models.Model):
    """The SQL that makes a new tenant's schema, dumped from a migrated one on the same server."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sql = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="blueprint_one_row")]

    def __str__(self) -> str:
        return self.digest

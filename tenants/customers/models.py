"""Customers with their agreements, their services and what identified those, and who acts for them."""

import uuid
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, IntegerRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Func, Lookup, Q
from django.utils.translation import gettext_lazy as _

from tenants.customers.identifiers import shown
from tenants.people.models import User
from tenants.resellers.freeze import frozen


class Span(Func):
    """The time from one column until another (open where null), as a range PostgreSQL can compare."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class Ports(Func):
    """The ports from one column to another (all of them where null), as a range PostgreSQL can compare."""

    function = "int4range"
    output_field = IntegerRangeField()


class NetworkField(models.Field[str | None, str | None]):
    """A network or a single address in CIDR notation, IPv4 or IPv6."""

    description = "A network in CIDR notation"

    def db_type(self, connection: Any) -> str:
        """PostgreSQL's own type, so that containment and overlap are its operators."""
        return "cidr"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        """Networks as text, since psycopg answers with objects."""
        return None if value is None else str(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> str | None:  # noqa: FBT001, FBT002 - Django's signature
        """Text goes to the server as it is."""
        return None if value is None else str(value)


@NetworkField.register_lookup
class Overlaps(Lookup[str]):
    """`network__overlaps="192.0.2.7"`: equal to, around or inside it."""

    lookup_name = "overlaps"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL's operator, which the exclusion constraint's index serves."""
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} && {right}::inet", (*left_values, *right_values)


class Customer(models.Model):
    """Who holds the agreement: "You" in the AUP."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.CharField(_("reference"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """The Master Service Agreement the AUP is part of (R1); without one at T nothing bound the customer at T."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="agreements")
    number = models.CharField(_("agreement number"), max_length=60, unique=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    defined_terms = models.JSONField(_("defined terms"), default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="agreement_span"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Service(models.Model):
    """Something the customer buys under an agreement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="services")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="services")
    reference = models.CharField(_("reference"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    monthly_price = models.DecimalField(_("monthly price"), max_digits=13, decimal_places=3)  # now; see ServicePrice
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.reference} {self.name}"


class ServicePrice(models.Model):
    """What a service costs a month from an instant on; only credits and later readers look back at earlier ones."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.PROTECT, related_name="prices")
    monthly_price = models.DecimalField(max_digits=13, decimal_places=3)
    currency = models.CharField(max_length=3)
    starts_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "starts_at", "recorded_at"], name="service_price_once")
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.monthly_price} {self.currency}"


class Identifier(models.Model):
    """What told a service from others, and from when until when it held it.

    Where many services share one address, each holds a range of its ports (`port_from` to `port_to`, both included);
    without a range it holds all of them.
    """

    class Kind(models.TextChoices):
        NETWORK = "network", _("Address or network")
        DOMAIN = "domain", _("Domain")
        NUMBER = "number", _("Phone number")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20, choices=Kind)
    network = NetworkField(null=True, blank=True)
    value = models.CharField(max_length=253, blank=True)
    port_from = models.PositiveIntegerField(null=True, blank=True)
    port_to = models.PositiveIntegerField(null=True, blank=True)
    held_from = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="network", network__isnull=False, value="")
                | (Q(kind__in=["domain", "number"], network__isnull=True) & ~Q(value="")),
                name="identifier_value",
            ),
            models.CheckConstraint(
                condition=Q(port_from=None, port_to=None)
                | Q(kind="network", port_from__gte=1, port_to__gte=F("port_from"), port_to__lte=65_535),
                name="identifier_ports",
            ),
            ExclusionConstraint(
                name="identifier_network_held_once",
                expressions=[
                    (OpClass("network", name="inet_ops"), RangeOperators.OVERLAPS),
                    (Ports("port_from", "port_to", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                    (Span("held_from", "held_until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(network__isnull=False),
            ),
            ExclusionConstraint(
                name="identifier_value_held_once",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("value", RangeOperators.EQUAL),
                    (Span("held_from", "held_until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=~Q(value=""),
            ),
        ]

    def __str__(self) -> str:
        return self.value or f"{self.network}{self._ports}"

    @property
    def shown(self) -> str:
        """As people write it: a single address without its prefix length, its ports behind it."""
        if self.value:
            return self.value
        where = shown(str(self.network))
        return (f"[{where}]" if self._ports and ":" in where else where) + self._ports

    @property
    def _ports(self) -> str:
        return f":{self.port_from}-{self.port_to}" if self.port_from else ""


class Capacity(models.TextChoices):
    """In which capacity a person acts for a customer (R2)."""

    REPRESENTATIVE = "representative", _("Representative")
    ACCOUNT_USER = "account_user", _("Account user")


class Membership(models.Model):
    """A person who acts for a customer; a representative may bind it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    capacity = models.CharField(max_length=20, choices=Capacity)
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "user"], condition=Q(until=None), name="membership_once"),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="membership_capacity"),
        ]

    def __str__(self) -> str:
        return f"{self.user} / {self.customer}"


class Basis(models.TextChoices):
    """On what somebody's authority to bind a customer rests."""

    OFFICE = "office", _("Office held")
    POWER_OF_ATTORNEY = "power_of_attorney", _("Power of attorney")
    AGREEMENT = "agreement", _("Named in the agreement")
    STATED = "stated", _("Stated to us")


class Authority(models.Model):
    """On what basis a representative may bind the customer; frozen but for its end, which only comes earlier.

    The database lets `customer` and `person` (a pseudonym) be the membership's only, and that a representative's.
    `replaced` is who this person took over from; `recorded_by` is None for what stood here before authority was
    recorded. A document is optional; `document_digest` is of its bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="authorities")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="authorities")
    person = models.UUIDField()
    basis = models.CharField(max_length=20, choices=Basis)
    words = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    filename = models.CharField(max_length=200, blank=True)
    document_digest = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=200, blank=True)
    replaced = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="replaced_by")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="authority_basis"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="authority_span"
            ),
            models.CheckConstraint(
                condition=Q(filename="", document_digest="", path="")
                | (~Q(filename="") & ~Q(document_digest="") & ~Q(path="")),
                name="authority_document_whole",
            ),
        ]
        indexes = [models.Index(fields=["membership", "starts_at"], name="authority_of_membership")]
        triggers = frozen(mutable=("ends_at",))

    def __str__(self) -> str:
        label = str(Basis(self.basis).label)
        return f"{label}: {self.words}" if self.words else label


class DeviationEffect(models.TextChoices):
    """What a deviation does to the general text."""

    REPLACED = "replaced", _("Replaced by other words")
    ADDED = "added", _("Added")
    NOT_APPLIED = "not_applied", _("Not applied")


class Deviation(models.Model):
    """What an agreement says otherwise than the policy, and takes precedence (R1); frozen but for an end, set once.

    It names the policy's provision by `key`, as plain data. `digest` is of all it says, `document_digest` of the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="deviations")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="deviations")
    effect = models.CharField(max_length=20, choices=DeviationEffect)
    key = models.CharField(max_length=80)
    parent_key = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    discretionary = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    general_digest = models.CharField(max_length=64, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    filename = models.CharField(max_length=200)
    document_digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(effect__in=DeviationEffect.values), name="deviation_effect"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="deviation_span"
            ),
            models.CheckConstraint(
                condition=Q(effect="not_applied", text="") | (~Q(effect="not_applied") & ~Q(text="")),
                name="deviation_words",
            ),
            ExclusionConstraint(
                name="deviation_once_per_key",
                expressions=[
                    ("customer", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    (Span("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = frozen(mutable=("ends_at",))

    def __str__(self) -> str:
        return f"{self.agreement.number}: {self.key}"

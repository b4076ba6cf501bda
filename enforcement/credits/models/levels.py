"""Service levels with their versions, and which service has which level."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.credits.terms import Measured, Rounding
from tenants.customers.models import Service
from tenants.resellers.freeze import frozen


class ServiceLevel(models.Model):
    """What is promised a month and what is credited below it, by a name; its versions say what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(_("name"), max_length=100, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return self.name


class LevelVersion(models.Model):
    """What a service level agrees from `effective_at` until its next version; the first holds from the beginning.

    `tiers` are [below percent, credit percent], `hours` [weekday, from, until] with 1 for Monday, and `clauses` map a
    cause to the clause of the agreed level that excludes it; all as text. The database lets a version begin only after
    the one before it, and never in the past.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    level = models.ForeignKey(ServiceLevel, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    effective_at = models.DateTimeField()
    tiers = models.JSONField()
    measured = models.CharField(max_length=20, choices=Measured)
    hours = models.JSONField()
    rounding = models.CharField(max_length=20, choices=Rounding)
    digits = models.PositiveSmallIntegerField()
    shortest_seconds = models.PositiveIntegerField()
    clauses = models.JSONField()
    excluded_stays = models.BooleanField()
    maintenance_notice_hours = models.PositiveSmallIntegerField()
    cap_percent = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    cap_amount = models.DecimalField(max_digits=13, decimal_places=3, null=True)
    smallest_credit = models.DecimalField(max_digits=13, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, blank=True)
    claim_days = models.PositiveSmallIntegerField(null=True)
    past_due_clause = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "number"], name="level_version_number"),
            models.UniqueConstraint(fields=["level", "effective_at"], name="level_version_effective_once"),
            models.CheckConstraint(
                condition=Q(number=1) | Q(number__gt=1, effective_at__gte=F("recorded_at")),
                name="level_version_not_backdated",
            ),
            models.CheckConstraint(
                condition=Q(measured="month", hours=[]) | (Q(measured="service_hours") & ~Q(hours=[])),
                name="level_version_hours",
            ),
            models.CheckConstraint(
                condition=Q(rounding="exact", digits=0) | Q(rounding__in=["half_even", "floor"], digits__lte=6),
                name="level_version_rounding",
            ),
            models.CheckConstraint(
                condition=Q(cap_amount=None, smallest_credit=None, currency="")
                | ((Q(cap_amount__gt=0) | Q(smallest_credit__gt=0)) & ~Q(currency="")),
                name="level_version_currency",
            ),
            models.CheckConstraint(
                condition=Q(cap_percent=None) | Q(cap_percent__gt=0, cap_percent__lte=100), name="level_version_cap"
            ),
            models.CheckConstraint(condition=Q(claim_days=None) | Q(claim_days__gte=1), name="level_version_claim"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.level_id} {self.number}"


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

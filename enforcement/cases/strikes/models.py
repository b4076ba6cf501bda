"""What a violation of each category counts, at which sum which measure is suggested, and the strikes themselves."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenants.customers.models import Customer
from tenants.resellers.freeze import frozen


class Suggested(models.TextChoices):
    """Which measure a sum suggests; none is ever taken by it."""

    WARNING = "warning", _("Warning")
    RESTRICTION = "restriction", _("Restriction")
    SUSPENSION = "suspension", _("Suspension")
    TERMINATION = "termination", _("Termination")


class StrikeRule(models.Model):
    """What a violation of a category counts, and for how many days."""

    category = models.CharField(max_length=40, unique=True)
    weight = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(weight__gt=0, days__gt=0), name="strikerule_counts")]

    def __str__(self) -> str:
        return self.category


class StrikeThreshold(models.Model):
    """From which sum on which measure is suggested."""

    points = models.PositiveIntegerField(unique=True)
    suggests = models.CharField(max_length=20, choices=Suggested)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(points__gt=0), name="strikethreshold_points")]

    def __str__(self) -> str:
        return f"{self.points}: {self.suggests}"


class Strike(models.Model):
    """Made when a determination takes effect; frozen as the rules stood then, but for being undone, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    determination = models.OneToOneField("cases.Determination", models.PROTECT, related_name="strike")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="strikes")
    category = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weight__gt=0, expires_at__gt=F("given_at")), name="strike_counts"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("given_at")), name="strike_undone_later"
            ),
        ]
        indexes = [models.Index(fields=["customer", "given_at"], name="strikes_of_customer")]
        triggers = frozen(mutable=("undone_at",))

    def __str__(self) -> str:
        return f"{self.category}: {self.weight}"

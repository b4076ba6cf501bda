"""Service levels, and which service has which."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.customers.models import Service
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

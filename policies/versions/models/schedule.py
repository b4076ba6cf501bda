"""A scheduled version's effect put off: each move is a frozen row, and only with one may the instant move."""

import uuid

from django.db import models
from django.db.models import F, Q

from policies.versions.models.posted import PolicyVersion
from tenants.resellers.freeze import frozen


class Postponement(models.Model):
    """The effect of a scheduled version was put off, by whom and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="postponements")
    effect_before = models.DateTimeField()
    effect_after = models.DateTimeField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "effect_before"], name="postponement_once"),
            models.CheckConstraint(
                condition=Q(at__lt=F("effect_before"), effect_before__lt=F("effect_after")),
                name="postponement_before_effect",
            ),
        ]
        ordering = ["at"]
        triggers = frozen()

    def __str__(self) -> str:
        return self.reason

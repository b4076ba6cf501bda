"""What a vendor makes mandatory for the resellers below it."""

import uuid

from django.db import models
from django.db.models import Q

from policies.versions.models.posted import Policy


class MandatoryMark(models.Model):
    """A provision that resellers below may add to but not alter, and the contract that says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="mandatory_marks")
    key = models.CharField(max_length=120)
    basis = models.CharField(max_length=500)
    marked_at = models.DateTimeField()
    marked_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "key"], name="mandatory_once"),
            models.CheckConstraint(condition=~Q(basis=""), name="mandatory_has_basis"),
        ]

    def __str__(self) -> str:
        return self.key

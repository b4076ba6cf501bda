"""Which of one's own provisions says what one of upstream's does, where they have different keys."""

import uuid

from django.db import models
from django.db.models import Q

from policies.versions.models.posted import Policy


class Counterpart(models.Model):
    """Upstream's provision `theirs` is `own` here, in every version: keys are stable on both sides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="counterparts")
    publisher = models.CharField(max_length=63)
    theirs = models.CharField(max_length=120)
    own = models.CharField(max_length=120)
    said_at = models.DateTimeField()
    said_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "publisher", "theirs"], name="counterpart_once"),
            models.UniqueConstraint(fields=["policy", "publisher", "own"], name="counterpart_of_one"),
            models.CheckConstraint(condition=~Q(own=""), name="counterpart_named"),
        ]

    def __str__(self) -> str:
        return f"{self.theirs} = {self.own}"

"""A release being taken over, provision by provision, until the draft is posted."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.drafts.models import Draft


class Choice(models.TextChoices):
    """What became of one change that upstream offered."""

    TAKEN = "taken", _("Taken over")
    REWORDED = "reworded", _("Taken over in our own words")
    KEPT = "kept", _("Left as it was")


class TakeOver(models.Model):
    """A release being met with the draft; gone with it, while the ledger keeps every decision.

    `base_*` is what the draft followed before; once everything is decided (`decided_at`) it follows the release.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="take_overs")
    publisher = models.CharField(max_length=63)
    number = models.PositiveIntegerField()
    base_publisher = models.CharField(max_length=63, blank=True)
    base_number = models.PositiveIntegerField(null=True)
    base_document = models.JSONField(null=True)
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "publisher", "number"], name="take_over_once")]

    def __str__(self) -> str:
        return f"{self.publisher} {self.number}"


class Resolution(models.Model):
    """One decision about one offered change; with `before` it can be taken back until the draft is posted.

    `left` is the digest of the provision's own words after it, empty where it is gone; `moved` tells that it was moved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    take_over = models.ForeignKey(TakeOver, models.CASCADE, related_name="resolutions")
    key = models.CharField(max_length=120)
    choice = models.CharField(max_length=20, choices=Choice)
    before = models.JSONField()
    left = models.CharField(max_length=64, blank=True)
    moved = models.BooleanField()
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["take_over", "key"], name="resolution_once"),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="resolution_choice"),
        ]

    def __str__(self) -> str:
        return self.key

"""The shape of everything that is sent to another machine, and the attempts that failed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.resellers.freeze import frozen


class OutboxStatus(models.TextChoices):
    """How far an item has come."""

    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Sending")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")


class OutboxItem(models.Model):
    """One thing to be sent to one address, once, however often a worker dies.

    All instants are UTC; `lease_until` is of the real clock. `sent_at` is when the other side took it, `ended_at` when
    nothing more was to come of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    status = models.CharField(max_length=20, choices=OutboxStatus, default=OutboxStatus.QUEUED)
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


class Attempt(models.Model):
    """One attempt to send an item that failed: its number, from 1, and what was answered. Frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    item = models.UUIDField(db_index=True)
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.item} {self.number}"

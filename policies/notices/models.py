"""Notices and the whole life of each delivery."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.people.models import User
from tenants.resellers.freeze import frozen


class Channel(models.TextChoices):
    """How a notice reaches somebody."""

    MAIL = "mail", _("Mail")
    INBOX = "inbox", _("Portal inbox")


class DeliveryStatus(models.TextChoices):
    """Where a delivery stands; *seen* is an instant beside it."""

    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    BOUNCED = "bounced", _("Bounced")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class Notice(models.Model):
    """What is told: its kind names the templates, its content what they show. Frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=40)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, null=True, related_name="notices")
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    title = models.CharField(max_length=250)
    content = models.JSONField(default=dict)
    path = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"], name="notice_once_per_kind_and_subject"
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One notice to one person over one channel: once, however often a worker dies (invariant 4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries")
    recipient = models.ForeignKey(User, models.PROTECT, related_name="deliveries")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="deliveries")
    channel = models.CharField(max_length=20, choices=Channel)
    address = models.CharField(max_length=254, blank=True)
    status = models.CharField(max_length=20, choices=DeliveryStatus, default=DeliveryStatus.QUEUED)
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "recipient", "channel"], name="delivery_once"),
            models.CheckConstraint(condition=Q(status__in=DeliveryStatus.values), name="delivery_status"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | ~Q(status__in=["sent", "delivered", "bounced"]),
                name="delivery_sent_has_instant",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(status__in=["queued", "sending"]), name="delivery_due"
            ),
            models.Index(fields=["recipient", "channel"], name="delivery_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel}"

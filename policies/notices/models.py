"""Notices and the whole life of each delivery."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.outbox.models import OutboxItem
from tenants.people.models import User
from tenants.resellers.freeze import frozen


class Channel(models.TextChoices):
    """How a notice reaches somebody."""

    MAIL = "mail", _("Mail")
    INBOX = "inbox", _("Portal inbox")
    WEBHOOK = "webhook", _("Webhook")
    ATOM = "atom", _("Atom feed")


#: What a worker sends; an inbox is this database, and a feed is fetched.
SENT_BY_A_WORKER = (Channel.MAIL, Channel.WEBHOOK)


def default_channels() -> list[str]:
    """Returns how somebody is told who never chose."""
    return [Channel.MAIL.value, Channel.INBOX.value]


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


class Delivery(OutboxItem):
    """One notice to one person over one channel: once, however often a worker dies (invariant 4)."""

    # No index of their own, which each mail's update would pay: `delivery_once` and `delivery_recipient` begin so.
    notice = models.ForeignKey(Notice, models.PROTECT, db_index=False, related_name="deliveries")
    recipient = models.ForeignKey(User, models.PROTECT, db_index=False, related_name="deliveries")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="deliveries")
    channel = models.CharField(max_length=20, choices=Channel)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=20, blank=True, default="")
    # How often staff asked for it anew: each is another mail, with a Message-ID of its own.
    round = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=20, choices=DeliveryStatus, default=DeliveryStatus.QUEUED)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "recipient", "channel"], name="delivery_once"),
            models.CheckConstraint(condition=Q(status__in=DeliveryStatus.values), name="delivery_status"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="delivery_channel"),
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
            models.Index(fields=["-ended_at"], condition=Q(status="bounced"), name="delivery_bounced"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel}"


class DeliveryEventKind(models.TextChoices):
    """What servers, providers and staff say of a delivery after it was sent."""

    DELAYED = "delayed", _("Delayed")
    DELIVERED = "delivered", _("Delivered")
    BOUNCED = "bounced", _("Bounced")
    COMPLAINED = "complained", _("Reported as unwanted")
    AGAIN = "again", _("Asked for anew")


class DeliveryEvent(models.Model):
    """One thing that a bounce, a provider or staff said about a delivery. Frozen.

    `source` names it where the same thing may be said twice: a provider's event, a bounce's Message-ID.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    what = models.CharField(max_length=20, choices=DeliveryEventKind)
    words = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=200, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=DeliveryEventKind.values), name="delivery_event_what"),
            models.UniqueConstraint(fields=["delivery", "what", "source"], name="delivery_event_once"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.what}"


class SendingStatus(models.TextChoices):
    """Whether workers may take a notice's deliveries up."""

    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    CANCELLED = "cancelled", _("Cancelled")


class Sending(models.Model):
    """How the sending of one notice is controlled; a notice without a row was never touched and runs."""

    notice = models.OneToOneField(Notice, models.PROTECT, primary_key=True, related_name="sending")
    status = models.CharField(max_length=20, choices=SendingStatus, default=SendingStatus.RUNNING)
    reason = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=SendingStatus.values), name="sending_status"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.status}"


class Preference(models.Model):
    """How a person wants to be told; without a row by mail and in the portal, in the reseller's language."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="notice_preference")
    channels = ArrayField(models.CharField(max_length=20, choices=Channel), default=default_channels)
    language = models.CharField(max_length=20, blank=True)
    webhook_url = models.CharField(max_length=300, blank=True)
    feed_digest = models.CharField(max_length=64, null=True, unique=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(channels__contained_by=list(Channel.values)), name="preference_channels"
            ),
            models.CheckConstraint(
                condition=~Q(channels__contains=["webhook"]) | ~Q(webhook_url=""), name="preference_webhook_has_address"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.channels)


class Pace(models.Model):
    """How much of the tenant's rate of mails is left: one row, locked by whoever claims."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    left = models.IntegerField()  # thousandths of a mail
    at = models.DateTimeField()  # by the real clock

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="pace_one_row")]

    def __str__(self) -> str:
        return str(self.left)

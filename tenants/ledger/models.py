"""Entries of the ledger, which of them wait to be sealed, and the sealed tree's heads."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.outbox.models import OutboxItem, OutboxStatus
from tenants.resellers.freeze import frozen


class Entry(models.Model):
    """One act: what, when, by whom (a pseudonym), on which thing, with which facts."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    by = models.UUIDField(null=True)  # None: the system itself, such as a sweep
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="entry_subject"),
            models.Index(fields=["-at"], name="entry_at"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.id} {self.verb}"


class Unsealed(models.Model):
    """Entries that no tree head covers yet; the sealer empties it of what is committed."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="unsealed")

    def __str__(self) -> str:
        return str(self.entry_id)


class Personal(models.Model):
    """A personal value whose salted digest an entry carries; deleting this row erases the value, not the entry."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="personal")
    name = models.CharField(max_length=40)
    salt = models.BinaryField(max_length=16)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="personal_name")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class Leaf(models.Model):
    """Where an entry stands in the tree, and the hash it was sealed with."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="leaf")
    hash = models.BinaryField(max_length=32)

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.index)


class Block(models.Model):
    """The hash over one full block of leaves, `merkle.BLOCK` of them: what a proof reads in place of the leaves."""

    index = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.index)


class TreeHead(models.Model):
    """The signed root over the first `size` leaves, with the frontier the next seal goes on from."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    frontier = models.JSONField()
    at = models.DateTimeField()
    signed = models.TextField()

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.size)


class PublicationKind(models.TextChoices):
    """How a signed head is made known elsewhere."""

    MAIL = "mail", _("By mail")
    WEBHOOK = "webhook", _("By webhook")
    STAMP = "stamp", _("Time stamp")


class HeadPublication(OutboxItem):
    """One head on its way to one place, once, however often a worker dies."""

    head = models.ForeignKey(TreeHead, models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=10, choices=PublicationKind)
    address = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["head", "kind"], name="publication_once"),
            models.CheckConstraint(condition=models.Q(kind__in=PublicationKind.values), name="publication_kind"),
            models.CheckConstraint(condition=models.Q(status__in=OutboxStatus.values), name="publication_status"),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=False) | ~models.Q(status="delivered"),
                name="publication_delivered_has_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head_id} {self.kind}"


class Stamp(models.Model):
    """What a time-stamping authority signed over a head (RFC 3161): it was there at `at` (UTC). Frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    head = models.OneToOneField(TreeHead, models.PROTECT, related_name="stamp")
    authority = models.CharField(max_length=300)
    response = models.BinaryField()
    at = models.DateTimeField()
    trusted = models.BooleanField()

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.head_id} {self.at}"

"""The files that came with reports."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from enforcement.reports.models.following import Addition
from enforcement.reports.models.reports import Report
from tenants.resellers.freeze import frozen


class Claim(models.TextChoices):
    """Whether a file has the digest that its sender claimed."""

    NONE = "none", _("No digest was claimed")
    MATCHES = "matches", _("As claimed")
    DIFFERS = "differs", _("Not the digest that was claimed")
    UNKNOWN = "unknown", _("A digest was claimed that cannot be checked")


class Evidence(models.Model):
    """A file that came with a report, or was added to it later; named by its digest.

    `claimed` holds the digests that the sender claimed, as `sha256:…`. The name of a sealed file is empty here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, models.PROTECT, related_name="evidence")
    addition = models.ForeignKey(Addition, models.PROTECT, related_name="evidence", null=True)
    filename = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    claimed = models.JSONField(default=list)
    claim = models.CharField(max_length=10, choices=Claim, default=Claim.NONE)
    path = models.CharField(max_length=200)
    received_at = models.DateTimeField()

    class Meta:
        triggers = frozen(mutable=("filename",))

    def __str__(self) -> str:
        return self.filename or self.digest[:12]


class EvidenceUse(models.Model):
    """How many bytes of evidence this reseller keeps; one row, changed with every file that comes or goes."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="evidence_use_one_row")]

    def __str__(self) -> str:
        return str(self.size)


class NetworkUse(models.Model):
    """How many bytes of files came from one network on a day; `network` is a keyed digest, forgotten the day after."""

    network = models.CharField(max_length=64)
    day = models.DateField(db_index=True)
    size = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "day"], name="network_use_once")]

    def __str__(self) -> str:
        return str(self.size)

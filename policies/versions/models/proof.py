"""What the declared website served, and the alarm that stands while it does not show the policy in force (R4)."""

import uuid

from django.db import models
from django.db.models import F, Q

from policies.versions.models.posted import Policy, PolicyVersion
from tenants.resellers.freeze import frozen


class PostingProof(models.Model):
    """What an address that the reseller declares as its website really served (R4).

    It shows the version where the version's digest stands in it, or (`framed`) where it frames our page, which does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="proofs")
    url = models.URLField()
    fetched_at = models.DateTimeField()
    http_status = models.PositiveSmallIntegerField(null=True)  # None: no answer
    body = models.BinaryField()
    digest = models.CharField(max_length=64)
    shows_version = models.BooleanField()
    framed = models.BooleanField(default=False)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return self.url


class WebsiteAlarm(models.Model):
    """From one proof to another the website did not show the policy in force; staff were mailed once for each."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="website_alarms")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(PostingProof, models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(PostingProof, models.PROTECT, null=True, related_name="+")
    raise_mailed_at = models.DateTimeField(null=True)
    clear_mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy"], condition=Q(cleared_at=None), name="alarm_one_open"),
            models.CheckConstraint(
                condition=Q(cleared_at=None, cleared_by=None, clear_mailed_at=None)
                | Q(cleared_at__gte=F("raised_at"), cleared_by__isnull=False),
                name="alarm_cleared_by_a_proof",
            ),
        ]
        triggers = frozen(mutable=("cleared_at", "cleared_by", "raise_mailed_at", "clear_mailed_at"))

    def __str__(self) -> str:
        return str(self.raised_at)

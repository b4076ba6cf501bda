"""Transparency reports that were published."""

import uuid

from django.db import models
from django.db.models import F, Q

from tenants.resellers.freeze import frozen


class Publication(models.Model):
    """What was published about a period; frozen. A correction is a new row that supersedes the one before.

    `content` is as `computing` makes it, `digest` SHA-256 over its canonical JSON (RFC 8785).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    period = models.CharField(max_length=30)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sequence = models.PositiveSmallIntegerField()
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    correction = models.TextField(blank=True)  # what was corrected; anyone reads it
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "sequence"], name="transparency_once"),
            models.CheckConstraint(
                condition=Q(sequence=1, supersedes=None, correction="")
                | Q(Q(sequence__gt=1, supersedes__isnull=False), ~Q(correction="")),
                name="transparency_corrects",
            ),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="transparency_span"),
            models.CheckConstraint(condition=Q(published_at__gte=F("ends_at")), name="transparency_of_what_is_over"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.period}.{self.sequence}"

"""A posted version in other languages."""

import uuid

from django.db import models

from policies.versions.models.posted import PolicyVersion
from tenants.resellers.freeze import frozen


class Edition(models.Model):
    """A posted version in another language, frozen; the version names its digest, and its own words govern."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="editions")
    language = models.CharField(max_length=20)
    document = models.JSONField()
    template = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="edition_once")]
        ordering = ["language"]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"

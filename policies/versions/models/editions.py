"""One version in several languages: editions being prepared beside a draft, and those posted with a version."""

import uuid

from django.db import models

from policies.versions.models.posted import Draft, PolicyVersion
from tenants.resellers.freeze import frozen


class PreparedEdition(models.Model):
    """The draft in another language; gone with it, and carried along when the next one begins.

    `words` maps a provision's key (empty: the title) to its text and to the governing words `of` which it is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="editions")
    language = models.CharField(max_length=20)
    words = models.JSONField(default=dict)
    updated_at = models.DateTimeField()
    updated_by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "language"], name="prepared_once")]

    def __str__(self) -> str:
        return self.language


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

"""The draft in another language, prepared beside it."""

import uuid

from django.db import models

from policies.drafts.models.draft import Draft


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

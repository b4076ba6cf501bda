"""Who wrote a draft, who approved exactly which words of it, and what was said about its provisions.

These rows outlive the draft, which is gone once it is posted: they name it by id and are no foreign keys.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from policies.versions.models.posted import Policy
from tenants.resellers.freeze import frozen


class DraftWriter(models.Model):
    """One person who changed words of a draft; the database adds it with the change, whatever code made that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.UUIDField()
    person = models.UUIDField()
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "person"], name="writer_once")]
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.person)


class DraftApproval(models.Model):
    """Somebody approved these words: `template` as they were written, `document` with the values in.

    `edition_digests` names, by language, the editions that were approved with them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="approvals")
    draft = models.UUIDField()
    revision = models.PositiveIntegerField()
    template = models.JSONField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    edition_digests = models.JSONField(default=dict)
    approved_by = models.UUIDField()
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "revision"], name="approval_once")]
        triggers = frozen()

    def __str__(self) -> str:
        return self.digest


class DraftComment(models.Model):
    """What a reviewer or writer says at a provision (`key`; empty: of the whole draft), in a thread of answers.

    `words` is the provision's text it spoke about and `digest` that of the provision, so that a later reader sees
    whether it still says so. `returned`: with it the draft was given back to its writers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="comments")
    draft = models.UUIDField(db_index=True)
    key = models.CharField(max_length=120, blank=True)
    thread = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers")
    text = models.TextField()
    words = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()
    returned = models.BooleanField(default=False)
    said_by = models.UUIDField()
    said_at = models.DateTimeField()
    resolved_by = models.UUIDField(null=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, thread=None),
                name="comment_resolved_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(thread=F("id")), name="comment_answers_another"),
        ]
        triggers = frozen(mutable=("resolved_by", "resolved_at"))

    def __str__(self) -> str:
        return self.text[:60]

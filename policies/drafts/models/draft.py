"""A policy's draft: the words being worked on until they are posted."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.versions.models import Policy


class DraftStatus(models.TextChoices):
    """Where a draft stands."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")


class Draft(models.Model):
    """The words being worked on: `document` with variables unfilled, `values` to fill them with at posting.

    `unconfirmed` holds the keys of the provisions of which nobody has confirmed yet what an import proposed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    policy = models.OneToOneField(Policy, models.PROTECT, related_name="draft")
    document = models.JSONField()
    values = models.JSONField(default=dict)
    base_publisher = models.CharField(max_length=63, blank=True)
    base_number = models.PositiveIntegerField(null=True)
    base_document = models.JSONField(null=True)
    status = models.CharField(max_length=20, choices=DraftStatus, default=DraftStatus.DRAFT)
    unconfirmed = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(status__in=DraftStatus.values), name="draft_status")]

    def __str__(self) -> str:
        return f"{self.policy} (draft)"

    @property
    def to_confirm(self) -> bool:
        """Whether something that an import proposed is not confirmed yet."""
        return bool(self.unconfirmed)

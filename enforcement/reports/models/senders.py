"""Senders whose reports nobody looks into."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MutedSender(models.Model):
    """Whose reports nobody looks into: an address, or a domain with all below it. `ended_at` is when that ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sender = models.CharField(_("address or domain"), max_length=254)
    reason = models.CharField(_("why"), max_length=300)
    muted_by = models.UUIDField()
    muted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender"], condition=Q(ended_at=None), name="muted_sender_once"),
        ]

    def __str__(self) -> str:
        return self.sender

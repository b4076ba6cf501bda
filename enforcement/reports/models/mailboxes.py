"""How far the abuse mailbox has been read."""

from django.db import models
from django.db.models import Q


class Mailbox(models.Model):
    """One row: which mail was stored last, and since when the mailbox cannot be read; instants are UTC."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    polled_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="mailbox_one_row")]

    def __str__(self) -> str:
        return str(self.last_uid)
